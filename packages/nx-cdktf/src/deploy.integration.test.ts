import { copyFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from './testing/requirements';
import { stackOf } from './testing/stacks';
import { createStage } from './testing/stage';
import { createWorkspace } from './testing/workspace';

const stack = stackOf(
  {
    a: { input: 'one', '//': { metadata: { path: 'hello/Alpha/Resource' } } },
    b: { input: 'one' },
  },
  { output: { id: { value: 'the-id' }, secret: { value: 'planted-secret', sensitive: true } } },
);

describeWith(['terraform'], 'deploy and destroy, through Nx', () => {
  const workspace = createWorkspace();
  afterAll(() => workspace.remove());
  const file = (name: string): string => join(workspace.workingDirectory(), name);
  const hookLog = (): string[] =>
    readFileSync(join(workspace.directory, 'app/hooks.log'), 'utf8').trim().split('\n');

  it('goes the whole road: plan, deploy, no changes, output, destroy, destroy again', async () => {
    workspace.setStack(stack);
    workspace.setSettings({ beforePlan: ['Not asked of an empty state'] });
    const plan = await workspace.nx(['run', 'app:plan']);
    expect(plan.output).toContain('+ hello/Alpha');
    expect(plan.output).not.toContain('Not asked of an empty state');
    expect(statSync(file('tfplan')).mode & 0o777).toBe(0o600);

    const deploy = await workspace.nx(['run', 'app:deploy']);
    expect(deploy.code).toBe(0);
    expect(deploy.output).toMatch(/\[2\/2\] \+ \S+ {2}created/);
    expect(deploy.output).toMatch(/✓ Applying the plan {2}\d/);
    expect(existsSync(file('tfplan'))).toBe(false);
    expect(existsSync(file('apply.log'))).toBe(false);
    expect(statSync(file('state.tfstate')).mode & 0o777).toBe(0o600);

    workspace.setSettings({ beforePlan: ['Somebody deleted'] });
    const again = await workspace.nx(['run', 'app:deploy']);
    expect(again.output).toMatch(
      /! Somebody deleted terraform_data\.a terraform_data\.b\n[^]*✓ Planning[^]*No changes\./,
    );
    expect(again.output).not.toContain('Applying');
    expect(again.output).not.toContain('Initializing');

    const output = await workspace.nx(['run', 'app:output', '--json']);
    expect(output.output).toContain('"id": "the-id"');

    workspace.setSettings({ beforePlan: 'fails' });
    const destroy = await workspace.nx(['run', 'app:destroy']);
    expect(destroy.output).toContain('! Not looked at before the plan: nobody answers');
    expect(destroy.code).toBe(0);
    expect(destroy.output).toContain('2 destroy');
    expect(destroy.output).toContain('its state is empty');
    expect((await workspace.nx(['run', 'app:destroy'])).code).toBe(0);

    expect(hookLog()).toEqual([
      'prepare plan',
      // What exists is asked only while the state holds nothing.
      'existing',
      'prepare deploy',
      'existing',
      'afterApply {"id":"the-id","secret":"planted-secret"}',
      'prepare deploy',
      'afterApply {"id":"the-id","secret":"planted-secret"}',
      'prepare destroy',
      'afterDestroy terraform_data.a terraform_data.b',
      'prepare destroy',
      'existing',
    ]);
    const everything = [plan, deploy, again, output, destroy]
      .map((result) => result.output)
      .join('');
    expect(everything).not.toContain('planted-secret');
  });
});

describeWith(['terraform'], 'deploy and destroy', () => {
  const stage = createStage();
  afterAll(() => stage.remove());
  const file = (name: string): string => join(stage.workingDirectory, name);

  beforeEach(() => {
    rmSync(stage.workingDirectory, { recursive: true, force: true });
    stage.setEnvironment({});
    stage.setSettings({});
    stage.setStack(stack);
  });

  it('destroys what was never deployed', async () => {
    const { code, output } = await stage.run('destroy');
    expect(output).toContain('No changes.');
    expect(code).toBe(0);
  });

  it('applies the plan it showed, although the synthesized stack changes meanwhile', async () => {
    const other = join(stage.directory, 'other.json');
    writeFileSync(
      other,
      JSON.stringify(stackOf({ a: { input: 'other' }, sneaked: { input: 'in' } })),
    );
    // The provisioner of the first resource replaces the stack in the middle of the apply.
    stage.setStack(
      stackOf({
        a: { provisioner: [{ 'local-exec': { command: `cp ${other} cdk.tf.json` } }] },
        b: { input: '${terraform_data.a.id}' },
      }),
    );
    const { code, output } = await stage.run('deploy');
    expect(output).toContain('[2/2]');
    expect(code).toBe(0);
    expect(readFileSync(file('cdk.tf.json'), 'utf8')).toContain('sneaked');
    expect(readFileSync(file('state.tfstate'), 'utf8')).not.toContain('sneaked');
  });

  it('refuses with 3 where approval is asked and nobody can answer, and changes nothing', async () => {
    stage.setSettings({ approval: 'ask' });
    const refused = await stage.run('deploy');
    expect(refused.code).toBe(3);
    expect(refused.output).toContain('pass --approve after you have read the plan');
    expect(existsSync(file('state.tfstate'))).toBe(false);
    expect(existsSync(file('tfplan'))).toBe(false);

    expect((await stage.run('deploy', { approve: true })).code).toBe(0);
    expect((await stage.run('destroy')).code).toBe(3);
    expect((await stage.run('destroy', { approve: true })).code).toBe(0);
  });

  it('goes on from what an apply that failed has done', async () => {
    const failing = (command: string): object => ({
      provisioner: [{ 'local-exec': { command } }],
      input: '${terraform_data.a.id}',
    });
    stage.setStack(stackOf({ a: { input: 'one' }, b: failing('exit 3') }));
    const failed = await stage.run('deploy');
    expect(failed.code).toBe(1);
    expect(failed.output).toContain('✗ terraform_data.b  failed');
    expect(failed.output).toContain('Error: local-exec provisioner error');
    expect(failed.output).toMatch(
      /1 of 2 done\.\nWhat is done is in the state \S+ \(serial \d+, 2 resources\); it was read again\.\nIts lock is released\.\nFix the cause and run the same command again; it goes on from here\./,
    );
    expect(failed.output).not.toMatch(/^\s+at /m);

    stage.setStack(stackOf({ a: { input: 'one' }, b: failing('true') }));
    const fixed = await stage.run('deploy');
    expect(fixed.output).toContain('is tainted');
    expect(fixed.code).toBe(0);
  });

  describe('a stage that forgets what it built', () => {
    // The one type that needs no provider stands for the builds.
    const build = {
      count: '${var.build ? 1 : 0}',
      provisioner: [{ 'local-exec': { command: 'true' } }],
    };
    const setStack = (others: Readonly<Record<string, object>> = {}): void =>
      stage.setStack({
        ...stackOf({ build, ...others }),
        variable: { build: { type: 'bool', default: true } },
        output: { id: { value: 'the-id' } },
      });
    const inState = (): readonly unknown[] =>
      (JSON.parse(readFileSync(file('state.tfstate'), 'utf8')) as { resources: unknown[] })
        .resources;

    beforeEach(() => stage.setSettings({ forgetAfterApply: ['terraform_data'] }));

    it('has an empty plan afterwards where the stack leaves the build out', async () => {
      setStack();
      const first = await stage.run('deploy');
      expect(first.output).toContain('created');
      expect(first.code).toBe(0);
      expect(inState()).toEqual([]);

      stage.setEnvironment({ TF_VAR_build: 'false' });
      const second = await stage.run('plan');
      expect(second.output).toContain('No changes.');
      expect(second.code).toBe(0);
      expect((await stage.run('destroy')).code).toBe(0);
    });

    it('forgets it after an apply that failed, too', async () => {
      setStack({
        service: {
          depends_on: ['terraform_data.build'],
          provisioner: [{ 'local-exec': { command: 'exit 3' } }],
        },
      });
      const failed = await stage.run('deploy');
      expect(failed.code).toBe(1);
      expect(failed.output).toContain('Error: local-exec provisioner error');
      expect(inState()).toEqual([]);
    });

    it('keeps what is of another type', async () => {
      stage.setSettings({ forgetAfterApply: ['docker_image'] });
      setStack({ service: { depends_on: ['terraform_data.build'] } });
      expect((await stage.run('deploy')).code).toBe(0);
      expect(inState()).toHaveLength(2);
    });
  });

  it('stops when the backend moves to where the state is not, and goes on when it was brought along', async () => {
    await stage.run('deploy');
    stage.setStack({
      ...stackOf({ a: { input: 'one' }, b: { input: 'one' } }),
      terraform: { backend: { local: { path: 'elsewhere.tfstate' } } },
    });
    const { code, output } = await stage.run('plan');
    expect(output).toContain(`this stage had one at ${file('state.tfstate')}: serial `);
    expect(output).toContain(
      `Fix: bring it along:\n  cp ${file('state.tfstate')} ${file('elsewhere.tfstate')}\n`,
    );
    expect(code).toBe(1);
    copyFileSync(file('state.tfstate'), file('elsewhere.tfstate'));
    const along = await stage.run('plan');
    expect(along.output).not.toMatch(/\d create/);
  });

  it('recovers when somebody removed what init made', async () => {
    await stage.run('deploy');
    rmSync(file('.terraform/terraform.tfstate'));
    const { code } = await stage.run('plan');
    expect(code).toBe(0);
  });
});
