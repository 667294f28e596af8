import type { Json } from '../plan/json';
import type { ResourceChangeJson } from '../plan/plan-json';
import { changeOf, planOf } from '../testing/fixtures';
import { findingsAfter, findingsBefore } from './own-findings';

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

  it('asks how a resource was only where a rule finds something in how it will be', () => {
    const open = [{ from_port: 22, to_port: 22, protocol: 'tcp', cidr_blocks: ['0.0.0.0/0'] }];
    const change = (name: string) => {
      const before = { id: name, ingress: open };
      const read = jest.fn(() => open);
      Object.defineProperty(before, 'ingress', { enumerable: true, get: read });
      return { read, json: changeOf('aws_security_group', before, { ...before }, { name }) };
    };
    const [one, other] = [change('one'), change('other')];
    const plan = planOf(one.json, other.json);
    const findings = findingsAfter(plan).filter(({ address }) => address === one.json.address);
    [one, other].forEach(({ read }) => read.mockClear());
    const before = findingsBefore(plan, findings);
    expect(before.map(({ ruleId }) => ruleId)).toEqual(findings.map(({ ruleId }) => ruleId));
    expect(before).not.toEqual([]);
    expect(one.read).toHaveBeenCalled();
    expect(other.read).not.toHaveBeenCalled();
  });
});
