import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { describeWith } from './testing/requirements';
import { stackOf } from './testing/stacks';
import { cleanEnvironment, createWorkspace, finished } from './testing/workspace';

const changing = stackOf({ a: { input: 'x' } });
const empty = stackOf({});

describeWith(['terraform'], 'the exit code of nx', () => {
  const workspace = createWorkspace(['app', 'other']);
  afterAll(() => workspace.remove());
  beforeEach(() => {
    workspace.setStack(changing);
    workspace.setStack(empty, 'other');
  });

  it('is 2 when a plan has changes, and the task is a success', async () => {
    const { code, output } = await workspace.nx(['run', 'app:plan', '--verbose']);
    expect(output).toContain('Successfully ran target plan');
    expect(code).toBe(2);
  });

  it('comes with our own lines only, unless more is asked for or nobody of ours has spoken', async () => {
    const quiet = await workspace.nx(['run', 'app:plan']);
    expect(quiet.output).toContain('Plan: 1 create.');
    expect(quiet.output).toContain('There are changes, so this ends with 2');
    expect(quiet.output).not.toMatch(/NX|> nx run|Run duration/);
    expect(quiet.code).toBe(2);
    const other = await workspace.nx(['run', 'app:fail']);
    expect(other.output).toContain('Running target fail for project app failed');
    expect(other.code).toBe(1);
    workspace.setDependency('fail');
    try {
      const dependency = await workspace.nx(['run', 'app:plan']);
      expect(dependency.output).toContain('Failed tasks:');
      expect(dependency.output).toContain('- app:fail');
      expect(dependency.output).not.toContain('Planning');
      expect(dependency.code).toBe(1);
    } finally {
      workspace.setDependency('synth');
    }
  });

  it('is 1 for an option that does not exist, before anything is done', async () => {
    const { code, output } = await workspace.nx(['run', 'app:plan', '--expect-no-chnages']);
    expect(output).toContain("got '--expect-no-chnages'. Did you mean '--expectNoChanges'?");
    expect(output).not.toMatch(/Planning|NX|nx run app|Run duration/);
    expect(code).toBe(1);
  });

  it('is 0 when a plan has none', async () => {
    const { code, output } = await workspace.nx(['run', 'other:plan']);
    expect(output).toContain('No changes.');
    expect(code).toBe(0);
  });

  it('is 2 in CI when output is streamed with prefixes', async () => {
    const { code, output } = await workspace.nx(['run', 'app:plan', '--outputStyle=stream'], {
      CI: '1',
    });
    expect(output).toMatch(/Successfully ran target \S*plan/);
    expect(code).toBe(2);
  });

  it('is that of the worst of many plans', async () => {
    expect((await workspace.nx(['run-many', '-t', 'plan'])).code).toBe(2);
    workspace.setStack({ resource: { terraform_data: { a: { inptu: 'x' } } } }, 'other');
    expect((await workspace.nx(['run-many', '-t', 'plan'])).code).toBe(1);
  });

  it('stays 1 for an ordinary failure with a plan beside it', async () => {
    expect((await workspace.nx(['run-many', '-t', 'plan,fail'])).code).toBe(1);
  });

  it('is 1 when the app cannot be synthesized and the plan never runs', async () => {
    workspace.setStack('{' as never);
    const { code, output } = await workspace.nx(['run', 'app:plan']);
    expect(output).toContain('cdk.tf.json is not JSON');
    expect(output).not.toContain('Planning');
    expect(code).toBe(1);
  });

  it('is 1 in CI when changes were not expected, and output has no colours there', async () => {
    const { code, output } = await workspace.nx(['run', 'app:plan', '--expectNoChanges'], {
      CI: '1',
    });
    expect(output).toContain('there are changes and --expectNoChanges was given');
    expect(output).toContain('Plan: 1 create.');
    expect(output).not.toContain('\u001b[1mPlan');
    expect(code).toBe(1);
  });

  it('is 2 through the daemon, cold and warm', async () => {
    const environment = { NX_DAEMON: 'true' };
    try {
      expect((await workspace.nx(['run', 'app:plan'], environment)).code).toBe(2);
      expect((await workspace.nx(['run', 'app:plan'], environment)).code).toBe(2);
    } finally {
      await workspace.nx(['daemon', '--stop'], environment);
    }
  });

  it('colours output when FORCE_COLOR says so; leaves no temporary file, and takes away what a run that was killed left', async () => {
    // A place of its own: other runs of nx may be under way on this machine.
    const TMPDIR = join(workspace.directory, 'tmp');
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    const user = process.getuid?.() ?? userInfo().username;
    mkdirSync(join(TMPDIR, `nx-cdktf-${user}-${pid}`), { recursive: true });
    const { code, output } = await workspace.nx(['run', 'app:plan'], { TMPDIR, FORCE_COLOR: '1' });
    expect(code).toBe(2);
    expect(output).toContain('\u001b[1mPlan: 1 create.');
    expect(readdirSync(TMPDIR).filter((name) => name.startsWith('nx-cdktf-'))).toEqual([]);
  });
});

describeWith(['terraform', 'script'], 'the exit code of nx in a terminal', () => {
  const workspace = createWorkspace();
  afterAll(() => workspace.remove());

  it('is 2 when a plan has changes, and the executor has the terminal', async () => {
    workspace.setStack(changing);
    const nx = join(workspace.directory, 'node_modules/nx/dist/bin/nx.js');
    const child = spawn('script', ['-qec', `node ${nx} run app:plan`, '/dev/null'], {
      cwd: workspace.directory,
      env: { ...cleanEnvironment(), NX_DAEMON: 'false' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const { code, output } = await finished(child);
    expect(output).toContain('\u001b[32m✓\u001b[39m Planning');
    expect(code).toBe(2);
  });
});
