const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** Jest reporter: leaves the counts and the names of skipped tests in reports/<display name>.json. */
class JestReport {
  onRunComplete(contexts, results) {
    const [context] = contexts;
    const name = context?.config.displayName?.name ?? 'unnamed';
    const tests = results.testResults.flatMap((file) => file.testResults);
    const directory = join(__dirname, '..', 'reports');
    mkdirSync(directory, { recursive: true });
    writeFileSync(
      join(directory, `${name}.json`),
      JSON.stringify(
        {
          passed: results.numPassedTests,
          // A file that cannot even load has no tests to count, but it has failed.
          failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
          skipped: tests
            .filter((test) => test.status === 'pending' || test.status === 'todo')
            .map((test) => test.fullName),
        },
        null,
        2,
      ),
    );
  }
}

module.exports = JestReport;
