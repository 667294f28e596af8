import type { PlanJson, ResourceChangeJson } from '../plan/plan-json';
import { reviewSecurity } from './review-security';

type Values = Record<string, unknown> | null;

function change(
  address: string,
  before: Values,
  after: Values,
  unknown: object = {},
): ResourceChangeJson {
  const [type = '', name = ''] = address.split('.');
  return {
    address,
    type,
    name,
    change: {
      actions: ['update'],
      before,
      after,
      after_unknown: unknown,
    } as ResourceChangeJson['change'],
  };
}

function written(expressions: Record<string, object>): Pick<PlanJson, 'configuration'> {
  const resources = Object.entries(expressions).map(([address, attributes]) => ({
    address,
    type: address.split('.')[0] ?? '',
    name: address.split('.')[1] ?? '',
    expressions: attributes as never,
  }));
  return { configuration: { root_module: { resources } } };
}

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

describe('reviewSecurity of exposure', () => {
  const containers = (container: object) => ({
    container_definitions: JSON.stringify([{ name: 'app', ...container }]),
  });
  const metadata = (tokens: string, hops = 1) => ({
    metadata_options: [{ http_tokens: tokens, http_put_response_hop_limit: hops }],
  });

  it.each<[string, string, Values, Values]>([
    [
      'a public address of hosts',
      'aws_launch_template',
      { network_interfaces: [{ associate_public_ip_address: 'false' }] },
      { network_interfaces: [{ associate_public_ip_address: 'true' }] },
    ],
    ['metadata without token', 'aws_launch_template', metadata('required'), metadata('optional')],
    [
      'metadata from containers',
      'aws_launch_template',
      metadata('required', 1),
      metadata('required', 2),
    ],
    [
      'public addresses on launch',
      'aws_subnet',
      { map_public_ip_on_launch: false },
      { map_public_ip_on_launch: true },
    ],
    [
      'a privileged container',
      'aws_ecs_task_definition',
      containers({}),
      containers({ privileged: true }),
    ],
    [
      'a capability',
      'aws_ecs_task_definition',
      containers({}),
      containers({ linuxParameters: { capabilities: { add: ['SYS_ADMIN'] } } }),
    ],
    [
      'the network of the host',
      'aws_ecs_task_definition',
      { network_mode: 'bridge' },
      { network_mode: 'host' },
    ],
    [
      'the processes of the host',
      'aws_ecs_task_definition',
      { pid_mode: null },
      { pid_mode: 'host' },
    ],
    [
      'a folder of the host',
      'aws_ecs_task_definition',
      { volume: [] },
      { volume: [{ name: 'd', host_path: '/var/run' }] },
    ],
    [
      'a first task role',
      'aws_ecs_task_definition',
      { task_role_arn: null },
      { task_role_arn: 'arn:aws:iam::1:role/a' },
    ],
    [
      'ECS Exec',
      'aws_ecs_service',
      { enable_execute_command: false },
      { enable_execute_command: true },
    ],
    ['an internet-facing load balancer', 'aws_lb', { internal: true }, { internal: false }],
    [
      'a weaker public access block',
      'aws_s3_bucket_public_access_block',
      {
        bucket: 'b',
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
      {
        bucket: 'b',
        block_public_acls: true,
        block_public_policy: false,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
    ],
  ])('finds %s', (_, type, closed, open) => {
    expect(directions(change(`${type}.x`, closed, open))).toEqual(['widened']);
    expect(directions(change(`${type}.x`, open, closed))).toEqual(['narrowed']);
    expect(directions(change(`${type}.x`, open, { ...open, tags: {} }))).toEqual([]);
  });

  it('counts a destroyed public access block as widened, unless the bucket goes too', () => {
    const all = {
      bucket: 'b',
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    };
    const destroyed = change('aws_s3_bucket_public_access_block.p', all, null);
    const bucket = (after: Values) => change('aws_s3_bucket.b', { bucket: 'b', id: 'b' }, after);
    expect(directions(destroyed, bucket({ bucket: 'b', id: 'b' }))).toHaveLength(4);
    expect(directions(destroyed, bucket(null))).toEqual([]);
  });

  it('follows a task role that is replaced under the same name', () => {
    const changes = [
      change('aws_iam_role.r', { arn: 'arn:r', name: 'r' }, { name: 'r' }, { arn: true }),
      change('aws_ecs_task_definition.t', { task_role_arn: 'arn:r' }, {}, { task_role_arn: true }),
    ];
    const configuration = written({
      'aws_ecs_task_definition.t': { task_role_arn: to('aws_iam_role.r.arn', 'aws_iam_role.r') },
    });
    expect(review(changes, configuration).changes).toEqual([]);
    expect(review(changes).accessWidened).toBe('undecided');
  });

  it('finds routes to an internet gateway and subnets that get them', () => {
    const route = (gateway: string) => ({
      route_table_id: 'rtb-1',
      destination_cidr_block: '0.0.0.0/0',
      gateway_id: gateway,
    });
    const table = change('aws_route_table.t', { id: 'rtb-1' }, { id: 'rtb-1' });
    const unused = written({ 'aws_route_table.t': {} });
    const opened = review([table, change('aws_route.r', null, route('igw-1'))], unused);
    expect(opened.changes).toEqual([
      expect.objectContaining({
        kind: 'exposure',
        direction: 'widened',
        after: { setting: 'route to an internet gateway', value: '0.0.0.0/0' },
      }),
    ]);
    expect(review([table, change('aws_route.r', null, route('nat-1'))], unused).changes).toEqual(
      [],
    );
    expect(directions(change('aws_route.r', route('igw-1'), null))).toEqual(['narrowed']);
    const kept = change('aws_route.r', route('igw-1'), route('igw-1'));
    const other = change('aws_route_table.o', { id: 'rtb-2' }, { id: 'rtb-2' });
    const moved = change(
      'aws_route_table_association.a',
      { subnet_id: 's', route_table_id: 'rtb-2' },
      { subnet_id: 's', route_table_id: 'rtb-1' },
    );
    expect(directions(table, other, kept, moved)).toEqual(['widened']);
  });
});

describe('reviewSecurity of a whole plan', () => {
  it('has nothing to say about what is forgotten, moved or left behind', () => {
    const values = {
      policy_document: '{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}',
    };
    const base = change('aws_cloudwatch_log_resource_policy.p', values, null);
    const forget = { ...base, change: { ...base.change, actions: ['forget'] } };
    expect(review([forget]).changes).toEqual([]);
    expect(review([{ ...base, deposed: 'abc' }]).changes).toEqual([]);
    expect(review([{ ...base, mode: 'data' }]).changes).toEqual([]);
    expect(review([base]).accessWidened).toBe('yes');
  });

  it('puts widened rows first, each with its construct', () => {
    const subnet = (open: boolean) => ({ map_public_ip_on_launch: open });
    const result = reviewSecurity(
      {
        format_version: '1.2',
        resource_changes: [
          change('aws_subnet.a', subnet(true), subnet(false)),
          change('aws_subnet.b', subnet(false), subnet(true)),
        ],
      },
      { 'aws_subnet.b': { path: 'Hello/Network/SubnetB' } },
    );
    expect(
      result.changes.map(({ direction, constructPath }) => [direction, constructPath]),
    ).toEqual([
      ['widened', 'Hello/Network/SubnetB'],
      ['narrowed', undefined],
    ]);
  });

  it('reads 5,000 changed policies of 50 roles in two seconds of processor time', () => {
    const changes = Array.from({ length: 5000 }, (_, index) => {
      const policy = (action: string) =>
        JSON.stringify({
          Statement: {
            Effect: 'Allow',
            Action: ['s3:Get*', action],
            Resource: `arn:aws:s3:::b${index}/*`,
          },
        });
      return change(
        `aws_iam_role_policy.p${index}`,
        { role: `r${index % 50}`, policy: policy('s3:*') },
        { role: `r${index % 50}`, policy: policy('s3:Put') },
      );
    });
    const start = process.cpuUsage();
    expect(review(changes).accessWidened).toBe('no');
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(2);
  });
});
