import { removePrepared } from './prepared-folder.ts';

/** Vitest calls this once before a run; what it returns, once after the run. */
export default function setup(): () => Promise<void> {
  return () => removePrepared(process.pid);
}
