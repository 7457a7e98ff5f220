/**
 * Prints how many tests passed, failed and were skipped, from the reports that Vitest writes (its `json` reporter), a file
 * for each run. Ends with 1 where a test failed, a run left no report, or none ran. A test file that could not be run at
 * all counts as one failed test.
 */
import { existsSync, readFileSync } from 'node:fs';

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

const counts = { passed: 0, failed: 0, skipped: 0 };
for (const path of process.argv.slice(2)) {
  if (!existsSync(path)) {
    console.log(`A run of the tests ended without its report ${path}.`);
    counts.failed += 1;
    continue;
  }
  const report = JSON.parse(readFileSync(path, 'utf8')) as Report;
  const filesNotRun = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  counts.passed += report.numPassedTests;
  counts.failed += report.numFailedTests + filesNotRun;
  counts.skipped += report.numPendingTests + report.numTodoTests;
}
const { passed, failed, skipped } = counts;
console.log(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
process.exit(passed === 0 || failed > 0 ? 1 : 0);
