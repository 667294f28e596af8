import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodeOf } from '../gates/exit-code';
import { compareReviews } from '../compare/compare-reviews';
import { combinePlans } from '../plans/combine-plans';
import type { Json } from '../plan/json';
import type { ActionInvocationJson, PlanJson } from '../plan/plan-json';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';
import { renderers } from '../testing/renderers';

const invocation = (
  type: string,
  config: Readonly<Record<string, Json>> = {},
  rest: Partial<ActionInvocationJson> = {},
): ActionInvocationJson => ({
  address: `action.${type}.a`,
  type,
  name: 'a',
  config_values: config,
  config_sensitive: {},
  config_unknown: {},
  ...rest,
});

const after = (address: string, event = 'AfterUpdate'): Partial<ActionInvocationJson> => ({
  lifecycle_action_trigger: {
    triggering_resource_address: address,
    action_trigger_event: event,
    on_failure: 'ActionOnFailureHalt',
  },
});

const planWith = (...actions: readonly ActionInvocationJson[]): PlanJson => ({
  ...planOf(changeOf('aws_vpc', { tags: { a: '1' } }, { tags: { a: '2' } })),
  action_invocations: actions,
});

const stopped = planWith(
  invocation('aws_ec2_stop_instance', { instance_id: 'i-1' }, after('aws_vpc.a')),
);

