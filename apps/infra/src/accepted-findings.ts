import type { TerraformStack } from 'cdktf';
import { acknowledge } from 'ecs-constructs';
import type { StageConfig } from './stage';

/** What policy rules find in this stack and its owners accept: construct, rule, and why. Every plan shows it. */
const ACCEPTED: readonly (readonly [
  construct: string,
  rule: string,
  reason: string,
  of?: string,
])[] = [
  [
    'Network',
    'ecs-ec2/public-subnet',
    'hosts in private subnets need a NAT gateway or endpoints in every AZ, which cost more than the hosts',
  ],
  [
    'Network',
    'ecs-ec2/flow-logs',
    'flow logs are charged by the gigabyte, and nothing private is served here',
  ],
  [
    'Cluster/Hosts',
    'ecs-ec2/egress-everywhere',
    'without endpoints in the VPC, hosts reach ECS, ECR and CloudWatch over the internet',
    'all',
  ],
  [
    'Cluster/Hosts',
    'ecs-ec2/detailed-monitoring',
    'costs about $2 a host and month, and nobody watches it here',
  ],
  ['Cluster', 'ecs-ec2/container-insights', 'is charged by metric; infra:status says what runs'],
  [
    'Repository',
    'ecs-ec2/immutable-tags',
    'latest moves with every build; the task definition names the hash of the content',
  ],
  ['Logs', 'ecs-ec2/log-retention', 'these log lines are no audit trail'],
  ['Logs', 'ecs-ec2/log-kms', 'a key of our own costs $1 a month and protects nothing private'],
];

/** How everybody comes to the service, which is for everybody. */
function openings({ reachedBy, hostPort }: StageConfig['service']): typeof ACCEPTED {
  if (reachedBy === 'host-port') {
    return [
      [
        'Cluster/Hosts',
        'ecs-ec2/open-to-the-internet',
        'the service is for everybody, and there is no load balancer in front of it',
        `${hostPort}/tcp`,
      ],
    ];
  }
  return [
    [
      'Service/LoadBalancer',
      'ecs-ec2/open-to-the-internet',
      'the service is for everybody, who come to the load balancer only',
      '80/tcp',
    ],
    [
      'Service/LoadBalancer',
      'ecs-ec2/listener-encrypted',
      'a certificate needs a domain, which whoever tries this does not have; nothing private is served',
    ],
  ];
}

/** Accepts what rules find, at the constructs that a stage has: an adopted network is somebody else's. */
export function acceptFindings(stack: TerraformStack, service: StageConfig['service']): void {
  for (const [path, id, reason, of] of [...ACCEPTED, ...openings(service)]) {
    const construct = stack.node
      .findAll()
      .find(({ node }) => node.path === `${stack.node.path}/${path}`);
    // One that is only adopted has nothing of its own that a rule could find.
    if (construct !== undefined && construct.node.children.length > 0) {
      acknowledge(construct, { id, reason, ...(of === undefined ? {} : { of }) });
    }
  }
}
