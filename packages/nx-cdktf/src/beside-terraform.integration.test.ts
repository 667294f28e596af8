import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from './testing/requirements';
import { stackOf } from './testing/stacks';
import { createStage } from './testing/stage';

describeWith(['terraform'], 'What a deployment changes beside Terraform', () => {
  const stage = createStage();
  const move = 'app:latest names a1 after it, instead of b2.';
  const file = (name: string): string => join(stage.workingDirectory, name);
  const report = (name: string): string => readFileSync(file(`review/${name}`), 'utf8');
  const changing = (beside: readonly string[]) => stage.setSettings({ approval: 'ask', beside });

  beforeAll(async () => {
    stage.setStack(stackOf({ a: { input: 'one' } }));
    expect((await stage.run('deploy')).code).toBe(0);
    changing([move]);
  });
  afterAll(() => stage.remove());

  it('is said in the plan, in every report, and is a change', async () => {
    const plan = await stage.run('plan');
    expect(plan.output).toContain('Plan: 1 beside Terraform.');
    expect(plan.output).toContain(move);
    expect(plan.code).toBe(2);
    for (const name of ['review.md', 'review.html', 'review.json']) {
      expect(report(name)).toContain('names a1 after it');
    }
  });

  it('needs the approval that any other change needs', async () => {
    const deploy = await stage.run('deploy');
    expect(deploy.output).toContain('approval: this plan needs one (any-change)');
    expect(deploy.code).toBe(3);
    expect((await stage.run('deploy', { approve: true })).code).toBe(0);
  });

  it('can be deployed from the saved plan', async () => {
    await stage.run('plan');
    const deploy = await stage.run('deploy', { savedPlan: true, approve: true });
    expect(deploy.output).toContain(move);
    expect(deploy.code).toBe(0);
    expect(existsSync(file('tfplan'))).toBe(false);
  });

  it('is compared with what was reviewed', async () => {
    await stage.run('plan');
    const reviewed = file('review/review.json');
    changing([move, 'app:stable names a1 after it.']);
    const other = await stage.run('deploy', { reviewed });
    expect(other.output).toContain('app:stable names a1 after it.: beside Terraform, which nobody');
    expect(other.code).toBe(5);
    changing([move]);
    expect((await stage.run('deploy', { reviewed })).code).toBe(0);
  });

  it('is no part of a destruction', async () => {
    const destroy = await stage.run('destroy', { approve: true });
    expect(destroy.output).not.toContain(move);
    expect(destroy.code).toBe(0);
  });
});
