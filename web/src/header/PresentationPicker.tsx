import { NativeSelect } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { PresentationView } from '../../../src/read/presentations-view.ts';
import { presentationName } from '../presentation/name.ts';
import { useViewed } from '../presentation/viewed.ts';
import classes from './PresentationPicker.module.css';

/** Opens another presentation at its own current day: a day of one course means nothing in another. */
export function PresentationPicker({ presentations }: { presentations: readonly PresentationView[] }) {
  const { presentation } = useViewed();
  const navigate = useNavigate();
  const newestFirst = presentations.toSorted(
    (a, b) => a.courseId.localeCompare(b.courseId) || b.startsOn.localeCompare(a.startsOn),
  );
  return (
    <NativeSelect
      className={classes.picker}
      size="sm"
      aria-label="Course presentation"
      value={presentation.id}
      data={newestFirst.map((known) => ({ value: known.id, label: presentationName(known) }))}
      onChange={({ currentTarget }) =>
        navigate({
          to: '/p/$presentationId',
          params: { presentationId: currentTarget.value },
          search: { asOf: undefined },
        })
      }
    />
  );
}
