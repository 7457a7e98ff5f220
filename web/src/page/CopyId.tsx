import { ActionIcon } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import classes from './CopyId.module.css';
import { Icon } from './Icon.tsx';

/** Copies a learner's id, which opens the learner in the learning platform. On plain HTTP browsers copy nothing. */
export function CopyId({ id }: { id: string }) {
  const { copied, copy } = useClipboard({ timeout: 1_500 });
  if (!('clipboard' in navigator)) return null;
  return (
    <ActionIcon
      variant="subtle"
      size={24}
      className={classes.copy}
      data-copied={copied || undefined}
      aria-label={copied ? 'Copied' : `Copy the id ${id}`}
      title={copied ? 'Copied' : 'Copy the id'}
      onClick={() => copy(id)}
    >
      <Icon name={copied ? 'allowed' : 'copy'} size={13} />
    </ActionIcon>
  );
}
