import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

// What a command costs follows from a few counts, which are the same on every machine. How often Terraform is started is
// counted where it is started, in nx-cdktf.

const root = resolve(__dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'hello-counts-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const COUNT_MODULES = `
  const { Module } = require('node:module');
  const compile = Module.prototype._compile;
  let count = 0;
  Module.prototype._compile = function (...given) {
    count += 1;
    return compile.apply(this, given);
  };
  process.on('exit', () => require('node:fs').writeFileSync(process.env.COUNT_FILE, String(count)));`;

function modulesOf(program: string, environment: NodeJS.ProcessEnv = {}): number {
  const hook = join(directory, 'count.cjs');
  const file = join(directory, 'count');
  writeFileSync(hook, COUNT_MODULES);
  const { status, stderr } = spawnSync(process.execPath, ['--require', hook, program], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...environment, COUNT_FILE: file },
  });
  if (status !== 0) {
    throw new Error(`${program}: ${stderr}`);
  }
  return Number(readFileSync(file, 'utf8'));
}

/** The tasks that Nx would run for a target. */
function tasksOf(target: string): readonly string[] {
  const file = join(directory, `${target}.json`);
  const { status, stderr } = spawnSync(
    join(root, 'node_modules', '.bin', 'nx'),
    ['run', `infra:${target}`, `--graph=${file}`],
    { cwd: root, encoding: 'utf8', env: { ...process.env, NX_DAEMON: 'false' } },
  );
  if (status !== 0) {
    throw new Error(`nx run infra:${target} --graph: ${stderr}`);
  }
  const { tasks } = JSON.parse(readFileSync(file, 'utf8')) as {
    tasks: { tasks: Record<string, unknown> };
  };
  return Object.keys(tasks.tasks).sort();
}

/** The programs of Node that a command of Nx starts, itself among them. Without its daemon, as in CI and in containers. */
function programsOf(...args: readonly string[]): readonly string[] {
  const hook = join(directory, 'programs.cjs');
  const file = join(directory, 'programs');
  writeFileSync(
    hook,
    `require('node:fs').appendFileSync(process.env.PROGRAMS_FILE, process.argv[1] + '\\n');`,
  );
  const { status, stderr } = spawnSync(join(root, 'node_modules', '.bin', 'nx'), args, {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      NX_ISOLATE_PLUGINS: undefined,
      NX_DAEMON: 'false',
      NODE_OPTIONS: `--require ${JSON.stringify(hook)}`,
      PROGRAMS_FILE: file,
    },
  });
  if (status !== 0) {
    throw new Error(`nx ${args.join(' ')}: ${stderr}`);
  }
  return readFileSync(file, 'utf8').trim().split('\n');
}

describe('what a command costs', () => {
  it('is at most 159 modules more for the app than for cdktf and its bindings alone', () => {
    const bare = join(directory, 'bare.cjs');
    const lib = join(root, 'node_modules', '@cdktf', 'provider-aws', 'lib');
    writeFileSync(
      bare,
      `require(${JSON.stringify(join(root, 'node_modules', 'cdktf'))});
       require(${JSON.stringify(join(lib, 'provider'))});`,
    );
    const app = modulesOf(join(root, 'apps', 'infra', 'dist', 'main.js'), {
      STAGE: 'local',
      CDKTF_OUTDIR: join(directory, 'out'),
    });
    expect(app - modulesOf(bare)).toBeLessThanOrEqual(159);
  });

  it('is at most 60 modules before a plan knows what to do, and no SDK', () => {
    const start = join(directory, 'start.cjs');
    const files = [
      join(root, 'packages', 'nx-cdktf', 'dist', 'executors', 'plan.js'),
      join(root, 'apps', 'infra', 'dist', 'hooks.js'),
    ];
    writeFileSync(
      start,
      `${files.map((file) => `require(${JSON.stringify(file)});`).join('\n')}
       const sdk = Object.keys(require.cache).filter((file) => file.includes('@aws-sdk'));
       if (sdk.length > 0) { throw new Error(sdk.join()); }`,
    );
    expect(modulesOf(start)).toBeLessThanOrEqual(60);
  });

  it.each(['plan', 'deploy', 'destroy'])('is the builds and the synth, for %s', (target) => {
    const others = tasksOf(target).filter((task) => !/:build(-types)?$/.test(task));
    expect(others).toEqual([`infra:${target}:local`, 'infra:synth:local']);
  });

  it('is no process for a plugin of Nx', () => {
    const programs = programsOf('show', 'projects');
    expect(programs.map((program) => basename(program))).toEqual(['nx']);
  });
});
