import { blocks, isTrue, type Rule, texts, when } from '../rule';
import type { World, WorldResource } from '../../plan/world';

const ADMINISTRATION = [22, 3389];
const EVERYWHERE = ['0.0.0.0/0', '::/0'];

/** Rules for networks and security groups. */
export const networkRules: readonly Rule[] = [
  {
    id: 'ecs-ec2/no-open-administration',
    aliases: ['CKV_AWS_24', 'CKV_AWS_25', 'AWS-0107', 'AVD-AWS-0107', 'AwsSolutions-EC23'],
    level: 'fail',
    types: ['aws_vpc_security_group_ingress_rule', 'aws_security_group', 'aws_security_group_rule'],
    fix: 'Remove the rule and use Session Manager.',
    helpUri: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html',
    check: (resource, world) =>
      ingressRules(resource, world).flatMap(({ from, to, ranges }) =>
        ADMINISTRATION.filter((port) => from <= port && port <= to).flatMap((port) =>
          when(
            ranges.some((range) => EVERYWHERE.includes(range)),
            `Port ${port} is open to the whole internet.`,
          ),
        ),
      ),
  },
  {
    id: 'ecs-ec2/open-to-the-internet',
    aliases: ['CKV_AWS_260'],
    level: 'warn',
    types: ['aws_vpc_security_group_ingress_rule', 'aws_security_group', 'aws_security_group_rule'],
    fix: 'Name the peers that need it, or accept it with acknowledge().',
    helpUri: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    check: (resource, world) =>
      ingressRules(resource, world).flatMap(({ from, to, ranges }) =>
        when(
          ranges.some((range) => EVERYWHERE.includes(range)),
          `${from === to ? `Port ${from} is` : `The ports ${from} to ${to} are`} open to the whole internet.`,
        ),
      ),
  },
  {
    id: 'ecs-ec2/egress-everywhere',
    aliases: ['CKV_AWS_382', 'AWS-0104', 'AVD-AWS-0104'],
    level: 'warn',
    types: ['aws_vpc_security_group_egress_rule'],
    fix: 'Use VPC endpoints and name their security groups, or accept it with acknowledge().',
    helpUri: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    check: ({ values }) =>
      when(
        [values['cidr_ipv4'], values['cidr_ipv6']].some((range) =>
          EVERYWHERE.includes(String(range)),
        ),
        'Hosts and containers may call everything on the internet.',
      ),
  },
  {
    id: 'ecs-ec2/rule-description',
    aliases: ['CKV_AWS_23', 'AWS-0124', 'AVD-AWS-0124', 'AWS-0099', 'AVD-AWS-0099'],
    level: 'note',
    types: [
      'aws_vpc_security_group_ingress_rule',
      'aws_vpc_security_group_egress_rule',
      'aws_security_group',
    ],
    fix: 'Describe what it is for.',
    helpUri: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    check: ({ values }) => {
      const { description } = values;
      const isMissing = description === '' || description === null || description === undefined;
      return when(isMissing || description === 'Managed by Terraform', 'It has no description.');
    },
  },
  {
    id: 'ecs-ec2/public-subnet',
    aliases: ['CKV_AWS_130', 'AWS-0164', 'AVD-AWS-0164'],
    level: 'warn',
    types: ['aws_subnet'],
    fix: 'Use private subnets with a NAT gateway or VPC endpoints, or accept it with acknowledge().',
    helpUri: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html',
    check: ({ values }) =>
      when(isTrue(values['map_public_ip_on_launch']), 'Every host in it gets a public address.'),
  },
  {
    id: 'ecs-ec2/flow-logs',
    aliases: ['CKV2_AWS_11', 'AWS-0178', 'AVD-AWS-0178', 'AwsSolutions-VPC7'],
    level: 'note',
    types: ['aws_vpc'],
    fix: 'Add a flow log, which costs by the gigabyte.',
    helpUri: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html',
    check: (vpc, world) => {
      const logged = world
        .ofType('aws_flow_log')
        .some((log) => world.perhapsReferredBy(log, 'vpc_id', 'aws_vpc').includes(vpc));
      return when(!logged, 'Nobody can tell later who talked to whom: it has no flow log.');
    },
  },
  {
    id: 'ecs-ec2/default-security-group-closed',
    aliases: ['CKV2_AWS_12'],
    level: 'warn',
    types: ['aws_default_security_group'],
    fix: 'Give it no rules.',
    helpUri: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html',
    check: ({ values }) =>
      when(
        blocks(values['ingress']).length + blocks(values['egress']).length > 0,
        'Whatever names no security group may talk.',
      ),
  },
];

interface IngressRule {
  readonly from: number;
  readonly to: number;
  readonly ranges: readonly string[];
}

function ingressRules(resource: WorldResource, world: World): readonly IngressRule[] {
  const { type, values } = resource;
  if (type === 'aws_security_group') {
    // A group also repeats the rules that are resources of their own; those are judged where they are made.
    if (hasRulesOfItsOwn(resource, world)) return [];
    return blocks(values['ingress']).map((rule) => ({
      ...ports(rule['protocol'], rule['from_port'], rule['to_port']),
      ranges: [...texts(rule['cidr_blocks']), ...texts(rule['ipv6_cidr_blocks'])],
    }));
  }
  if (type === 'aws_security_group_rule') {
    if (values['type'] !== 'ingress') return [];
    const ranges = [...texts(values['cidr_blocks']), ...texts(values['ipv6_cidr_blocks'])];
    return [{ ...ports(values['protocol'], values['from_port'], values['to_port']), ranges }];
  }
  const ranges = [...texts(values['cidr_ipv4']), ...texts(values['cidr_ipv6'])];
  return [{ ...ports(values['ip_protocol'], values['from_port'], values['to_port']), ranges }];
}

function hasRulesOfItsOwn(group: WorldResource, world: World): boolean {
  return world
    .ofType('aws_vpc_security_group_ingress_rule', 'aws_security_group_rule')
    .some((rule) => world.referredBy(rule, 'security_group_id', group.type).includes(group));
}

function ports(protocol: unknown, from: unknown, to: unknown): Omit<IngressRule, 'ranges'> {
  if (protocol === '-1' || typeof from !== 'number' || typeof to !== 'number') {
    return { from: 0, to: 65_535 };
  }
  return { from, to };
}
