import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from './testing/requirements';
import { startStateServer, type StateServer } from './testing/state-server';
import { createStage } from './testing/stage';
import type { NxResult } from './testing/workspace';

const two = { a: { input: 'x' }, b: { input: 'y' } };

describeWith(['terraform', 'moto'], 'a state that is not the one this stage had', () => {
  const stage = createStage();
  let server: StateServer;
  let key = '';
  let count = 0;
  const forgetThisMachine = (): void =>
    rmSync(join(stage.directory, '.nx-cdktf'), { recursive: true, force: true });
  const hookLog = (): string => {
    const file = join(stage.directory, 'app/hooks.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };

  beforeAll(async () => {
    server = await startStateServer();
  });
  afterAll(async () => {
    stage.remove();
    await server?.stop();
  });

  /** Two resources are deployed, and this machine knows of them. */
  beforeEach(async () => {
    count += 1;
    key = `stage/${count}.tfstate`;
    forgetThisMachine();
    rmSync(join(stage.directory, 'app/hooks.log'), { force: true });
    stage.setSettings(server.settings(key));
    stage.setStack(server.stack(key, two));
    expect((await stage.run('deploy')).code).toBe(0);
  });

  function expectRefusal({ code, output }: NxResult, found: string): void {
    expect(output).toContain(
      `state: s3://hello-states/${key} is not the state that this stage had: ${found}`,
    );
    expect(output).toContain('Nothing was changed.');
    expect(output).not.toMatch(/Planning|is destroyed|is deployed|No changes/);
    expect(code).toBe(1);
  }

  /** Runs the command that the refusal prints, and expects that nothing is to do then. */
  async function bringBack(output: string): Promise<void> {
    const restore = /^ {2}npx nx run app:recover-state --restore=(\S+)$/m.exec(output)?.[1];
    const restored = await stage.run('recover-state', { restore });
    expect(restored.output).toContain('was read again and holds serial');
    expect(restored.code).toBe(0);
    const plan = await stage.run('plan');
    expect(plan.output).toContain('No changes.');
    expect(plan.code).toBe(0);
  }

  it.each(['plan', 'deploy', 'destroy', 'drift'] as const)(
    'that was deleted stops %s; the version comes back with the command that is printed',
    async (target) => {
      await server.delete(key);
      const refused = await stage.run(target);
      expectRefusal(refused, 'there is none, but on ');
      expect(refused.output).toMatch(
        /this stage had one: serial \d+, 2 resources; it was deleted on 20\d\d-/,
      );
      expect(refused.output).toMatch(
        /Earlier versions:\n {2}20\S+Z {2}deleted {2}\S+\n {2}20\S+Z {2}serial 1, 2 resources, lineage \S+ {2}\S+\n/,
      );
      expect(refused.output).toContain('with --acceptState=empty');
      expect(hookLog()).not.toContain('afterDestroy');
      await bringBack(refused.output);
    },
  );

  it('that was deleted is seen on a machine that knows nothing, by the versions of the bucket', async () => {
    await server.delete(key);
    forgetThisMachine();
    const refused = await stage.run('destroy');
    expectRefusal(
      refused,
      'there is none, but there was one: serial 1, 2 resources, written on 20',
    );
    expect(hookLog()).not.toContain('afterDestroy');
  });

  it('that was emptied, or made anew, stops', async () => {
    await server.put(key, '');
    expectRefusal(await stage.run('deploy'), 'there is none, but on ');
    const anew = { version: 4, serial: 1, lineage: 'another', outputs: {}, resources: [] };
    await server.put(key, JSON.stringify(anew));
    expectRefusal(await stage.run('destroy'), 'it is empty and has another lineage, but on ');
    forgetThisMachine();
    expectRefusal(
      await stage.run('plan'),
      'it is empty and has another lineage, but there was one: ',
    );
  });

  it('that is older than it was is said, with the newer version', async () => {
    const first = await server.get(key);
    stage.setStack(server.stack(key, { ...two, c: { input: 'z' } }));
    expect((await stage.run('deploy')).code).toBe(0);
    await server.put(key, first);
    const refused = await stage.run('plan');
    expectRefusal(
      refused,
      'it is older than it was before: serial 1, 2 resources; it had serial 2 on ',
    );
    forgetThisMachine();
    const elsewhere = await stage.run('deploy');
    expectRefusal(elsewhere, 'it is older than it was before: ');
    await bringBack(elsewhere.output);
  });

  it('that is another stack’s stops, with a record and without one', async () => {
    const other = 'other/state.tfstate';
    stage.setSettings(server.settings(other));
    stage.setStack(server.stack(other, { q: { input: 'x' } }));
    forgetThisMachine();
    expect((await stage.run('deploy')).code).toBe(0);
    const foreign = await server.get(other);

    stage.setSettings(server.settings(key));
    stage.setStack(server.stack(key, two));
    forgetThisMachine();
    expect((await stage.run('plan')).code).toBe(0);
    await server.put(key, foreign);
    expectRefusal(await stage.run('destroy'), 'it is another state (lineage ');
    forgetThisMachine();
    const refused = await stage.run('deploy');
    expectRefusal(refused, 'it is another state (lineage ');
    await bringBack(refused.output);
  });

  it('of two stacks that share one key: none of the resources is in the stack', async () => {
    stage.setStack(server.stack(key, { q: { input: 'x' } }));
    forgetThisMachine();
    expectRefusal(
      await stage.run('destroy'),
      'none of its 2 resources is in the stack hello-local: terraform_data.a, terraform_data.b',
    );
  });

  it('that is half a file names the object and the way out', async () => {
    const whole = await server.get(key);
    await server.put(key, whole.slice(0, whole.length / 2));
    const refused = await stage.run('destroy');
    expect(refused.output).toContain(
      `state: what lies at s3://hello-states/${key} is no state that Terraform can read: `,
    );
    expect(refused.output).toContain('characters that are not JSON: ');
    expect(refused.code).toBe(1);
    await bringBack(refused.output);
  });

  it('that is empty while the stage exists in the cloud stops', async () => {
    const fresh = `fresh/${count}.tfstate`;
    forgetThisMachine();
    const existing = ['the ECS cluster hello is ACTIVE'];
    stage.setSettings({ ...server.settings(fresh), existing });
    stage.setStack(server.stack(fresh, two));
    key = fresh;
    expectRefusal(
      await stage.run('deploy'),
      'it holds no resources, but these exist: the ECS cluster hello is ACTIVE',
    );
    const accepted = await stage.run('deploy', { acceptState: 'empty' });
    expect(accepted.output).toContain('is accepted as it is');
    expect(accepted.code).toBe(0);
    // Once the state holds something, nobody asks.
    const asked = hookLog().split('existing').length;
    expect((await stage.run('plan')).code).toBe(0);
    expect(hookLog().split('existing')).toHaveLength(asked);
  });

  it('went with everything it described, where the place is one that forgets', async () => {
    const inBucket = (bucket: string, ephemeral: boolean): void => {
      const { terraform } = server.stack(key, two) as {
        terraform: { backend: { s3: Record<string, unknown> } };
      };
      const s3 = { ...terraform.backend.s3, bucket };
      stage.setStack({ ...server.stack(key, two), terraform: { backend: { s3 } } });
      const settings = server.settings(key);
      const state = { ...(settings['state'] as object), bucket, ephemeral };
      stage.setSettings({ ...settings, state });
    };
    inBucket('hello-lasting', false);
    const refused = await stage.run('plan');
    expect(refused.output).toContain(`this stage had one at s3://hello-states/${key}: serial 1`);
    expect(refused.code).toBe(1);
    // Also what an apply could not save: nothing of what it names is there any more.
    const errored = join(stage.workingDirectory, 'errored.tfstate');
    writeFileSync(errored, '{"version": 4, "serial": 1, "lineage": "", "resources": []}');
    inBucket('hello-forgetful', true);
    expect((await stage.run('plan')).code).toBe(2);
    expect(existsSync(errored)).toBe(false);
  });

  it('is accepted by its name and by no other', async () => {
    await server.delete(key);
    expectRefusal(await stage.run('deploy', { acceptState: 'else:1' }), 'there is none');
    const accepted = await stage.run('deploy', { acceptState: 'empty' });
    expect(accepted.output).toContain('2 create');
    expect(accepted.code).toBe(0);
    expect((await stage.run('plan')).code).toBe(0);
  });

  it('says nothing of a destruction when there was nothing to destroy', async () => {
    const { output } = await stage.run('destroy');
    expect(output).toContain('is destroyed, its state is empty.');
    expect(output).toMatch(
      new RegExp(
        `^Left: plan and review in \\S+; earlier versions of s3://hello-states/${key}\\.$`,
        'm',
      ),
    );
    expect(hookLog()).toContain('afterDestroy terraform_data.a terraform_data.b');
    const again = await stage.run('destroy');
    expect(again.output).toContain(
      `Nothing was destroyed: s3://hello-states/${key} holds no resources of hello-local.`,
    );
    expect(again.code).toBe(0);
    expect(hookLog().split('afterDestroy')).toHaveLength(2);
    // The last version was empty: with it nothing is lost.
    await server.delete(key);
    forgetThisMachine();
    expect((await stage.run('plan')).code).toBe(2);
  });

  it('tells the hook what was destroyed once more when it failed', async () => {
    const afterDestroyError = 'ECS does not answer';
    stage.setSettings({ ...server.settings(key), afterDestroyError });
    const failed = await stage.run('destroy');
    expect(failed.output).toContain(afterDestroyError);
    expect(failed.output).not.toContain('hello-local is destroyed');
    expect(failed.code).toBe(1);
    stage.setSettings(server.settings(key));
    const again = await stage.run('destroy');
    expect(again.output).toContain('is destroyed, its state is empty.');
    expect(hookLog().match(/afterDestroy terraform_data\.a terraform_data\.b/g)).toHaveLength(2);
  });
});
