import { appendFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from './testing/requirements';
import { createStage } from './testing/stage';
import { stackOf } from './testing/stacks';
import { createWorkspace } from './testing/workspace';

const stack = (input: string) => stackOf({ a: { input }, b: { input: 'one' } });
const scan = (ruleId: string, text: string): string => {
  const results = [{ ruleId, level: 'error', message: { text } }];
  return JSON.stringify({
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'Scan' } }, results }],
  });
};

// What the options do is tried below, in this process; here, that Nx passes them on, and their exit codes.
describeWith(['terraform'], 'a plan that is deployed later, through Nx', () => {
  const workspace = createWorkspace();
  afterAll(() => workspace.remove());
  const file = (name: string): string => join(workspace.workingDirectory(), name);
  const nx = (...args: readonly string[]) => workspace.nx(['run', ...args]);

  it('is held to the findings of another tool, and applied as it was saved, once', async () => {
    workspace.setStack(stack('one'));
    writeFileSync(join(workspace.directory, 'scan.sarif'), scan('X_1', 'terraform_data.a is bad.'));
    const planned = await nx('app:plan', '--sarif=scan.sarif', '--failOn=policy');
    expect(planned.output).toContain('X_1 at terraform_data.a: terraform_data.a is bad.');
    expect(planned.code).toBe(4);
    expect(statSync(file('tfplan.manifest.json')).mode & 0o777).toBe(0o600);

    const deployed = await nx('app:deploy', '--savedPlan');
    expect(deployed.output).not.toContain('Planning');
    expect(deployed.output).toContain('[2/2]');
    expect(deployed.code).toBe(0);
    expect(existsSync(file('tfplan'))).toBe(false);

    const again = await nx('app:deploy', '--savedPlan');
    expect(again.output).toContain(
      'saved plan: there is none. Nothing was changed. Fix: run the plan target first.',
    );
    expect(again.code).toBe(5);

    const missing = await nx('app:deploy', '--reviewed=nowhere.json');
    expect(missing.output).toContain('reviewed: nowhere.json cannot be read');
    expect(missing.code).toBe(5);
  });
});

describeWith(['terraform'], 'a plan that is deployed later', () => {
  const stage = createStage();
  afterAll(() => stage.remove());
  const file = (name: string): string => join(stage.workingDirectory, name);

  beforeEach(() => {
    rmSync(join(stage.directory, '.nx-cdktf'), { recursive: true, force: true });
    stage.setSettings({});
    stage.setStack(stack('one'));
  });

  it('is refused with exit code 5 when the state has moved on, and names every cause', async () => {
    await stage.run('plan');
    const saved = readFileSync(file('tfplan'));
    const manifest = readFileSync(file('tfplan.manifest.json'));
    await stage.run('deploy');
    writeFileSync(file('tfplan'), saved);
    writeFileSync(file('tfplan.manifest.json'), manifest);
    stage.setStack(stack('two'));

    const refused = await stage.run('deploy', { savedPlan: true });
    expect(refused.output).toContain('saved plan: it is stale. Nothing was changed.');
    expect(refused.output).toContain('The synthesized stack is another one.');
    expect(refused.output).toMatch(
      /The state is \S+ serial \d+; the plan was made against empty\./,
    );
    expect(refused.code).toBe(5);
  });

  it('is refused when the plan file was changed', async () => {
    await stage.run('plan');
    appendFileSync(file('tfplan'), 'x');
    const refused = await stage.run('deploy', { savedPlan: true });
    expect(refused.output).toContain('The plan file is not the one that was reviewed.');
    expect(refused.code).toBe(5);
  });

  it('stays when nobody approves it', async () => {
    stage.setSettings({ approval: 'ask' });
    await stage.run('plan');
    const refused = await stage.run('deploy', { savedPlan: true });
    expect(refused.output).toContain('approval: this plan needs one (any-change)');
    expect(refused.code).toBe(3);
    expect((await stage.run('deploy', { savedPlan: true, approve: true })).code).toBe(0);
  });

  it('is made again for a review from elsewhere, and applied without a question when it does the same', async () => {
    stage.setSettings({ approval: 'ask' });
    await stage.run('plan');
    const review = readFileSync(file('review/review.json'), 'utf8');
    expect(JSON.parse(review)).toMatchObject({ about: { stage: 'local' } });
    writeFileSync(join(stage.directory, 'reviewed.json'), review);
    rmSync(join(stage.directory, '.nx-cdktf'), { recursive: true });

    stage.setStack(stack('two'));
    const refused = await stage.run('deploy', { reviewed: 'reviewed.json' });
    expect(refused.output).toContain('terraform_data.a: create of input, with other values.');
    expect(refused.code).toBe(5);

    stage.setStack(stack('one'));
    const deployed = await stage.run('deploy', { reviewed: 'reviewed.json' });
    expect(deployed.code).toBe(0);
  });
});

describeWith(['terraform'], 'the gates of a plan', () => {
  const stage = createStage();
  afterAll(() => stage.remove());

  beforeEach(() => stage.setStack(stackOf({ a: { input: 'one' } })));

  it('end with 3 when it needs an approval, and with 2 when it does not', async () => {
    const needed = await stage.run('plan', { requireApproval: 'any-change' });
    expect(needed.output).toContain(
      'approval: this plan needs one (any-change): it changes something.',
    );
    expect(needed.code).toBe(3);
    expect((await stage.run('plan', { requireApproval: 'widening' })).code).toBe(2);
  });

  it('end with 4 when a finding of another tool fails it, where policies are asked for', async () => {
    writeFileSync(
      join(stage.directory, 'scan.sarif'),
      scan('X_1', 'terraform_data.a is not allowed.'),
    );
    expect((await stage.run('plan', { sarif: ['scan.sarif'] })).code).toBe(2);
    const failed = await stage.run('plan', { sarif: ['scan.sarif'], failOn: 'policy' });
    expect(failed.output).toContain('policy: 1 finding fails this plan. Nothing was changed.');
    expect(failed.output).toContain('X_1 at terraform_data.a: terraform_data.a is not allowed.');
    expect(failed.code).toBe(4);
  });

  it('end with 1 for a report that cannot be read', async () => {
    writeFileSync(join(stage.directory, 'scan.sarif'), 'no');
    const { code, output } = await stage.run('plan', { sarif: ['scan.sarif'] });
    expect(output).toMatch(/sarif: \S+scan\.sarif cannot be read/);
    expect(code).toBe(1);
  });

  it('leave a review as files', async () => {
    const { output } = await stage.run('plan');
    const path = join(stage.workingDirectory, 'review/review.json');
    expect(output).toContain('review/review.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      schemaVersion: '1.0',
      counts: { create: 1 },
    });
  });
});

describeWith(['terraform'], 'drift', () => {
  const stage = createStage();
  afterAll(() => stage.remove());

  it('is none right after a deployment, and takes no lock', async () => {
    stage.setStack(stackOf({ a: { input: 'one' } }));
    await stage.run('deploy');
    writeFileSync(join(stage.workingDirectory, '.state.tfstate.lock.info'), '{}');
    const { code, output } = await stage.run('drift');
    expect(output).toContain('Nothing changed outside Terraform.');
    expect(code).toBe(0);
    expect(existsSync(join(stage.workingDirectory, 'tfplan.drift'))).toBe(false);
  });
});
