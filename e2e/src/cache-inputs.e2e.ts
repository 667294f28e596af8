import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

// A result that Nx replays must be the one this machine would have come to.

const root = resolve(__dirname, '../..');

function run(program: string, args: readonly string[], environment: NodeJS.ProcessEnv): string {
  const { stdout, stderr, status } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    env: environment,
  });
  if (status !== 0) {
    throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  }
  return stdout;
}

const bare: NodeJS.ProcessEnv = { PATH: process.env['PATH'] };
const environmentInput = (extra: NodeJS.ProcessEnv = {}): string =>
  run(process.execPath, ['tools/inputs/environment.mjs'], { ...bare, ...extra });

/** What is read but decides no result, and why. */
const UNDECIDING: Readonly<Record<string, string>> = {
  PATH: 'differs between shells; tools/inputs/capabilities.mjs asks the programs that are found on it',
  HOST: 'set for the process that stands in for a container',
  HOSTNAME: 'set for the process that stands in for a container',
  PORT: 'set for the process that stands in for a container',
  STAGE: 'set by the synth executor, from an option',
  PASSWORD: 'read by a program that a test writes and starts with it',
  APP_VERSION: 'read by a program that a test writes and starts with it',
  URL: 'read by a program that a test writes and starts with it',
  NX_NATIVE_COMMAND_RUNNER: 'set by Nx for its own tasks',
  NX_CACHE_DIRECTORY:
    'where Nx keeps its record of a run, which the last lines of npm test are made of',
  NX_WORKSPACE_DATA_DIRECTORY: 'where Nx keeps its record of what is in the cache',
  NX_ORIGINAL_FORCE_COLOR: 'the value of FORCE_COLOR, kept by our Nx hook',
  MOTO_VERSION: 'read by a generator that no task runs',
};

/** The variables of this process's environment that sources name: `process.env.X`, `process.env['X']`, `env['X']`. */
function variablesRead(): ReadonlyMap<string, string> {
  const files = run('git', ['ls-files', 'apps', 'packages', 'e2e', 'tools'], process.env)
    .split('\n')
    .filter((file) => /\.(ts|mjs|cjs|js)$/.test(file));
  const found = new Map<string, string>();
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');
    // A test or program that sets a variable for a child of its own reads what it has set.
    const given = new Set([...text.matchAll(/\b([A-Z][A-Z0-9_]+): /g)].map(([, name]) => name));
    for (const [, dotted, quoted] of text.matchAll(
      /\benv(?:\.([A-Z][A-Z0-9_]+)|\[['"]([A-Z][A-Z0-9_]+)['"]\])/g,
    )) {
      const name = dotted ?? quoted ?? '';
      if (!given.has(name)) {
        found.set(name, file);
      }
    }
  }
  return found;
}

describe('The inputs of a test', () => {
  const read = variablesRead();

  it('are searched for in sources that do read variables', () => {
    expect([...read.keys()]).toEqual(
      expect.arrayContaining(['NO_COLOR', 'TERRAFORM_BINARY_NAME', 'CHROMIUM_BINARY']),
    );
  });

  it('name every variable that the sources read', () => {
    const without = environmentInput();
    const missing = [...read]
      .filter(([name]) => !(name in UNDECIDING) && environmentInput({ [name]: '1' }) === without)
      .map(([name, file]) => `${name} (${file}): add it to tools/inputs/environment.mjs`);
    expect(missing).toEqual([]);
  });

  it('do not change with a variable that nothing reads', () => {
    expect(environmentInput({ SHLVL: '7' })).toBe(environmentInput());
  });

  it('tell no value', () => {
    expect(environmentInput({ AWS_SECRET_ACCESS_KEY: 'hunter2' })).toMatch(/^[0-9a-f]{64}\n$/);
  });

  it('name the version of Node, the platform and the kind of user', () => {
    const input = JSON.parse(run(process.execPath, ['tools/inputs/runtime.mjs'], bare)) as unknown;
    const { version: node, platform, arch } = process;
    expect(input).toEqual({ node, platform, arch, user: expect.stringMatching(/^(not )?root$/) });
  });

  it('are kept for every target that runs tests', () => {
    const projects = run('git', ['ls-files', '*project.json', 'nx.json'], process.env);
    const configured = projects
      .trim()
      .split('\n')
      .flatMap((file) => {
        const { targets, targetDefaults } = JSON.parse(readFileSync(join(root, file), 'utf8')) as {
          targets?: Record<string, { inputs?: unknown[]; cache?: boolean }>;
          targetDefaults?: Record<string, { inputs?: unknown[] }>;
        };
        return Object.entries({ ...targets, ...targetDefaults })
          .filter(([name, { inputs }]) => /^(test|validate)/.test(name) && inputs !== undefined)
          .map(([name, { inputs = [] }]) => ({ target: `${file}: ${name}`, inputs }));
      });
    expect(configured.length).toBeGreaterThan(3);
    for (const { target, inputs } of configured) {
      expect({ target, inputs }).toEqual({ target, inputs: expect.arrayContaining(['testRun']) });
    }
  });
});

describe('The cache of a clone', () => {
  it('is its own', () => {
    const environment = { ...process.env, NX_CACHE_DIRECTORY: '' };
    const script = "console.log(require('nx/src/utils/cache-directory').cacheDir)";
    expect(run(process.execPath, ['-e', script], environment)).toBe(
      `${join(root, '.nx', 'cache')}\n`,
    );
  });
});
