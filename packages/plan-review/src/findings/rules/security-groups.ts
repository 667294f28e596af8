import { type PolicyRule, when } from '../rule';
import {
  coverAllPorts,
  EGRESS_TYPES,
  INGRESS_TYPES,
  isForAll,
  portsInWords,
  portsOf,
  rulesElsewhere,
  rulesOf,
} from './ports';
import { blocks } from '../rule';

const ADMINISTRATION = [22, 3389];
/** What keeps data, or gives the host away, at its usual port: nobody serves it to the internet on purpose. */
const STORES: Readonly<Record<number, string>> = {
  1433: 'SQL Server',
  1521: 'Oracle',
  2049: 'NFS',
  2375: 'the Docker API',
  2376: 'the Docker API',
  2379: 'etcd',
  3306: 'MySQL',
  5432: 'PostgreSQL',
  5439: 'Redshift',
  6379: 'Redis',
  9042: 'Cassandra',
  9200: 'OpenSearch',
  11211: 'Memcached',
  27017: 'MongoDB',
};
const RULES_OF_GROUPS =
  'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html';

/** Rules for security groups. */
export const securityGroupRules: readonly PolicyRule[] = [
  {
    id: 'ecs-ec2/no-open-administration',
    // Trivy's AWS-0107 is either of the two.
    aliases: [],
    aliasesOf: { '22/tcp': ['CKV_AWS_24'], '3389/tcp': ['CKV_AWS_25'] },
    level: 'fail',
    types: INGRESS_TYPES,
    fix: 'Remove the rule and use Session Manager.',
    helpUri: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html',
    check: (resource, world) =>
      rulesOf(resource, 'ingress', world)
        .filter(isForAll)
        .flatMap(({ protocol, from, to }) =>
          ADMINISTRATION.filter((port) => from <= port && port <= to).flatMap((port) =>
            when(
              protocol === 'tcp' || protocol === '-1',
              `Port ${port} is open to the whole internet.`,
              `${port}/tcp`,
            ),
          ),
        ),
  },
  {
    id: 'ecs-ec2/no-open-store',
    aliases: [],
    level: 'fail',
    types: INGRESS_TYPES,
    fix: 'Let in the security groups of what uses it.',
    helpUri: RULES_OF_GROUPS,
    check: (resource, world) =>
      rulesOf(resource, 'ingress', world)
        .filter((rule) => isForAll(rule) && rule.protocol === 'tcp')
        .flatMap(({ from, to }) =>
          Object.entries(STORES)
            .filter(([port]) => from <= Number(port) && Number(port) <= to)
            .flatMap(([port, what]) =>
              when(true, `Port ${port} (${what}) is open to the whole internet.`, `${port}/tcp`),
            ),
        ),
  },
  {
    id: 'ecs-ec2/open-to-the-internet',
    aliases: [],
    aliasesOf: { '80/tcp': ['CKV_AWS_260'], all: ['CKV_AWS_277'] },
    level: 'warn',
    types: INGRESS_TYPES,
    fix: 'Name the peers that need it, or accept it with acknowledge().',
    helpUri: RULES_OF_GROUPS,
    check: (resource, world) =>
      rulesOf(resource, 'ingress', world)
        .filter(isForAll)
        .flatMap((rule) =>
          when(true, `${portsInWords(rule)} open to the whole internet.`, portsOf(rule)),
        ),
  },
  {
    id: 'ecs-ec2/no-open-group',
    aliases: [],
    level: 'fail',
    types: ['aws_security_group', 'aws_default_security_group'],
    fix: 'Open the ports that are served, each by a rule of its own.',
    helpUri: RULES_OF_GROUPS,
    check: (group, world) => {
      const open = [
        ...rulesOf(group, 'ingress', world),
        ...rulesElsewhere(group, 'ingress', world),
      ].filter(isForAll);
      return when(
        coverAllPorts(open),
        `Its rules together open every port to the whole internet (${open.map(portsOf).join(', ')}).`,
      );
    },
  },
  {
    id: 'ecs-ec2/egress-everywhere',
    aliases: ['AWS-0104', 'AVD-AWS-0104'],
    aliasesOf: { all: ['CKV_AWS_382'] },
    level: 'warn',
    types: EGRESS_TYPES,
    fix: 'Use VPC endpoints and name their security groups, or accept it with acknowledge().',
    helpUri: RULES_OF_GROUPS,
    check: (resource, world) =>
      rulesOf(resource, 'egress', world)
        .filter(isForAll)
        .flatMap((rule) =>
          when(
            true,
            rule.protocol === '-1'
              ? 'Hosts and containers may call everything on the internet.'
              : `Hosts and containers may call everybody on the internet (${portsOf(rule)}).`,
            portsOf(rule),
          ),
        ),
  },
  {
    id: 'ecs-ec2/rule-description',
    // Checkov's CKV_AWS_23 is about groups, too.
    aliases: ['AWS-0124', 'AVD-AWS-0124'],
    level: 'note',
    types: [
      'aws_vpc_security_group_ingress_rule',
      'aws_vpc_security_group_egress_rule',
      'aws_security_group_rule',
      'aws_security_group',
    ],
    fix: 'Describe what it is for.',
    helpUri: RULES_OF_GROUPS,
    check: ({ type, values }) => {
      if (type !== 'aws_security_group') {
        return when(isUndescribed(values['description']), 'It has no description.');
      }
      const rules = [...blocks(values['ingress']), ...blocks(values['egress'])];
      return when(
        rules.some(({ description }) => isUndescribed(description)),
        'A rule of it has no description.',
      );
    },
  },
  {
    id: 'ecs-ec2/group-description',
    aliases: ['AWS-0099', 'AVD-AWS-0099'],
    level: 'note',
    types: ['aws_security_group'],
    fix: 'Describe what it is for; another description replaces the group.',
    helpUri: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html',
    check: ({ values }) => when(isUndescribed(values['description']), 'It has no description.'),
  },
];

function isUndescribed(description: unknown): boolean {
  return (
    description === '' ||
    description === null ||
    description === undefined ||
    description === 'Managed by Terraform'
  );
}
