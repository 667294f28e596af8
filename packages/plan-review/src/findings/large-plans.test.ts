import type { Json } from '../plan/json';
import type { ResourceChangeJson } from '../plan/plan-json';
import { changeOf, planOf } from '../testing/fixtures';
import { findingsAfter } from './own-findings';

/** Groups with a rule of their own each; counts how often anybody reads to which group a rule belongs. */
function estate(groups: number): {
  readonly changes: ResourceChangeJson[];
  readonly reads: () => number;
} {
  let reads = 0;
  const changes = Array.from({ length: groups }, (_, index) => {
    const rule: Record<string, Json> = {
      ip_protocol: 'tcp',
      from_port: 22,
      to_port: 22,
      cidr_ipv4: '0.0.0.0/0',
    };
    Object.defineProperty(rule, 'security_group_id', {
      enumerable: true,
      get: () => {
        reads += 1;
        return `sg-${index}`;
      },
    });
    const name = `n${index}`;
    return [
      changeOf('aws_security_group', null, { id: `sg-${index}`, ingress: [] }, { name }),
      changeOf('aws_vpc_security_group_ingress_rule', null, rule, { name }),
    ];
  }).flat();
  return { changes, reads: () => reads };
}

describe('findings of a large plan', () => {
  it('takes work that grows with the plan, not with its square', () => {
    const [small, large] = [estate(10), estate(100)];
    findingsAfter(planOf(...small.changes));
    findingsAfter(planOf(...large.changes));
    expect(small.reads()).toBeGreaterThan(0);
    expect(large.reads()).toBeLessThanOrEqual(small.reads() * 10);
  });
});
