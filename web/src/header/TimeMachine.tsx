import { ActionIcon, Button, Slider } from '@mantine/core';
import { type KeyboardEvent, useMemo } from 'react';
import type { PresentationView } from '../../../src/read/presentations-view.ts';
import { formatDate } from '../format.ts';
import { Icon, type IconName } from '../page/Icon.tsx';
import { clampDay, dateOfDay, describeDay, LEAD_DAYS } from '../presentation/day.ts';
import { deadlinesOf } from '../presentation/deadlines.ts';
import { useViewed } from '../presentation/viewed.ts';
import { LiveStatus } from './LiveStatus.tsx';
import classes from './TimeMachine.module.css';
import { useChosenDay } from './useChosenDay.ts';

const STEPS: readonly { days: number; icon: IconName; label: string }[] = [
  { days: -7, icon: 'previousWeek', label: 'A week back' },
  { days: -1, icon: 'previous', label: 'A day back' },
  { days: 1, icon: 'next', label: 'A day forward' },
  { days: 7, icon: 'nextWeek', label: 'A week forward' },
];

/** Page Up and Page Down go by weeks, as in a date picker; arrows, Home and End are the slider's own. */
const PAGE_STEPS: Readonly<Record<string, number>> = { PageUp: 7, PageDown: -7 };

/**
 * The time machine: every screen shows what was known on the chosen day. The day follows the hand at once; the
 * address, and with it the questions to the server, follow when the hand rests.
 */
export function TimeMachine() {
  const { presentation } = useViewed();
  const [day, chooseDay] = useChosenDay();
  return (
    <section className={classes.machine} aria-label="Day shown">
      <p className={`${classes.day} figures`}>
        <strong>{formatDate(dateOfDay(presentation, day))}</strong>
        <span>
          {dayText(presentation, day)}, {presentation.timeZone}
        </span>
      </p>
      <div className={classes.steps}>
        <StepButtons day={day} onChoose={chooseDay} />
        <WayToNow day={day} onChoose={chooseDay} />
      </div>
      <DaySlider day={day} onChoose={chooseDay} />
    </section>
  );
}

interface DayProps {
  readonly day: number;
  readonly onChoose: (day: number) => void;
}

function StepButtons({ day, onChoose }: DayProps) {
  const { presentation } = useViewed();
  return STEPS.map(({ days, icon, label }) => (
    <ActionIcon
      key={days}
      variant="subtle"
      size={30}
      aria-label={label}
      title={label}
      disabled={clampDay(presentation, day + days) === day}
      onClick={() => onChoose(day + days)}
    >
      <Icon name={icon} />
    </ActionIcon>
  ));
}

/** A button back to now; on the current day, whether the page follows the server. */
function WayToNow({ day, onChoose }: DayProps) {
  const { presentation, currentDay, asOf } = useViewed();
  if (day === currentDay) return asOf === undefined && <LiveStatus />;
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<Icon name="reset" size={14} />}
      onClick={() => onChoose(currentDay)}
      title={`Back to ${formatDate(dateOfDay(presentation, currentDay))}`}
    >
      Now
    </Button>
  );
}

/** Every day of the course, with a named mark where an assessment is due. The bar says the day in words beside it. */
function DaySlider({ day, onChoose }: DayProps) {
  const { presentation } = useViewed();
  const marks = useMemo(
    () =>
      deadlinesOf(presentation).map((deadline) => ({
        value: deadline.day,
        label: <span title={`${formatDate(dateOfDay(presentation, deadline.day))}: ${deadline.name}`} />,
      })),
    [presentation],
  );
  const spoken = (of: number) => `${formatDate(dateOfDay(presentation, of))}, ${dayText(presentation, of)}`;
  const pageByWeek = (event: KeyboardEvent) => {
    const step = PAGE_STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onChoose(day + step);
  };
  return (
    <Slider
      className={classes.slider}
      classNames={{
        mark: classes.mark,
        markLabel: classes.markLabel,
        track: classes.rail,
        bar: classes.bar,
        thumb: classes.thumb,
      }}
      min={-LEAD_DAYS}
      max={presentation.lengthDays}
      value={day}
      onChange={onChoose}
      label={null}
      thumbLabel="Day shown"
      thumbValueText={spoken}
      marks={marks}
      size={4}
      thumbSize={24}
      thumbProps={{ onKeyDown: pageByWeek }}
    />
  );
}

/** `Day 40 of 234, tutor marked due`: the day in the course, and what is due on it. */
function dayText(presentation: PresentationView, day: number): string {
  const due = deadlinesOf(presentation).find((deadline) => deadline.day === day);
  const where = describeDay(presentation, day);
  return due ? `${where}, ${due.name.toLowerCase()}` : where;
}
