import { z } from 'zod';
import { dateOf } from '../domain/moment.ts';
import type { ApiContext } from './context.ts';

/** What a client has to know that expects the present. */
export const clockNoticeField = z.string().nullable().meta({
  description:
    'Set while the server is a time machine: that nothing live is taken, and how to change it. Null on the real clock.',
});

/** Says that the clock stands still, and how to set it going; null on the real clock. */
export const clockNotice = ({
  clock,
  timeMachine,
}: Pick<ApiContext, 'clock' | 'timeMachine'>): string | null =>
  timeMachine === null
    ? null
    : `The clock stands still on ${dateOf(clock())}, as a time machine: nothing live is taken, and events after that day are refused. Start the server with --as-of now for the real clock.`;
