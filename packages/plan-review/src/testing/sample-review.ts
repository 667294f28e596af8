import type { PlannedAction, PlanReview, ReviewedChange } from '../model';
import { absent, change, known, sampleChanges } from './sample-changes';

/** A review in which everything that a review can say is said, of a service that runs already. */
export const sampleReview: PlanReview = {
  schemaVersion: '1.0',
  formatVersion: '1.2',
  terraformVersion: '1.11.4',
  plannedAt: '2026-11-23T16:49:12Z',
  outcome: 'changes',
  stateOnly: false,
  verdict: {
    level: 'DESTRUCTIVE',
    downtime: 'possible',
    dataLoss: ['hello/Data/Volume', 'hello/Repository'],
    accessWidened: 'yes',
    reasons: [
      'hello/Data/Volume is destroyed: everything on the volume is lost.',
      'hello/Repository is replaced: every image in the repository is lost.',
      'hello/Cluster/Hosts/LaunchTemplate changes: 3 hosts are replaced one by one.',
      'Access is widened in 1 place.',
      '1 policy finding must be fixed or acknowledged.',
    ],
  },
  counts: {
    create: 2,
    update: 2,
    replace: 2,
    destroy: 1,
    moved: 1,
    imported: 1,
    forgotten: 1,
    read: 1,
  },
  changes: sampleChanges,
  outputs: [
    {
      name: 'url',
      action: 'update',
      sensitive: false,
      change: {
        path: 'url',
        before: known('http://203.0.113.10:8080'),
        after: known('http://203.0.113.10:80'),
        forcesReplacement: false,
      },
    },
    { name: 'token', action: 'create', sensitive: true },
  ],
  drift: [
    {
      address: 'aws_autoscaling_group.Hosts_88720175',
      type: 'aws_autoscaling_group',
      construct: { path: 'hello/Cluster/Hosts/Resource' },
      action: 'update',
      attributes: [
        {
          path: 'desired_capacity',
          before: known('3'),
          after: known('5'),
          forcesReplacement: false,
        },
      ],
      revertedByPlan: true,
      relevant: true,
    },
    {
      address: 'aws_ecr_lifecycle_policy.Repository_7F44DF3C',
      type: 'aws_ecr_lifecycle_policy',
      action: 'destroy',
      attributes: [],
      revertedByPlan: false,
      relevant: false,
    },
  ],
  security: {
    accessWidened: 'yes',
    changes: [
      {
        kind: 'security-group',
        address: 'aws_vpc_security_group_ingress_rule.Ingress_4373CB0F',
        constructPath: 'hello/Cluster/Hosts/SecurityGroup/Ingress-80-tcp',
        direction: 'widened',
        decided: true,
        why: 'The peer 0.0.0.0/0 holds more addresses than 10.0.0.0/8.',
        before: {
          group: 'sg-hosts',
          direction: 'in',
          protocol: 'tcp',
          ports: '80',
          peer: '10.0.0.0/8',
        },
        after: {
          group: 'sg-hosts',
          direction: 'in',
          protocol: 'tcp',
          ports: '80',
          peer: '0.0.0.0/0',
        },
      },
      {
        kind: 'iam',
        address: 'aws_iam_role_policy.Task_6F3C3A0E',
        constructPath: 'hello/Task/Role/Policy',
        direction: 'widened',
        decided: false,
        why: 'Cannot tell whether more is allowed: the policy is known only after apply.',
        after: { effect: 'Allow', action: '(known after apply)', resource: '' },
      },
      {
        kind: 'resource-policy',
        address: 'aws_ecr_repository_policy.Repository_1',
        direction: 'narrowed',
        decided: true,
        why: 'Nobody may delete images any more.',
        before: { effect: 'Allow', principal: 'AWS 123456789012', action: 'ecr:BatchDeleteImage' },
      },
    ],
  },
  cost: {
    currency: 'USD',
    pricesOf: '2025-06-01',
    region: 'eu-west-1',
    monthlyBefore: 40.93,
    monthlyAfter: 63.71,
    resources: [
      {
        address: 'aws_autoscaling_group.Hosts_88720175',
        constructPath: 'hello/Cluster/Hosts/Resource',
        what: '3 × t3.small, on demand',
        monthlyBefore: 22.78,
        monthlyAfter: 45.56,
      },
      { address: 'aws_ebs_volume.Data_1A2B3C4D', what: '30 GiB gp3', monthlyBefore: 2.4 },
    ],
    unpriced: [
      { what: 'data transfer', why: 'depends on the traffic' },
      { what: 'log lines', why: 'depend on what is written and kept' },
    ],
  },
  findings: {
    findings: [
      {
        ruleId: 'ecs-ec2/log-retention',
        tool: 'plan-review',
        level: 'fail',
        message: 'Log lines are gone after 30 days.',
        fix: 'Set retentionDays to 365, or accept it with acknowledge().',
        helpUri:
          'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
        address: 'aws_cloudwatch_log_group.Logs_6819BB44',
        constructPath: 'hello/Logs/Resource',
      },
      {
        ruleId: 'CKV_AWS_130',
        tool: 'checkov',
        level: 'warn',
        message: 'Instances in the subnet get public addresses.',
        address: 'aws_subnet.Network_PublicSubnet-c',
        acknowledged: {
          id: 'CKV_AWS_130',
          reason: 'until the NAT gateway is there',
          expires: '2026-01-01',
          constructPath: 'hello/Network',
          expired: true,
        },
      },
      {
        ruleId: 'ecs-ec2/open-to-the-internet',
        tool: 'plan-review',
        level: 'warn',
        message: 'Port 80 is open to the whole internet.',
        acknowledged: {
          id: 'ecs-ec2/open-to-the-internet',
          reason: 'the service is for everybody',
          expires: '2027-06-30',
          constructPath: 'hello/Cluster/Hosts',
          expired: false,
        },
      },
    ],
    unusedAcknowledgements: [
      {
        id: 'ecs-ec2/flow-logs',
        reason: 'no more',
        constructPath: 'hello/Network',
        expired: false,
      },
    ],
  },
  picture: {
    nodes: [
      { id: 'v', kind: 'vpc', label: 'VPC 10.0.0.0/16', action: 'unchanged' },
      {
        id: 'a',
        kind: 'subnet',
        label: 'eu-west-1a 10.0.0.0/20',
        action: 'unchanged',
        parent: 'v',
      },
      {
        id: 'b',
        kind: 'subnet',
        label: 'eu-west-1b 10.0.16.0/20',
        action: 'unchanged',
        parent: 'v',
      },
      { id: 'c', kind: 'subnet', label: 'eu-west-1c 10.0.32.0/20', action: 'create', parent: 'v' },
      { id: 'h', kind: 'hosts', label: '3 × t3.small', action: 'update' },
      { id: 'k', kind: 'cluster', label: 'Cluster hello', action: 'unchanged' },
      { id: 's', kind: 'service', label: 'Service web, 3 tasks', action: 'update', parent: 'k' },
      { id: 't', kind: 'task-definition', label: 'Task definition web', action: 'replace' },
      { id: 'r', kind: 'repository', label: 'Repository hello/web-server', action: 'replace' },
      {
        id: 'state',
        kind: 'state',
        label: 'State s3://hello-ecs-state/hello.tfstate',
        action: 'unchanged',
      },
    ],
    edges: [
      { from: 'h', to: 'a' },
      { from: 'h', to: 'b' },
      { from: 'h', to: 'c' },
      { from: 's', to: 't', label: 'runs' },
      { from: 't', to: 'r', label: 'image from' },
    ],
  },
  failedChecks: [
    {
      address: 'check.url_answers',
      kind: 'check',
      status: 'fail',
      messages: ['The URL answers 503 instead of 200.'],
    },
  ],
  complete: false,
  deferred: [{ address: 'aws_ecs_service.Canary', reason: 'instance count unknown' }],
  errored: false,
};

