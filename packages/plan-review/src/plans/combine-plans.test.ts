import type { NamedPlan, ReviewedPlan } from '../model';
import { reviewPlan } from '../review';
import { changeOf, fixture, planOf } from '../testing/fixtures';
import { combinePlans } from './combine-plans';

const named = (name: string, plan: unknown): NamedPlan => ({
  name,
  file: `${name}/tfplan.json`,
  review: reviewPlan(plan),
});
const opened = planOf(
  changeOf(
    'aws_vpc_security_group_ingress_rule',
    { cidr_ipv4: '10.0.0.0/8', from_port: 80, to_port: 80, ip_protocol: 'tcp' },
    { cidr_ipv4: '0.0.0.0/0', from_port: 80, to_port: 80, ip_protocol: 'tcp' },
  ),
);
const none = fixture('no-changes');

describe('combinePlans', () => {
  const broken: NamedPlan = { name: 'broken', file: 'broken.json', error: 'Plan: is empty.' };
  const all = combinePlans(
    [
      named('stage-10', none),
      named('stage-2', none),
      named('prod', opened),
      broken,
      named('dev', opened),
    ],
    'Network',
  );

  it('puts what could not be read first, then the worst, then by name as people count', () => {
    expect(all.plans.map(({ name }) => name)).toEqual([
      'broken',
      'dev',
      'prod',
      'stage-2',
      'stage-10',
    ]);
  });

  it('has the worst verdict, the sum of the counts, and how many change', () => {
    expect(all).toMatchObject({
      kind: 'plans',
      title: 'Network',
      level: 'DANGEROUS',
      outcome: 'changes',
      changed: 2,
      unchanged: 2,
      failed: 1,
      counts: { update: 2, create: 0 },
    });
  });

  it('names the first of the plans that do the same, and none for plans that do nothing', () => {
    expect(all.plans.map((plan) => (plan as ReviewedPlan).sameAs)).toEqual([
      undefined,
      undefined,
      'dev',
      undefined,
      undefined,
    ]);
  });

  it('does not call plans the same that open other ports', () => {
    const other = planOf(
      changeOf(
        'aws_vpc_security_group_ingress_rule',
        { cidr_ipv4: '10.0.0.0/8', from_port: 80, to_port: 80, ip_protocol: 'tcp' },
        { cidr_ipv4: '0.0.0.0/0', from_port: 81, to_port: 81, ip_protocol: 'tcp' },
      ),
    );
    const { plans } = combinePlans([named('a', opened), named('b', other)]);
    expect(plans.every((plan) => !('sameAs' in plan))).toBe(true);
  });

  it('changes nothing where there is no plan', () => {
    expect(combinePlans([])).toMatchObject({ level: 'NO CHANGES', outcome: 'no-changes' });
  });
});
