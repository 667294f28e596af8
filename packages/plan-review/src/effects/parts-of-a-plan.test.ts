import type { PlanJson } from '../plan/plan-json';
import { verdictFacts } from '../render/words';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';

const facts = (plan: PlanJson): readonly string[] => verdictFacts(reviewPlan(plan)).slice(0, 3);
const database = { identifier: 'db', instance_class: 'a' };
const tagged = changeOf('aws_vpc', { tags: { a: '1' } }, { tags: { a: '2' } });

describe('what is left of an earlier replacement', () => {
  const left = (type: string, before: Readonly<Record<string, string>>): PlanJson =>
    planOf({ ...changeOf(type, before, null), deposed: 'abc' });

  it('takes along the data that it holds, and stops nothing', () => {
    expect(facts(left('aws_db_instance', database))).toEqual([
      'no downtime',
      'data loss in aws_db_instance.a',
      'access not widened',
    ]);
    expect(reviewPlan(left('aws_lb', { name: 'a' })).verdict.level).toBe('SAFE');
    expect(facts(left('vendor_thing', { name: 'a' }))[1]).toBe('data loss not known');
  });
});

describe('what stays while a new one is made', () => {
  it('is missed by those who find the new one without its data', () => {
    const actions = ['create', 'forget'];
    const made = (type: string) => facts(planOf(changeOf(type, database, database, { actions })));
    expect(made('aws_db_instance').slice(0, 2)).toEqual(['downtime possible', 'no data loss']);
    expect(made('aws_cloudwatch_log_group').slice(0, 2)).toEqual(['no downtime', 'no data loss']);
  });
});

describe('a plan in part', () => {
  const deferred = [
    { reason: 'deferred_prereq', resource_change: changeOf('aws_db_instance', database, null) },
  ];
  const narrowed = changeOf('aws_lb', { idle_timeout: 60 }, { idle_timeout: 10 });

  it('clears nothing of what Terraform put off, or could not plan', () => {
    const unknown = ['downtime not known', 'data loss not known', 'access not known'];
    expect(facts({ ...planOf(tagged), deferred_changes: deferred })).toEqual(unknown);
    expect(facts({ ...planOf(tagged), errored: true })).toEqual(unknown);
    expect(facts(planOf(tagged))).toEqual(['no downtime', 'no data loss', 'access not widened']);
  });

  it('clears no data because it knows of downtime', () => {
    expect(facts({ ...planOf(narrowed), errored: true }).slice(0, 2)).toEqual([
      'downtime possible',
      'data loss not known',
    ]);
    expect(facts(planOf(narrowed))[1]).toBe('no data loss');
  });
});

it('reads the ephemeral resources that OpenTofu writes into a plan', () => {
  const opened = (action: string): unknown => ({
    format_version: '1.2',
    resource_changes: [
      {
        ...changeOf('aws_secretsmanager_secret', null, null, { actions: [action] }),
        mode: 'ephemeral',
      },
    ],
  });
  expect(reviewPlan(opened('open')).changes[0]?.action).toBe('read');
  expect(() => reviewPlan(opened('vanish'))).toThrow('unknown action');
});
