/** Tries to lock a folder whenever it is told a time, at that time: `lock-when-told.ts <folder>`. Answers with a line. */
import { createInterface } from 'node:readline';
import { lockFolder } from '../../src/store/folder-lock.ts';

const [folder] = process.argv.slice(2) as [string];
const tell = (line: string) => process.stdout.write(`${line}\n`);

tell('here');
for await (const time of createInterface({ input: process.stdin })) {
  // Busy, because a timer would let one after the other go.
  while (Date.now() < Number(time));
  try {
    lockFolder(folder, 'lock-when-told');
    tell('locked');
  } catch (error) {
    tell((error as Error).message);
  }
}
