import { processesIn } from './testing/processes';
import { describeWith } from './testing/requirements';
import { createStage } from './testing/stage';
import { slow } from './testing/stacks';
import { startStateServer, type StateServer } from './testing/state-server';

describeWith(['terraform', 'moto', 'proc'], 'a terraform that is killed', () => {
  const stage = createStage();
  let server: StateServer;
  const inside = () => processesIn(stage.workingDirectory);
  /** Kills terraform while it runs a command; what it started is left to itself. */
  const kill = (command: string, signal: NodeJS.Signals): boolean => {
    const found = inside().filter((process) => process.command.includes(`terraform ${command} `));
    found.forEach(({ id }) => process.kill(id, signal));
    return found.length > 0;
  };

  beforeAll(async () => {
    server = await startStateServer();
  });
  afterAll(async () => {
    stage.remove();
    await server?.stop();
  });

  it('in an apply: the signal, the lock that is left, what had begun, and nothing that it started lives on', async () => {
    const key = 'apply.tfstate';
    stage.setSettings(server.settings(key));
    stage.setStack(server.stack(key, { a: { input: 'x' }, slow: slow(600) }));
    let started: readonly string[] = [];
    let timer: NodeJS.Timeout | undefined;
    const { code, output } = await stage.run('deploy', {}, (text) => {
      if (!text.includes('[1/2]') || timer !== undefined) {
        return;
      }
      timer = setInterval(() => {
        started = inside().map(({ command }) => command);
        // Only when what it started is there: the kill must leave it behind.
        if (!started.some((command) => command.startsWith('sleep'))) {
          return;
        }
        clearInterval(timer);
        kill('apply', 'SIGKILL');
      }, 50);
    });
    clearInterval(timer);
    expect(started).toContainEqual(expect.stringContaining('sleep 600'));
    expect(inside()).toEqual([]);
    expect(code).toBe(1);
    expect(output).toContain(
      'terraform apply was killed by SIGKILL; this command did not do that.',
    );
    expect(output).toContain('Its provider plugins were ended with it.');
    expect(output).toContain('1 of 2 done.');
    expect(output).toMatch(/It had begun and not reported an end: terraform_data\.slow /);
    expect(output).toContain(
      `The state s3://hello-states/${key} does not know of what was made: terraform_data.a.`,
    );
    expect(output).toMatch(/The state is still locked: \S+@\S+ since 20\S+, lock [0-9a-f-]{36}\./);
    expect(output).toMatch(/^ {2}npx nx run app:recover-state --unlock=[0-9a-f-]{36}$/m);
    expect(output).not.toMatch(/goes on from here|is in the state|is released/);
    const next = await stage.run('plan');
    expect(next.output).toMatch(
      /state: the apply that ended here at 20\S+ could not save what it did, and has left its lock [0-9a-f-]{36}\. Nobody holds it\./,
    );
    expect(next.output).toContain(
      'terraform_data.a (reported as made); terraform_data.slow (begun, its end was not seen)',
    );
  });

  it('in a plan: the signal, that nothing was changed, and what was found of the lock', async () => {
    const key = 'plan.tfstate';
    stage.setSettings(server.settings(key));
    stage.setStack(server.stack(key, { a: { input: 'x' } }));
    const timer = setInterval(() => {
      if (kill('plan', 'SIGKILL')) {
        clearInterval(timer);
      }
    }, 5);
    const { code, output } = await stage.run('plan');
    clearInterval(timer);
    expect(output).toContain('terraform plan was killed by SIGKILL; this command did not do that.');
    expect(output).toContain('Nothing was changed.');
    expect(output).toMatch(/Its lock is released\.|The state is still locked: /);
    expect(inside()).toEqual([]);
    expect(code).toBe(1);
  });
});
