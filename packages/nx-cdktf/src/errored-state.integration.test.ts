import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from './testing/requirements';
import { createStage } from './testing/stage';
import { startStateServer, type StateServer } from './testing/state-server';

/** A folder that a shell would take apart, and run a part of. */
const directory = "it's a $(place)";

describeWith(['terraform', 'moto'], 'an apply that could not save its state', () => {
  const stage = createStage(directory);
  const key = 'errored/state.tfstate';
  const errored = join(stage.workingDirectory, 'errored.tfstate');
  let server: StateServer;

  /** The last resource shuts the door, so that everything is made and the state cannot be written. */
  const stack = (...names: readonly string[]) => shutBy(server.refuseAddress, key, names);
  const shutBy = (address: string, at: string, names: readonly string[]) => {
    const made = Object.fromEntries(names.map((name) => [name, { input: name }]));
    const command = `node -e "fetch('${address}')"`;
    const shut = {
      depends_on: names.map((name) => `terraform_data.${name}`),
      provisioner: [{ 'local-exec': { command } }],
      triggers_replace: names,
    };
    return server.stack(at, { ...made, shut });
  };

  beforeAll(async () => {
    server = await startStateServer();
    stage.setSettings(server.settings(key));
  });
  afterAll(async () => {
    stage.remove();
    await server?.stop();
  });
  afterEach(() => server.allow());

  it('says the opposite of "it goes on from here", and how to save it', async () => {
    stage.setStack(stack('a', 'b'));
    const { code, output } = await stage.run('deploy');
    expect(output).toContain('Error: Failed to save state');
    expect(output).toContain('3 of 3 done.');
    expect(output).toContain(
      `The state could not be saved: s3://hello-states/${key} does not know what this apply did.`,
    );
    expect(output).toContain(`${errored} (serial 1, 3 resources), and only there.`);
    expect(output).toContain(
      'The next deploy or destroy saves it first, where its lineage and serial fit; until then plan and drift are refused.',
    );
    expect(output).toContain('\n  npx nx run app:recover-state\n');
    const quoted = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`;
    expect(output).toContain(
      `\n  cd ${quoted(stage.workingDirectory)} && terraform state push ${quoted(errored)}`,
    );
    expect(output).not.toMatch(/goes on from here|is in the state|is deployed/);
    expect(code).toBe(1);
  });

  it.each(['plan', 'drift'] as const)(
    'refuses %s while the file lies there, although the state could be written',
    async (command) => {
      const { code, output } = await stage.run(command);
      expect(output).toContain(
        `state: an earlier apply could not save its state. It lies in ${errored} (serial 1, 3 resources)`,
      );
      expect(output).toContain('npx nx run app:recover-state');
      expect(output).not.toContain('Planning');
      expect(code).toBe(1);
    },
  );

  it('keeps the file while it cannot be saved', async () => {
    await fetch(server.refuseAddress);
    const { code, output } = await stage.run('recover-state');
    expect(output).toContain(`terraform state push failed; ${errored} is still there`);
    expect(output).toContain('AccessDenied');
    expect(existsSync(errored)).toBe(true);
    expect(code).toBe(1);
  });

  it('is saved by recover-state, read again, and then nothing is to do', async () => {
    const { code, output } = await stage.run('recover-state');
    expect(output).toContain('The state is saved: s3://hello-states/');
    expect(output).toContain('was read again and holds serial 1, 3 resources.');
    expect(code).toBe(0);
    expect(existsSync(errored)).toBe(false);
    expect((await stage.run('plan')).output).toContain('No changes.');
    const again = await stage.run('recover-state');
    expect(again.output).toContain('Nothing to save: no apply has left a state in ');
  });

  it('of an update refuses another lineage and a newer serial, and loses nothing', async () => {
    const before = await server.get(key);
    stage.setStack(stack('a', 'b', 'c'));
    expect((await stage.run('deploy')).output).toContain('The state could not be saved');
    server.allow();
    const text = readFileSync(errored, 'utf8');
    const state = JSON.parse(text) as { serial: number };

    writeFileSync(errored, JSON.stringify({ ...state, lineage: 'another' }));
    for (const command of ['recover-state', 'deploy', 'destroy'] as const) {
      const other = await stage.run(command);
      expect(other.output).toContain('They are two different states. Nothing was changed;');
      expect(other.output).not.toContain('Planning');
      expect(other.code).toBe(1);
    }

    writeFileSync(errored, text);
    const newer = { ...(JSON.parse(before) as object), serial: state.serial + 1 };
    await server.put(key, JSON.stringify(newer));
    for (const command of ['recover-state', 'deploy'] as const) {
      const moved = await stage.run(command);
      expect(moved.output).toContain('Somebody wrote it after that apply');
    }
    expect(await server.get(key)).toBe(JSON.stringify(newer));
    expect(readFileSync(errored, 'utf8')).toBe(text);

    await server.put(key, before);
    expect((await stage.run('recover-state')).output).toContain('The state is saved');
    expect((await stage.run('plan')).output).toContain('No changes.');
  });

  it('that cannot be read is said, and stays', async () => {
    writeFileSync(errored, '{"version": 4,');
    const { code, output } = await stage.run('recover-state');
    expect(output).toContain(`state: ${errored} is no state: 14 characters that are not JSON`);
    expect(code).toBe(1);
    expect((await stage.run('plan')).output).toContain(`${errored} (cannot be read)`);
    rmSync(errored);
  });

  it('of a first apply whose credentials expired has no lineage yet, and is saved all the same', async () => {
    const first = 'errored/first.tfstate';
    // Another stage altogether: what was known of the one before would be missed.
    rmSync(stage.workingDirectory, { recursive: true, force: true });
    stage.setSettings(server.settings(first));
    stage.setStack(shutBy(server.expireAddress, first, ['a']));
    const { code, output } = await stage.run('deploy');
    expect(JSON.parse(readFileSync(errored, 'utf8'))).toMatchObject({ lineage: '' });
    expect(output).toMatch(/errored\.tfstate \(serial \d+, 2 resources\), and only there\./);
    expect(output).toMatch(
      /Whether a lock is left cannot be seen: [^]*[^.]\. If one is, the next command says so\./,
    );
    expect(code).toBe(1);
    server.allow();
    const saved = await stage.run('recover-state');
    // Its lock could not be released either.
    const [, lock = ''] = / --unlock=([0-9a-f-]{36})/.exec(saved.output) ?? [];
    expect(saved.output).toContain(
      'recover-state: nothing was changed.\nThe state is still locked: ',
    );
    expect((await stage.run('recover-state', { unlock: lock })).code).toBe(0);
    expect((await stage.run('recover-state')).output).toContain('The state is saved');
    expect(existsSync(errored)).toBe(false);
    expect(await server.get(first)).toContain('"lineage"');
    expect((await stage.run('plan')).output).toContain('No changes.');
  });

  it('is saved by the next deployment, which releases the lock that this run has left, and goes on', async () => {
    const next = 'errored/next.tfstate';
    rmSync(stage.workingDirectory, { recursive: true, force: true });
    stage.setSettings(server.settings(next));
    stage.setStack(shutBy(server.expireAddress, next, ['a']));
    expect((await stage.run('deploy')).output).toContain('errored.tfstate');
    server.allow();
    stage.setStack(server.stack(next, { a: { input: 'a' }, b: { input: 'b' } }));
    const { code, output } = await stage.run('deploy', { approve: true });
    expect(output).toMatch(
      /The state is locked by a run of this stage that ended here: nobody holds [0-9a-f-]{36}\.\n/,
    );
    expect(output).toContain('An earlier apply could not save its state: that is done first.');
    expect(output).toContain('The state is saved: s3://hello-states/errored/next.tfstate');
    // Only what is new, and what is gone: `a` is not made a second time.
    expect(output).toContain('Plan: 1 destroy, 1 create.');
    expect(output).toContain('hello-local is deployed.');
    expect(code).toBe(0);
    expect(existsSync(errored)).toBe(false);
    expect(existsSync(join(stage.workingDirectory, 'dead-run.json'))).toBe(false);
    expect((await stage.run('plan')).output).toContain('No changes.');
  });
});
