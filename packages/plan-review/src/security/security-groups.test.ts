import type { PlanJson, ResourceChangeJson } from '../plan/plan-json';
import { reviewSecurity } from './review-security';
import { change, written, type Values } from './testing/plans';

const review = (changes: ResourceChangeJson[], more: Partial<PlanJson> = {}) =>
  reviewSecurity({ format_version: '1.2', resource_changes: changes, ...more });
const directions = (...changes: ResourceChangeJson[]) =>
  review(changes).changes.map(({ direction }) => direction);
const to = (...references: string[]) => ({ references });

describe('reviewSecurity of security groups', () => {
  const rule = (cidr: string, port = 443) => ({
    security_group_id: 'sg-1',
    ip_protocol: 'tcp',
    from_port: port,
    to_port: port,
    cidr_ipv4: cidr,
  });
  const ingress = (name: string, before: Values, after: Values, unknown?: object) =>
    change(`aws_vpc_security_group_ingress_rule.${name}`, before, after, unknown);

  it('shows a narrowed block as one narrowed row', () => {
    expect(review([ingress('a', rule('10.0.0.0/8'), rule('10.1.0.0/16'))]).changes).toEqual([
      {
        kind: 'security-group',
        address: 'aws_vpc_security_group_ingress_rule.a',
        direction: 'narrowed',
        decided: true,
        why: 'Allows less: peer 10.0.0.0/8 becomes 10.1.0.0/16.',
        before: {
          group: 'sg-1',
          direction: 'ingress',
          protocol: 'tcp',
          ports: '443',
          peer: '10.0.0.0/8',
        },
        after: {
          group: 'sg-1',
          direction: 'ingress',
          protocol: 'tcp',
          ports: '443',
          peer: '10.1.0.0/16',
        },
      },
    ]);
  });

  it.each<[string, Values, Values, string[]]>([
    [
      'tags and descriptions',
      rule('10.0.0.0/8'),
      { ...rule('10.0.0.0/8'), description: 'x', tags: { a: 'b' } },
      [],
    ],
    ['host bits of a block', rule('10.0.0.0/8'), rule('10.1.2.3/8'), []],
    ['another port', rule('10.0.0.0/8'), rule('10.0.0.0/8', 80), ['changed']],
    ['every protocol', rule('0.0.0.0/0'), { ...rule('0.0.0.0/0'), ip_protocol: '-1' }, ['widened']],
    [
      'a group instead of every address',
      { ...rule('10.0.0.0/8') },
      { ...rule('10.0.0.0/8'), cidr_ipv4: null, referenced_security_group_id: 'sg-2' },
      ['changed'],
    ],
    ['a new rule', null, rule('10.0.0.0/8'), ['widened']],
    ['a destroyed rule', rule('10.0.0.0/8'), null, ['narrowed']],
  ])('reads %s', (_, before, after, expected) => {
    expect(directions(ingress('a', before, after))).toEqual(expected);
  });

  it('looks at all rules of a group, and at each direction alone', () => {
    const wide = ingress('wide', rule('10.0.0.0/8'), rule('10.0.0.0/8'));
    expect(directions(wide, ingress('a', null, rule('10.2.0.0/16')))).toEqual([]);
    expect(
      directions(wide, change('aws_vpc_security_group_egress_rule.a', null, rule('10.2.0.0/16'))),
    ).toEqual(['widened']);
    const halves = [
      ingress('a', rule('10.0.0.0/9'), null),
      ingress('b', rule('10.128.0.0/9'), rule('10.0.0.0/8')),
    ];
    expect(directions(...halves)).toEqual([]);
  });

  it('reads inline rules, other ways to write rules, and the default group', () => {
    const inline = (cidr: string) => ({
      id: 'sg-1',
      ingress: [
        { protocol: 'tcp', from_port: 443, to_port: 443, cidr_blocks: [cidr], self: false },
      ],
      egress: [],
    });
    const classic = (cidr: string) => ({
      security_group_id: 'sg-1',
      type: 'ingress',
      protocol: 'tcp',
      from_port: 443,
      to_port: 443,
      cidr_blocks: [cidr, '192.168.0.0/16'],
    });
    for (const type of ['aws_security_group', 'aws_default_security_group']) {
      expect(directions(change(`${type}.g`, inline('10.0.0.0/8'), inline('10.1.0.0/16')))).toEqual([
        'narrowed',
      ]);
      expect(directions(change(`${type}.g`, inline('10.1.0.0/16'), inline('10.0.0.0/8')))).toEqual([
        'widened',
      ]);
    }
    expect(
      directions(
        change('aws_security_group_rule.r', classic('10.0.0.0/8'), classic('10.1.0.0/16')),
      ),
    ).toEqual(['narrowed']);
    // From rules in the group to a rule of its own: nothing changes.
    const group = change('aws_security_group.g', inline('10.0.0.0/8'), {
      ...inline('10.0.0.0/8'),
      ingress: [],
    });
    expect(directions(group, ingress('a', null, rule('10.0.0.0/8')))).toEqual([]);
  });

  it('reads rules of dynamic blocks, which Terraform leaves out of the configuration', () => {
    const inline = (cidr: string) => ({
      id: 'sg-1',
      ingress: [
        { protocol: 'tcp', from_port: 5432, to_port: 5432, cidr_blocks: [cidr], self: false },
      ],
    });
    const configuration = written({ 'aws_security_group.g': { name: {} } });
    const reviewOf = (...sides: [Values, Values, object?]) =>
      review([change('aws_security_group.g', ...sides)], configuration).accessWidened;
    expect(reviewOf(inline('10.0.0.0/8'), inline('0.0.0.0/0'))).toBe('yes');
    expect(reviewOf(null, inline('0.0.0.0/0'))).toBe('yes');
    expect(reviewOf(inline('10.0.0.0/8'), { id: 'sg-1' }, { ingress: true })).toBe('undecided');
    // What rule resources made, read by the provider.
    expect(reviewOf(inline('0.0.0.0/0'), inline('0.0.0.0/0'))).toBe('no');
    expect(reviewOf(null, { name: 'g' }, { id: true, ingress: true })).toBe('no');
  });

  it('follows references where a group is replaced', () => {
    const values = (id: string) => ({ ...rule('10.0.0.0/8'), security_group_id: id });
    const unknownGroup = { ...rule('10.0.0.0/8'), security_group_id: undefined };
    const changes = [
      change(
        'aws_security_group.g',
        { id: 'sg-1', name: 'old' },
        { name: 'new' },
        { id: true, ingress: true, egress: true },
      ),
      ingress('a', values('sg-1'), unknownGroup, { security_group_id: true }),
    ];
    const configuration = written({
      'aws_security_group.g': { name: {} },
      'aws_vpc_security_group_ingress_rule.a': {
        security_group_id: to('aws_security_group.g.id', 'aws_security_group.g'),
      },
    });
    expect(review(changes, configuration).changes).toEqual([]);
    expect(review(changes).accessWidened).toBe('yes');
  });

  it('cannot tell who a peer known only after apply is', () => {
    const after = { ...rule('10.0.0.0/8'), cidr_ipv4: undefined };
    const { accessWidened, changes } = review([
      ingress('a', rule('10.0.0.0/8'), after, { cidr_ipv4: true }),
    ]);
    expect(accessWidened).toBe('undecided');
    expect(changes[0]?.after?.['peer']).toBe('(known after apply)');
  });

  it.each([
    ['an address that is none', { ...rule('10.0.0.999/8') }],
    ['a masked port', { ...rule('10.0.0.0/8'), from_port: '\ufdd01\ufdd1' }],
    ['no peer', { ...rule('10.0.0.0/8'), cidr_ipv4: null }],
  ])('cannot read %s', (_, after) => {
    expect(review([ingress('a', rule('10.0.0.0/8'), after)]).accessWidened).toBe('undecided');
  });
});
