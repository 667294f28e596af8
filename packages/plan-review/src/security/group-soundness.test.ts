import { BlockList, isIPv4 } from 'node:net';
import fc from 'fast-check';
import { reviewSecurity } from './review-security';

// A second, simple evaluator: does a group let one packet pass? It shares no code with what it checks.

interface RuleJson {
  readonly ip_protocol: string;
  readonly from_port?: number;
  readonly to_port?: number;
  readonly cidr_ipv4?: string;
  readonly cidr_ipv6?: string;
  readonly referenced_security_group_id?: string;
}

interface Packet {
  readonly protocol: string;
  readonly port: number;
  readonly address: string;
  readonly groups: readonly string[];
}

const blocks = new Map<string, BlockList>();

function inBlock(block: string, address: string): boolean {
  const [net = '', bits] = block.split('/');
  const family = isIPv4(net) ? 'ipv4' : 'ipv6';
  const list = blocks.get(block) ?? new BlockList();
  if (!blocks.has(block)) {
    list.addSubnet(net, Number(bits), family);
    blocks.set(block, list);
  }
  return isIPv4(address) === (family === 'ipv4') && list.check(address, family);
}

function passes(rule: RuleJson, { protocol, port, address, groups }: Packet): boolean {
  const { ip_protocol: of, from_port: from = 0, to_port: to = 65535 } = rule;
  const block = rule.cidr_ipv4 ?? rule.cidr_ipv6;
  return (
    (of === '-1' || (of === protocol && (of === '50' || (from <= port && port <= to)))) &&
    (block === undefined
      ? groups.includes(rule.referenced_security_group_id ?? '')
      : inBlock(block, address))
  );
}

const packets: Packet[] = ['tcp', 'udp', '50'].flatMap((protocol) =>
  [0, 22, 80, 443, 8080, 65535].flatMap((port) =>
    ['10.0.0.1', '10.0.128.1', '10.1.0.1', '192.168.0.1', '2001:db8::1', '2001:db9::1'].flatMap(
      (address) =>
        [[], ['sg-a'], ['sg-a', 'sg-b']].map((groups) => ({ protocol, port, address, groups })),
    ),
  ),
);

/** For each packet whether a rule lets it pass. There are 88 rules, and thousands of groups of them. */
const passedBy = new Map<string, readonly boolean[]>();

function passed(rule: RuleJson): readonly boolean[] {
  const key = JSON.stringify(rule);
  const known = passedBy.get(key) ?? packets.map((packet) => passes(rule, packet));
  passedBy.set(key, known);
  return known;
}

const peer = fc.constantFrom<Partial<RuleJson>>(
  { cidr_ipv4: '0.0.0.0/0' },
  { cidr_ipv4: '0.0.0.0/1' },
  { cidr_ipv4: '128.0.0.0/1' },
  { cidr_ipv4: '10.0.0.0/8' },
  { cidr_ipv4: '10.0.0.0/16' },
  { cidr_ipv4: '10.0.0.0/17' },
  { cidr_ipv4: '10.0.128.0/17' },
  { cidr_ipv6: '::/0' },
  { cidr_ipv6: '2001:db8::/32' },
  { referenced_security_group_id: 'sg-a' },
  { referenced_security_group_id: 'sg-b' },
);
const traffic = fc.constantFrom<Pick<RuleJson, 'ip_protocol' | 'from_port' | 'to_port'>>(
  { ip_protocol: '-1' },
  { ip_protocol: 'tcp', from_port: 0, to_port: 65535 },
  { ip_protocol: 'tcp', from_port: 80, to_port: 80 },
  { ip_protocol: 'tcp', from_port: 22, to_port: 443 },
  { ip_protocol: 'tcp', from_port: 0, to_port: 1023 },
  { ip_protocol: 'tcp', from_port: 1024, to_port: 65535 },
  { ip_protocol: 'udp', from_port: 0, to_port: 65535 },
  { ip_protocol: '50' },
);
const rule: fc.Arbitrary<RuleJson> = fc.tuple(traffic, peer).map(([a, b]) => ({ ...a, ...b }));

/** Rules of one group. Index is the address; a hole is a rule that does not exist on that side. */
const sides = fc.array(
  fc.tuple(fc.option(rule, { nil: undefined }), fc.option(rule, { nil: undefined }), fc.boolean()),
  { minLength: 1, maxLength: 6 },
);

function review(pairs: readonly (readonly [RuleJson | undefined, RuleJson | undefined])[]) {
  const values = (values: RuleJson | undefined) =>
    values === undefined ? null : { ...values, security_group_id: 'sg-1' };
  return reviewSecurity({
    format_version: '1.2',
    resource_changes: pairs.map(([before, after], index) => ({
      address: `aws_vpc_security_group_ingress_rule.r${index}`,
      type: 'aws_vpc_security_group_ingress_rule',
      name: `r${index}`,
      change: { actions: ['update'], before: values(before), after: values(after) },
    })),
  });
}

describe('reviewSecurity against a filter of single packets', () => {
  it('knows exactly whether a security group lets more pass', () => {
    const runs = 2000;
    const tally = { no: 0, yes: 0, undecided: 0 };
    fc.assert(
      fc.property(sides, (generated) => {
        const pairs = generated.map(
          ([before, after, keep]) => [before, keep ? before : after] as const,
        );
        const [before, after] = [
          pairs.flatMap(([rule]) => (rule === undefined ? [] : [passed(rule)])),
          pairs.flatMap(([, rule]) => (rule === undefined ? [] : [passed(rule)])),
        ];
        const { accessWidened, changes } = review(pairs);
        tally[accessWidened] += 1;
        const was = packets.map((_, packet) => before.some((rule) => rule[packet]));
        const is = packets.map((_, packet) => after.some((rule) => rule[packet]));
        if (accessWidened === 'no' && is.some((now, index) => now && was[index] !== true)) {
          throw new Error('more passes');
        }
        if (changes.length === 0 && is.some((now, index) => now !== was[index])) {
          throw new Error('called unchanged');
        }
      }),
      { seed: 20_240_229, numRuns: runs, endOnFailure: true },
    );
    expect(tally.undecided).toBe(0);
    expect(tally.no).toBeGreaterThan(runs / 10);
    expect(tally.yes).toBeGreaterThan(runs / 10);
  });
});
