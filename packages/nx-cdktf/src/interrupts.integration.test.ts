import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from './testing/requirements';
import { stageOf } from './testing/stage';
import { slow, stackOf } from './testing/stacks';
import {
  cleanEnvironment,
  createWorkspace,
  finished,
  type NxResult,
  type StackJson,
} from './testing/workspace';

const workspace = createWorkspace();
const stage = stageOf(workspace);
afterAll(() => workspace.remove());
/** With all the processes that Nx starts for a person: what a signal reaches depends on them. */
const asStarted = { NX_ISOLATE_PLUGINS: undefined };
const file = (name: string): string => join(workspace.workingDirectory(), name);

/** `a` is made at once, `slow` takes its time, `last` waits for it. */
const stack = (seconds: number, after?: string): StackJson =>
  stackOf({
    a: { input: 'x' },
    slow: slow(seconds, after),
    last: { input: '${terraform_data.slow.id}' },
  });

/** Runs `act` when the first resource is there and the slow one is being made. */
async function during(child: ChildProcess, act: () => void | Promise<void>): Promise<NxResult> {
  const result = finished(child);
  let seen = '';
  let acted: Promise<void> | undefined;
  child.stdout?.on('data', (chunk: Buffer) => {
    seen += chunk.toString();
    if (acted === undefined && seen.includes('[1/3]')) {
      acted = pause(600).then(act);
    }
  });
  const end = await result;
  await acted;
  return end;
}

/** Runs `act` once, when what the process has written, or done, says so. */
async function when(
  child: ChildProcess,
  reached: (output: string) => boolean,
  act: (output: () => string) => void | Promise<void>,
): Promise<NxResult> {
  let seen = '';
  let acted: Promise<void> | undefined;
  child.stdout?.on('data', (chunk: Buffer) => (seen += chunk.toString()));
  const timer = setInterval(() => {
    if (acted === undefined && reached(seen)) {
      acted = pause(300).then(() => act(() => seen));
    }
  }, 100);
  const end = await finished(child);
  clearInterval(timer);
  await acted;
  return end;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

async function expectConvergence(): Promise<void> {
  expect(existsSync(file('.state.tfstate.lock.info'))).toBe(false);
  expect(existsSync(file('tfplan'))).toBe(false);
  expect(readFileSync(file('state.tfstate'), 'utf8')).toContain('"name": "a"');
  stage.setStack(stack(0));
  const next = await stage.run('deploy');
  expect(next.code).toBe(0);
  expect((await stage.run('plan')).output).toContain('No changes.');
}

beforeEach(() => {
  rmSync(join(workspace.directory, '.nx-cdktf'), { recursive: true, force: true });
  rmSync(join(workspace.directory, 'app', 'hooks.log'), { force: true });
  workspace.setSettings({});
  workspace.setStack(stack(20));
});

describeWith(['terraform'], 'a signal during apply', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s to nx stops terraform once and cleanly, exits with 130, and the next deploy converges',
    async (signal) => {
      const child = workspace.start(['run', 'app:deploy'], asStarted);
      const { code, output } = await during(child, () => void child.kill(signal));
      expect(output).toContain('Stopping terraform apply cleanly');
      expect(output).toContain('Running: terraform_data.slow');
      expect(output).toContain('Interrupted: terraform apply stopped.\n1 of 3 done.\n');
      expect(output).toMatch(
        /What is done is in the state \S+state\.tfstate \(serial \d+, 2 resources\); it was read again\.\nIts lock is released\./,
      );
      expect(output).not.toContain('Forcing');
      expect(code).toBe(130);
      await expectConvergence();
    },
  );

  it('after the apply says that only the look was interrupted; in a destruction stops once, and by force the second time', async () => {
    workspace.setStack(stackOf({ a: { input: 'x' } }));
    workspace.setSettings({ lookSeconds: 600 });
    const deploy = workspace.start(['run', 'app:deploy'], asStarted);
    const hooksLog = join(workspace.directory, 'app', 'hooks.log');
    const looking = (): boolean =>
      existsSync(hooksLog) && readFileSync(hooksLog, 'utf8').includes('afterApply');
    const deployed = await when(deploy, looking, () => void deploy.kill('SIGINT'));
    expect(deployed.output).toContain(
      'hello-local is deployed; only the look at it was interrupted. Run deploy again to look.',
    );
    expect(deployed.code).toBe(130);

    // A terraform that does not end when it is asked to: real ones do that while AWS keeps them waiting.
    const deaf = join(workspace.directory, 'deaf-terraform');
    writeFileSync(
      deaf,
      '#!/bin/sh\n[ "$1" = apply ] || exec terraform "$@"\n' +
        `trap 'n=$((n + 1)); [ $n = 2 ] && exit 1' INT\ntouch ${file('applying')}\nwhile :; do sleep 0.1; done\n`,
      { mode: 0o700 },
    );
    const destroy = workspace.start(['run', 'app:destroy'], {
      ...asStarted,
      TERRAFORM_BINARY_NAME: deaf,
    });
    const destroyed = await when(
      destroy,
      () => existsSync(file('applying')),
      async (output) => {
        destroy.kill('SIGINT');
        while (!output().includes('Stopping terraform')) {
          await pause(100);
        }
        // Two signals within a second and a half are one keystroke.
        await pause(1_700);
        destroy.kill('SIGINT');
      },
    );
    expect(destroyed.output).toContain('Stopping terraform apply cleanly');
    expect(destroyed.output).toContain('Press Ctrl-C once more to force it.');
    expect(destroyed.output).toContain(
      'Forcing terraform apply to end. Forced, it leaves the state locked',
    );
    expect(destroyed.output).toMatch(
      /Where the state stays locked: npx nx run app:recover-state --unlock=LOCK_ID;/,
    );
    expect(destroyed.output).toContain('0 of 1 done.');
    expect(destroyed.code).toBe(130);
    expect(existsSync(file('run.lock'))).toBe(false);
  });

  it('does not stop terraform when the executor is killed: it finishes, saves the state and unlocks', async () => {
    const marker = join(workspace.directory, 'slow-done');
    workspace.setStack(stack(3, `touch ${marker}`));
    const child = workspace.start(['run', 'app:deploy'], asStarted);
    const { code } = await during(child, () => {
      process.kill(Number.parseInt(readFileSync(file('run.lock'), 'utf8'), 10), 'SIGKILL');
    });
    expect(code).toBe(1);
    while (existsSync(file('.state.tfstate.lock.info'))) {
      await pause(200);
    }
    expect(existsSync(marker)).toBe(true);
    expect(readFileSync(file('state.tfstate'), 'utf8')).toContain('"name": "last"');
  });
});

describeWith(['terraform', 'script'], 'Ctrl-C in a terminal during apply', () => {
  it('stops terraform once and cleanly although the terminal signals everybody', async () => {
    const nx = join(workspace.directory, 'node_modules/nx/dist/bin/nx.js');
    const child = spawn('script', ['-qec', `node ${nx} run app:deploy`, '/dev/null'], {
      cwd: workspace.directory,
      env: { ...cleanEnvironment(), NX_DAEMON: 'false', NO_COLOR: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const { code, output } = await during(child, () => void child.stdin?.write('\u0003'));
    expect(output).toContain('Stopping terraform apply cleanly');
    expect(output).toContain('1 of 3 done.');
    expect(output).not.toContain('Forcing');
    expect(code).toBe(130);
    await expectConvergence();
  });
});