/** A review of that many changes, as a plan of a whole company has them. */
export function largeReview(count: number): PlanReview {
  const actions = ['destroy', 'replace', 'update', 'create'] as const;
  const many = Array.from({ length: count }, (_, index): ReviewedChange => {
    const action = actions[Math.min(3, Math.floor((index / count) * 40))] ?? 'create';
    return change(
      action,
      `aws_ecs_service.Service_${index}`,
      `Team${index % 50}/Service${index}/Resource`,
      {
        attributes: Array.from({ length: action === 'destroy' ? 0 : 4 }, (_unused, position) => ({
          path: `container_definitions[server].environment[SETTING_${position}]`,
          before: action === 'create' ? absent : known(`value-${index}-old`),
          after: known(`value-${index}-new`),
          forcesReplacement: action === 'replace' && position === 0,
        })),
        effects:
          action === 'update'
            ? [{ severity: 'attention', text: 'rolling deployment of 2 tasks' }]
            : [],
      },
    );
  });
  const counted = (action: PlannedAction) => many.filter((one) => one.action === action).length;
  return {
    ...sampleReview,
    counts: {
      create: counted('create'),
      update: counted('update'),
      replace: counted('replace'),
      destroy: counted('destroy'),
      moved: 0,
      imported: 0,
      forgotten: 0,
      read: 0,
    },
    changes: many,
  };
}
