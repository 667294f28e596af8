const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { formatResultsErrors } = require('jest-message-util');
const { default: TestRunner } = require('jest-runner');

/** These wait for other programs, some in several workers; what they load is nothing beside that. */
const NO_UNIT_TEST = /\.(integration|browser|cdktn|e2e)(\.test)?\.ts$/;
/** What jest keeps, or decides, for a whole file. */
const NEEDS_ITS_OWN_FILE =
  /Snapshot\(|@jest-environment|\bjest\s*\.(mock|unmock|doMock|dontMock|setMock|resetModules|setTimeout)\(|\b(it|test|describe)\.only\b|\bf(it|describe)\(/;

/**
 * Jest's own runner, for which the unit tests of a package are one file: it loads all modules anew for each, which took two
 * thirds of the time of most packages. Each file reports for itself all the same, and a file that is run by its name
 * is run as ever. Tests of such files share modules, so a test must leave them as it found them.
 */
class SharedModulesRunner extends TestRunner {
  /** What a file of this runner's own stands for. */
  #members = new Map();
  /** Those of a file that could not be loaded: one of them cannot, and jest knows which. */
  #unloaded = [];

  async runTests(tests, watcher, options) {
    const shared = tests.filter((test) => this.#mayShare(test));
    if (shared.length < 2) {
      return super.runTests(tests, watcher, options);
    }
    const directory = mkdtempSync(join(tmpdir(), 'jest-shared-modules-'));
    try {
      const groups = this.#groupsOf(shared, directory);
      const alone = tests.filter((test) => !shared.includes(test));
      await super.runTests([...groups, ...alone], watcher, options);
      this.#members.clear();
      if (this.#unloaded.length > 0 && !watcher.isInterrupted()) {
        await super.runTests(this.#unloaded, watcher, options);
      }
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  on(eventName, listener) {
    return super.on(eventName, async ([subject, detail]) => {
      for (const event of this.#eventsOf(eventName, subject, detail)) {
        await listener(event);
      }
    });
  }

  #mayShare({ path }) {
    return (
      // A pattern is of names that begin with those of the file.
      !this._globalConfig.testNamePattern &&
      !NO_UNIT_TEST.test(path) &&
      !NEEDS_ITS_OWN_FILE.test(readFileSync(path, 'utf8'))
    );
  }

  /** As many as there are workers. */
  #groupsOf(tests, directory) {
    const count = Math.min(this._globalConfig.maxWorkers, tests.length);
    return Array.from({ length: count }, (_, index) => {
      const members = tests.filter((_test, place) => place % count === index);
      const path = join(directory, `${index}.test.js`);
      const describe = ({ path: file }) =>
        `describe(${JSON.stringify(file)}, () => void require(${JSON.stringify(file)}));\n`;
      writeFileSync(path, members.map(describe).join(''));
      this.#members.set(path, members);
      return { ...members[0], path };
    });
  }

  #eventsOf(eventName, subject, detail) {
    // Of a test case jest knows the path only.
    const members = this.#members.get(subject.path ?? subject);
    if (members === undefined) {
      return [[subject, detail]];
    }
    switch (eventName) {
      case 'test-file-start':
        return members.map((member) => [member]);
      case 'test-file-failure':
      case 'test-file-success':
        if (eventName === 'test-file-failure' || detail.testExecError) {
          this.#unloaded.push(...members);
          return [];
        }
        return members.map((member) => [member, this.#resultOf(member, detail)]);
      default: {
        const [file, ...ancestorTitles] = detail.ancestorTitles;
        return [[file, { ...detail, ancestorTitles }]];
      }
    }
  }

  /** The part of a result that is of one file. */
  #resultOf({ path, context }, result) {
    const testResults = result.testResults
      .filter(({ ancestorTitles }) => ancestorTitles[0] === path)
      .map((test) => {
        const ancestorTitles = test.ancestorTitles.slice(1);
        return { ...test, ancestorTitles, fullName: [...ancestorTitles, test.title].join(' ') };
      });
    const count = (...states) => testResults.filter(({ status }) => states.includes(status)).length;
    const runtime = testResults.reduce((sum, { duration }) => sum + (duration ?? 0), 0);
    const { start } = result.perfStats;
    const printed = result.console?.filter(({ origin }) => origin.includes(path)) ?? [];
    return {
      ...result,
      testFilePath: path,
      testResults,
      numFailingTests: count('failed'),
      numPassingTests: count('passed'),
      numPendingTests: count('pending', 'skipped', 'disabled'),
      numTodoTests: count('todo'),
      skipped:
        testResults.length > 0 && count('pending', 'skipped', 'disabled') === testResults.length,
      console: printed.length > 0 ? printed : undefined,
      failureMessage: formatResultsErrors(testResults, context.config, this._globalConfig, path),
      perfStats: {
        ...result.perfStats,
        end: start + runtime,
        runtime,
        slow: runtime / 1000 > context.config.slowTestThreshold,
      },
    };
  }
}

module.exports = SharedModulesRunner;
