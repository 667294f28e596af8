const { mkdirSync, writeFileSync } = require('node:fs');
const { join, relative } = require('node:path');
const { stripVTControlCharacters } = require('node:util');

/**
 * Jest reporter: leaves the task of Nx that ran it, the counts, what failed where and why, what was skipped and how long
 * each file took in reports/<display name>.json.
 */
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
          task: taskOfNx(process.env),
          passed: results.numPassedTests,
          failed: results.testResults.flatMap(failuresOf),
          skipped: tests
            .filter((test) => test.status === 'pending' || test.status === 'todo')
            .map((test) => test.fullName),
          files: results.testResults.map(({ testFilePath, perfStats }) => ({
            name: relative(join(__dirname, '..'), testFilePath),
            seconds: Math.round((perfStats.end - perfStats.start) / 1000),
          })),
        },
        null,
        2,
      ),
    );
  }
}

/** Undefined where somebody runs jest by hand. */
function taskOfNx(environment) {
  const { NX_TASK_TARGET_PROJECT: project, NX_TASK_TARGET_TARGET: target } = environment;
  return project && target ? `${project}:${target}` : undefined;
}

function failuresOf(file) {
  const where = relative(join(__dirname, '..'), file.testFilePath);
  const tests = file.testResults
    .filter((test) => test.status === 'failed')
    .map((test) => ({
      name: test.fullName,
      file: where,
      message: plain(test.failureMessages.join('\n')),
    }));
  // A file that cannot even load has no tests to count, but it has failed.
  const unloaded = file.testExecError
    ? [{ name: where, file: where, message: plain(file.failureMessage ?? '') }]
    : [];
  return [...tests, ...unloaded];
}

/** Where it failed is in the test's name; the frames of the runner say nothing. */
function plain(message) {
  return stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => !/^\s+at .*(node_modules|node:internal)/.test(line))
    .join('\n');
}

module.exports = JestReport;
