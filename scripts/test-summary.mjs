// A Jest reporter: after everything else that Jest prints, the slowest files and one plain line with the counts.
import { relative } from 'node:path';

const SLOWEST = 10;

export default class TestSummary {
  onRunComplete(_contexts, results) {
    const files = results.testResults
      .filter((file) => file.perfStats.end > 0)
      .map((file) => ({ path: relative(process.cwd(), file.testFilePath), ms: file.perfStats.runtime }))
      .sort((one, other) => other.ms - one.ms);
    // A file that could not even be loaded counts as one failure: its tests are unknown.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const lines = [
      `\nSlowest files (${Math.min(SLOWEST, files.length)} of ${files.length}):`,
      ...files.slice(0, SLOWEST).map(({ path, ms }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${path}`),
      ...(results.numPendingTests > 0 ? [`${results.numPendingTests} not run`] : []),
      `${results.numPassedTests} passed, ${failed} failed`,
    ];
    // Jest puts its own summary after every other reporter.
    process.once('exit', () => console.log(lines.join('\n')));
    if (results.numPassedTests + results.numFailedTests === 0) this.error = new Error('no test ran');
    if (process.env.HEARTH_REQUIRE_ALL && results.numPendingTests > 0) this.error = new Error('tests were left out');
  }

  getLastError() {
    return this.error;
  }
}
