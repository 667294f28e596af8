import { appendFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from './testing/requirements';
import { stackOf } from './testing/stacks';
import { createWorkspace } from './testing/workspace';

describeWith(['terraform'], 'a plan that is deployed later', () => {
  const workspace = createWorkspace();
  afterAll(() => workspace.remove());
  const file = (name: string): string => join(workspace.workingDirectory(), name);
  const nx = (...args: readonly string[]) => workspace.nx(['run', ...args]);
  const stack = (input: string) => stackOf({ a: { input }, b: { input: 'one' } });

  beforeEach(() => {
    rmSync(join(workspace.directory, '.nx-cdktf'), { recursive: true, force: true });
    workspace.setSettings({});
    workspace.setStack(stack('one'));
  });

  it('is applied as it was saved, once', async () => {
    expect((await nx('app:plan')).code).toBe(2);
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
  });

  it('is refused with exit code 5 when the state has moved on, and names every cause', async () => {
    await nx('app:plan');
    const saved = readFileSync(file('tfplan'));
    const manifest = readFileSync(file('tfplan.manifest.json'));
    await nx('app:deploy');
    writeFileSync(file('tfplan'), saved);
    writeFileSync(file('tfplan.manifest.json'), manifest);
    workspace.setStack(stack('two'));

    const refused = await nx('app:deploy', '--savedPlan');
    expect(refused.output).toContain('saved plan: it is stale. Nothing was changed.');
    expect(refused.output).toContain('The synthesized stack is another one.');
    expect(refused.output).toMatch(
      /The state is \S+ serial \d+; the plan was made against empty\./,
    );
    expect(refused.code).toBe(5);
  });

  it('is refused when the plan file was changed', async () => {
    await nx('app:plan');
    appendFileSync(file('tfplan'), 'x');
    const refused = await nx('app:deploy', '--savedPlan');
    expect(refused.output).toContain('The plan file is not the one that was reviewed.');
    expect(refused.code).toBe(5);
  });

  it('stays when nobody approves it', async () => {
    workspace.setSettings({ approval: 'ask' });
    await nx('app:plan');
    const refused = await nx('app:deploy', '--savedPlan');
    expect(refused.output).toContain('approval: this plan needs one (any-change)');
    expect(refused.code).toBe(3);
    expect((await nx('app:deploy', '--savedPlan', '--approve')).code).toBe(0);
  });

  it('is made again for a review from elsewhere, and applied without a question when it does the same', async () => {
    workspace.setSettings({ approval: 'ask' });
    await nx('app:plan');
    const review = readFileSync(file('review/review.json'), 'utf8');
    expect(JSON.parse(review)).toMatchObject({ about: { stage: 'local' } });
    writeFileSync(join(workspace.directory, 'reviewed.json'), review);
    rmSync(join(workspace.directory, '.nx-cdktf'), { recursive: true });

    workspace.setStack(stack('two'));
    const refused = await nx('app:deploy', '--reviewed=reviewed.json');
    expect(refused.output).toContain('terraform_data.a: create of input, with other values.');
    expect(refused.code).toBe(5);

    workspace.setStack(stack('one'));
    const deployed = await nx('app:deploy', '--reviewed=reviewed.json');
    expect(deployed.code).toBe(0);

    const missing = await nx('app:deploy', '--reviewed=nowhere.json');
    expect(missing.output).toContain('reviewed: nowhere.json cannot be read');
    expect(missing.code).toBe(5);
  });
});

describeWith(['terraform'], 'the gates of a plan', () => {
  const workspace = createWorkspace();
  afterAll(() => workspace.remove());
  const nx = (...args: readonly string[]) => workspace.nx(['run', ...args]);

  beforeEach(() => workspace.setStack(stackOf({ a: { input: 'one' } })));

  it('end with 3 when it needs an approval, and with 2 when it does not', async () => {
    const needed = await nx('app:plan', '--requireApproval=any-change');
    expect(needed.output).toContain(
      'approval: this plan needs one (any-change): it changes something.',
    );
    expect(needed.code).toBe(3);
    expect((await nx('app:plan', '--requireApproval=widening')).code).toBe(2);
  });

  it('end with 4 when a finding of another tool fails it, where policies are asked for', async () => {
    const results = [
      { ruleId: 'X_1', level: 'error', message: { text: 'terraform_data.a is not allowed.' } },
    ];
    writeFileSync(
      join(workspace.directory, 'scan.sarif'),
      JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'Scan' } }, results }] }),
    );
    expect((await nx('app:plan', '--sarif=scan.sarif')).code).toBe(2);
    const failed = await nx('app:plan', '--sarif=scan.sarif', '--failOn=policy');
    expect(failed.output).toContain('policy: 1 finding fails this plan. Nothing was changed.');
    expect(failed.output).toContain('X_1 at terraform_data.a: terraform_data.a is not allowed.');
    expect(failed.code).toBe(4);
  });

  it('end with 1 for a report that cannot be read', async () => {
    writeFileSync(join(workspace.directory, 'scan.sarif'), 'no');
    const { code, output } = await nx('app:plan', '--sarif=scan.sarif');
    expect(output).toMatch(/sarif: \S+scan\.sarif cannot be read/);
    expect(code).toBe(1);
  });

  it('leave a review as files', async () => {
    const { output } = await nx('app:plan');
    const path = join(workspace.workingDirectory(), 'review/review.json');
    expect(output).toContain('review/review.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      schemaVersion: '1.0',
      counts: { create: 1 },
    });
  });
});

describeWith(['terraform'], 'drift', () => {
  const workspace = createWorkspace();
  afterAll(() => workspace.remove());

  it('is none right after a deployment, and takes no lock', async () => {
    workspace.setStack(stackOf({ a: { input: 'one' } }));
    await workspace.nx(['run', 'app:deploy']);
    writeFileSync(join(workspace.workingDirectory(), '.state.tfstate.lock.info'), '{}');
    const { code, output } = await workspace.nx(['run', 'app:drift']);
    expect(output).toContain('Nothing changed outside Terraform.');
    expect(code).toBe(0);
    expect(existsSync(join(workspace.workingDirectory(), 'tfplan.drift'))).toBe(false);
  });
});
