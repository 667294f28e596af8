import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** What jest says of a file in its JSON. */
interface FileResult {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
}

/** Writes a line whenever it is loaded. */
const COUNTED = `require('node:fs').appendFileSync(__dirname + '/loads', 'loaded\\n');`;
const uses = (name: string) => `require('./counted'); it('${name} holds', () => undefined);`;

describe('The unit tests of a package, which share their modules', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'hello-ecs-shared-modules-'));
    writeFileSync(join(directory, 'counted.js'), COUNTED);
    const runner = join(root, 'tools', 'shared-modules-runner.cjs');
    writeFileSync(
      join(directory, 'jest.config.cjs'),
      `module.exports = { runner: ${JSON.stringify(runner)}, maxWorkers: 1 };`,
    );
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** Runs files, or those that are named, and gives what jest says of each. */
  function run(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(directory, `${name}.test.js`), text);
    }
    const output = join(directory, 'results.json');
    const { status } = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
        ...['--ci', '--json', `--outputFile=${output}`, ...args],
      ],
      { cwd: directory, encoding: 'utf8' },
    );
    const { testResults } = JSON.parse(readFileSync(output, 'utf8')) as {
      readonly testResults: readonly FileResult[];
    };
    const loads = join(directory, 'loads');
    return {
      status,
      loads: existsSync(loads) ? readFileSync(loads, 'utf8').trim().split('\n').length : 0,
      files: Object.fromEntries(
        testResults.map(({ name, ...rest }) => [basename(name, '.test.js'), rest]),
      ),
    };
  }

  it('load what several of them use once, and report for each file', () => {
    const { status, loads, files } = run({ one: uses('one'), two: uses('two') });
    expect(loads).toBe(1);
    expect(status).toBe(0);
    expect(files).toMatchObject({
      one: { status: 'passed', assertionResults: [{ fullName: 'one holds', status: 'passed' }] },
      two: { status: 'passed', assertionResults: [{ fullName: 'two holds', status: 'passed' }] },
    });
  });

  it('fail in the file that fails, with the place', () => {
    const { status, files } = run({
      one: uses('one'),
      two: `describe('two', () => it('fails', () => expect(1).toBe(2)));`,
    });
    expect(status).toBe(1);
    expect(files['one']).toMatchObject({ status: 'passed', message: '' });
    expect(files['two']).toMatchObject({
      status: 'failed',
      assertionResults: [{ fullName: 'two fails', status: 'failed' }],
    });
    expect(files['two']?.message).toMatch(/two › fails[^]*expect\(1\)\.toBe\(2\)/);
  });

  it('pass where another file cannot be loaded, which fails', () => {
    const { status, files } = run({
      one: uses('one'),
      two: `throw new Error('no such thing');`,
      three: uses('three'),
    });
    expect(status).toBe(1);
    expect(files).toMatchObject({
      one: { status: 'passed', assertionResults: [{ status: 'passed' }] },
      two: { status: 'failed', assertionResults: [] },
      three: { status: 'passed', assertionResults: [{ status: 'passed' }] },
    });
    expect(files['two']?.message).toContain('no such thing');
  });

  it('pass where another file has no test, which fails', () => {
    const { status, files } = run({ one: uses('one'), two: '', three: uses('three') });
    expect(status).toBe(1);
    expect(files).toMatchObject({ one: { status: 'passed' }, three: { status: 'passed' } });
    expect(files['two']).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('at least one test'),
    });
  });

  it.each([
    ['chooses one of its tests', `it.only('two', () => undefined); it('not', () => undefined);`],
    ['has an environment of its own', `/** @jest-environment node */ ${uses('two')}`],
    ['puts something in the place of a module', `jest.mock('./counted', () => 0); ${uses('two')}`],
  ])('are not changed by a file that %s', (_, two) => {
    const { status, files } = run({ one: uses('one'), two, three: uses('three') });
    expect(status).toBe(0);
    expect(files).toMatchObject({
      one: { assertionResults: [{ status: 'passed' }] },
      three: { assertionResults: [{ status: 'passed' }] },
    });
  });

  it('need a snapshot where jest looks for it', () => {
    const { status, files } = run({
      one: uses('one'),
      two: `it('two', () => expect(1).toMatchSnapshot());`,
      three: uses('three'),
    });
    expect(status).toBe(1);
    expect(files['two']?.message).toMatch(/snapshot/i);
  });

  it('count those that are skipped', () => {
    const skipping = `it.skip('two', () => undefined); it.todo('later');`;
    const { files } = run({ one: uses('one'), two: skipping });
    expect(files['two']?.assertionResults.map(({ status }) => status)).toEqual(['pending', 'todo']);
  });

  it('are chosen by name as ever', () => {
    const { files } = run({ one: uses('one'), two: uses('two') }, '-t', '^two holds$');
    expect(files['one']?.assertionResults).toMatchObject([{ status: 'pending' }]);
    expect(files['two']?.assertionResults).toMatchObject([{ status: 'passed' }]);
  });
});
