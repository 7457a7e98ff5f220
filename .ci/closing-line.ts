/**
 * Prints how many tests passed, failed and were skipped, from the report that Vitest writes (its `json` reporter). Ends
 * with 1 where a test failed or none ran. A test file that could not be run at all counts as one failed test.
 */
import { readFileSync } from 'node:fs';

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

const text = readFileSync(process.argv[2] as string, 'utf8');
if (text === '') {
  console.log('The tests ended without a report, so none is known to have run.');
  console.log('0 passed, 0 failed');
  process.exit(1);
}
const report = JSON.parse(text) as Report;
const filesNotRun = report.testResults.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
).length;
const passed = report.numPassedTests;
const failed = report.numFailedTests + filesNotRun;
const skipped = report.numPendingTests + report.numTodoTests;

console.log(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
process.exit(passed === 0 || failed > 0 ? 1 : 0);
