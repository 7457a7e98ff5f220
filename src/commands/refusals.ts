/** Says on standard error which rows of the data were refused. Standard output stays free for the answer of the command. */
export function tellRefusals(refusals: readonly string[]): void {
  for (const line of refusals) process.stderr.write(`${line}\n`);
}
