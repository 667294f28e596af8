import { blocks, isTrue, type PolicyRule, when } from '../rule';

/** Rules for networks and the groups that come with them. */
export const networkRules: readonly PolicyRule[] = [
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
      const logs = world.perhapsReferring(vpc, 'vpc_id', 'aws_flow_log');
      return when(
        logs.length === 0,
        'Nobody can tell later who talked to whom: it has no flow log.',
      );
    },
  },
  {
    id: 'ecs-ec2/default-security-group-closed',
    aliases: ['AWS-0173', 'AVD-AWS-0173'],
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
  {
    id: 'ecs-ec2/default-security-group-left',
    aliases: ['CKV2_AWS_12'],
    level: 'warn',
    types: ['aws_vpc'],
    fix: 'Add an aws_default_security_group without rules.',
    helpUri: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html',
    check: (vpc, world) => {
      const taken = world.referring(vpc, 'vpc_id', 'aws_default_security_group');
      return when(
        taken.length === 0,
        'Its default group lets everything in it talk to each other and to the internet.',
      );
    },
  },
];
