import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';
import { normalForm } from './normal-form';

describe('normalForm', () => {
  it('knows old names of types, and keeps addresses', () => {
    const [change] =
      normalForm(planOf(changeOf('aws_alb', { internal: true }, { internal: false })))
        .resource_changes ?? [];
    expect(change).toMatchObject({ type: 'aws_lb', address: 'aws_alb.a' });
    expect(
      reviewPlan(planOf(changeOf('aws_alb', { internal: true }, { internal: false }))).security,
    ).toMatchObject({ accessWidened: 'yes', changes: [{ address: 'aws_alb.a' }] });
  });

  it('says that a balancer is internet-facing where nothing says that it is internal', () => {
    const create = (after: object, unknown: object) =>
      reviewPlan(
        planOf(changeOf('aws_lb', null, after as never, { after_unknown: unknown as never })),
      ).security.changes.length;
    expect(create({ name: 'web' }, { internal: true, id: true })).toBe(1);
    expect(create({ name: 'web', internal: true }, { id: true })).toBe(0);
  });

  it('leaves a plan alone that has neither', () => {
    const plan = planOf(changeOf('constructor', null, { a: 1 }));
    expect(normalForm(plan)).toEqual(plan);
  });
});
