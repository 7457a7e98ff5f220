/** Reads times from standard input, tries to lock a folder at each, and answers with a line: `lock-at.ts <folder>`. */
import { createInterface } from 'node:readline';
import { lockFolder } from '../../src/store/folder-lock.ts';

const [folder] = process.argv.slice(2) as [string];
const tell = (line: string) => process.stdout.write(`${line}\n`);

tell('here');
for await (const time of createInterface({ input: process.stdin })) {
  // A busy loop, because timers would start the processes one after the other.
  while (Date.now() < Number(time));
  try {
    lockFolder(folder, 'lock-at');
    tell('locked');
  } catch (error) {
    tell((error as Error).message);
  }
}