describe('an action that a plan runs', () => {
  it('says what it does, to what, and when, in every format', () => {
    const review = reviewPlan(stopped);
    expect(review.counts.invoked).toBe(1);
    expect(review.stateOnly).toBe(false);
    expect(review.verdict).toMatchObject({ level: 'DANGEROUS', downtime: 'expected' });
    expect(review.changes[0]).toMatchObject({
      action: 'invoke',
      reason: 'runs after aws_vpc.a changes',
      attributes: [{ path: 'instance_id', after: { kind: 'known', text: 'i-1' } }],
    });
    for (const render of Object.values(renderers)) {
      const text = render(review).replace(/\s+/g, ' ');
      expect(text).toContain('aws_ec2_stop_instance');
      expect(text).toContain('the machine is stopped');
      expect(text).toContain('i-1');
      expect(text).not.toMatch(/no downtime/);
    }
  });

  it('is a change where nothing else is', () => {
    const review = reviewPlan({
      format_version: '1.2',
      planned_values: {},
      applyable: true,
      action_invocations: [
        invocation('aws_s3_empty_bucket', { bucket_name: 'b' }, { invoke_action_trigger: {} }),
      ],
    });
    expect(review.outcome).toBe('changes');
    expect(review.verdict).toMatchObject({
      level: 'DESTRUCTIVE',
      dataLoss: ['action.aws_s3_empty_bucket.a'],
    });
    expect(review.changes[0]?.reason).toBe('runs because it is asked for by name (-invoke)');
    expect(exitCodeOf(review, { requireApproval: 'widening' })).toBe(3);
  });

  it.each(['vendor_do', 'aws_lambda_invoke', 'constructor', '__proto__'])(
    'is never given an all-clear where only its author knows what it does: %s',
    (type) => {
      const review = reviewPlan(planWith(invocation(type, {}, after('aws_vpc.a'))));
      expect(review.verdict).toMatchObject({
        level: 'REVIEW',
        downtime: 'not-known',
        accessWidened: 'not-known',
        notKnown: [`action.${type}.a`],
      });
      expect(exitCodeOf(review, { requireApproval: 'widening' })).toBe(3);
    },
  );

  it('that only makes a backup leaves the verdict as it is', () => {
    const backup = invocation('aws_dynamodb_create_backup', {}, after('aws_vpc.a'));
    expect(reviewPlan(planWith(backup)).verdict).toEqual(reviewPlan(planWith()).verdict);
  });

  it('is told once where several changes trigger it alike, with the first of them', () => {
    const triggers = ['a', 'b', 'c', 'd'].map((name) =>
      invocation('vendor_do', { of: 'x' }, after(`aws_vpc.${name}`, 'BeforeCreate')),
    );
    const other = invocation('vendor_do', { of: 'y' }, after('aws_vpc.e'));
    const { changes, counts } = reviewPlan(planWith(...triggers, other));
    expect(counts.invoked).toBe(2);
    expect(changes.filter(({ action }) => action === 'invoke').map(({ reason }) => reason)).toEqual(
      [
        'runs 4 times: before aws_vpc.a is created, before aws_vpc.b is created, before aws_vpc.c is created and 1 more',
        'runs after aws_vpc.e changes',
      ],
    );
  });

  it.each([
    ['AfterDestroy', 'ActionOnFailureHalt', 'runs after aws_vpc.a is destroyed'],
    ['BeforeUpdate', 'continue', 'runs before aws_vpc.a changes (the apply goes on when it fails)'],
    [
      'AfterCreate',
      'ActionOnFailureTaint',
      'runs after aws_vpc.a is created (the next apply replaces that when it fails)',
    ],
    ['BeforeDream', 'ActionOnFailureHalt', 'runs with a change of aws_vpc.a'],
    ['toString', 'ActionOnFailureHalt', 'runs with a change of aws_vpc.a'],
  ])('with the event %s and on failure %s %s', (event, onFailure, reason) => {
    const { lifecycle_action_trigger } = after('aws_vpc.a', event);
    const trigger = { ...lifecycle_action_trigger, on_failure: onFailure };
    const [change] = reviewPlan(
      planWith(invocation('vendor_do', {}, { lifecycle_action_trigger: trigger })),
    ).changes;
    expect(change?.reason).toBe(reason);
  });

  it('is read as Terraform 1.17 writes it, with a count, in a module, and with a secret', () => {
    const text = readFileSync(join(__dirname, 'fixtures', 'actions.json'), 'utf8');
    expect(text).toContain('correct-horse-battery');
    const review = reviewPlan(JSON.parse(text));
    expect(JSON.stringify(review)).not.toContain('correct-horse-battery');
    expect(review.notRead).toBeUndefined();
    expect(
      review.changes
        .filter(({ action }) => action === 'invoke')
        .map(({ address, reason, attributes }) => [address, reason, attributes.length]),
    ).toEqual([
      ['action.local_command.notify[0]', 'runs after terraform_data.web is created', 2],
      [
        'action.local_command.notify[1]',
        'runs before terraform_data.web is created (the apply goes on when it fails)',
        2,
      ],
      [
        'module.m.action.local_command.inner',
        'runs 4 times: after module.m.terraform_data.in["a"] is created, after module.m.terraform_data.in["b"] is created, after module.m.terraform_data.in["c"] is created and 1 more',
        1,
      ],
    ]);
  });

  it('keeps the secrets of its configuration, and those that stand elsewhere, too', () => {
    const review = reviewPlan(
      planWith(
        invocation(
          'aws_lambda_invoke',
          {
            payload: '{"password":"correct-horse"}',
            note: 'plain-but-secret',
            of: 'x correct-horse',
          },
          { config_sensitive: { note: true } },
        ),
      ),
    );
    const text = JSON.stringify(review) + Object.values(renderers).map((render) => render(review));
    expect(text).not.toMatch(/correct-horse|plain-but-secret/);
    expect(text).toContain('payload');
  });

  it('that is not in the reviewed plan is told by a comparison, and so are other values of it', () => {
    const reviewed = reviewPlan(planWith());
    const planned = reviewPlan(stopped);
    const name = 'action.aws_ec2_stop_instance.a (runs after aws_vpc.a changes)';
    expect(compareReviews(reviewed, planned)).toEqual([
      `${name}: invoke of instance_id, which nobody reviewed.`,
    ]);
    const other = reviewPlan(
      planWith(invocation('aws_ec2_stop_instance', { instance_id: 'i-2' }, after('aws_vpc.a'))),
    );
    expect(compareReviews(planned, other)).toEqual([
      `${name}: invoke of instance_id, with other values.`,
    ]);
    expect(compareReviews(planned, planned)).toEqual([]);
  });

  it('counts among several plans', () => {
    const plans = ['a', 'b'].map((name) => ({ name, file: name, review: reviewPlan(stopped) }));
    expect(combinePlans(plans).counts.invoked).toBe(2);
    expect(combinePlans([]).counts.invoked).toBeUndefined();
  });

  it('that is put off is named with what is put off', () => {
    const review = reviewPlan({
      ...planWith(),
      complete: false,
      deferred_action_invocations: [
        { reason: 'deferred_prereq', action_invocation: invocation('vendor_do') },
      ],
    });
    expect(review.deferred).toEqual([{ address: 'action.vendor_do.a', reason: 'deferred prereq' }]);
  });

  it('is refused by its place where it has no address', () => {
    const broken = { type: 'vendor_do' } as ActionInvocationJson;
    expect(() => reviewPlan(planWith(broken))).toThrow(
      'Plan: action_invocations[0].address is missing; got undefined.',
    );
  });
});
