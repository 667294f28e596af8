import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from './testing/requirements';
import { stackOf } from './testing/stacks';
import { createWorkspace } from './testing/workspace';

describeWith(['terraform'], 'What a deployment changes beside Terraform', () => {
  const workspace = createWorkspace();
  const move = 'app:latest names a1 after it, instead of b2.';
  const file = (name: string): string => join(workspace.workingDirectory(), name);
  const report = (name: string): string => readFileSync(file(`review/${name}`), 'utf8');
  const changing = (beside: readonly string[]) =>
    workspace.setSettings({ approval: 'ask', beside });

  beforeAll(async () => {
    workspace.setStack(stackOf({ a: { input: 'one' } }));
    expect((await workspace.nx(['run', 'app:deploy'])).code).toBe(0);
    changing([move]);
  });
  afterAll(() => workspace.remove());

  it('is said in the plan, in every report, and is a change', async () => {
    const plan = await workspace.nx(['run', 'app:plan']);
    expect(plan.output).toContain('Plan: 1 beside Terraform.');
    expect(plan.output).toContain(move);
    expect(plan.code).toBe(2);
    for (const name of ['review.md', 'review.html', 'review.json']) {
      expect(report(name)).toContain('names a1 after it');
    }
  });

  it('needs the approval that any other change needs', async () => {
    const deploy = await workspace.nx(['run', 'app:deploy']);
    expect(deploy.output).toContain('approval: this plan needs one (any-change)');
    expect(deploy.code).toBe(3);
    expect((await workspace.nx(['run', 'app:deploy', '--approve'])).code).toBe(0);
  });

  it('can be deployed from the saved plan', async () => {
    await workspace.nx(['run', 'app:plan']);
    const deploy = await workspace.nx(['run', 'app:deploy', '--savedPlan', '--approve']);
    expect(deploy.output).toContain(move);
    expect(deploy.code).toBe(0);
    expect(existsSync(file('tfplan'))).toBe(false);
  });

  it('is compared with what was reviewed', async () => {
    await workspace.nx(['run', 'app:plan']);
    const reviewed = `--reviewed=${file('review/review.json')}`;
    changing([move, 'app:stable names a1 after it.']);
    const other = await workspace.nx(['run', 'app:deploy', reviewed]);
    expect(other.output).toContain('app:stable names a1 after it.: beside Terraform, which nobody');
    expect(other.code).toBe(5);
    changing([move]);
    expect((await workspace.nx(['run', 'app:deploy', reviewed])).code).toBe(0);
  });

  it('is no part of a destruction', async () => {
    const destroy = await workspace.nx(['run', 'app:destroy', '--approve']);
    expect(destroy.output).not.toContain(move);
    expect(destroy.code).toBe(0);
  });
});
