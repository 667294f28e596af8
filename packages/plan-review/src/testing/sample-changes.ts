import type { PlannedAction, ReviewedChange, ShownValue } from '../model';

/** A value that is there. */
export const known = (text: string): ShownValue => ({ kind: 'known', text });
/** No value. */
export const absent: ShownValue = { kind: 'absent' };

/** A change of a resource of the stack `hello`, with nothing to say but what is given. */
export function change(
  action: PlannedAction,
  address: string,
  path: string,
  rest: Partial<ReviewedChange> = {},
): ReviewedChange {
  return {
    address,
    type: address.split('.')[0] ?? '',
    action,
    construct: { path: `hello/${path}`, source: 'apps/infra/src/hello-stack.ts:41' },
    replacedBy: [],
    imported: false,
    deposed: false,
    attributes: [],
    unknownCount: 0,
    effects: [],
    ...rest,
  };
}

const instanceType = {
  path: 'instance_type',
  before: known('t3.micro'),
  after: known('t3.small'),
  forcesReplacement: false,
};
const repositoryName = {
  path: 'name',
  before: known('hello/server'),
  after: known('hello/web-server'),
  forcesReplacement: true,
};

/** One change of each kind, worst first. */
export const sampleChanges: readonly ReviewedChange[] = [
  change('destroy', 'aws_ebs_volume.Data_1A2B3C4D', 'Data/Volume/Resource', {
    reason: 'it is no longer in the configuration',
    effects: [{ severity: 'data-loss', text: 'everything on the volume is lost' }],
  }),
  change('replace', 'aws_ecr_repository.Repository_22E53BBD', 'Repository/Resource', {
    replacedBy: [repositoryName],
    replaceOrder: 'destroy-first',
    attributes: [repositoryName],
    unknownCount: 3,
    effects: [{ severity: 'data-loss', text: 'every image in the repository is lost' }],
  }),
  change('replace', 'aws_ecs_task_definition.Task_79114B6B', 'Task/Resource', {
    reason: 'the provider cannot change it in place',
    replaceOrder: 'create-first',
    attributes: [
      {
        path: 'container_definitions[server].image',
        before: known('123456789012.dkr.ecr.eu-west-1.amazonaws.com/hello/server:4f1c2a9'),
        after: known('123456789012.dkr.ecr.eu-west-1.amazonaws.com/hello/server:9be07d3'),
        forcesReplacement: true,
      },
      {
        path: 'container_definitions[server].environment[LOG_LEVEL]',
        before: known('info'),
        after: known('debug'),
        forcesReplacement: true,
      },
      {
        path: 'container_definitions[server].environment[DB_PASSWORD]',
        before: { kind: 'masked' },
        after: { kind: 'masked' },
        forcesReplacement: true,
      },
    ],
    effects: [{ severity: 'info', text: 'a new revision; the old one stays registered' }],
  }),
  change('update', 'aws_ecs_service.Service_DBC79909', 'Service/Resource', {
    attributes: [
      {
        path: 'task_definition',
        before: known('arn:aws:ecs:eu-west-1:123456789012:task-definition/web:41'),
        after: { kind: 'unknown' },
        forcesReplacement: false,
      },
      {
        path: 'desired_count',
        before: known('1'),
        after: known('3'),
        forcesReplacement: false,
      },
    ],
    effects: [
      { severity: 'info', text: '3 tasks instead of 1' },
      { severity: 'attention', text: 'new revision: rolling deployment of 3 tasks' },
    ],
  }),
  change('update', 'aws_launch_template.Hosts_7AE26A49', 'Cluster/Hosts/LaunchTemplate', {
    attributes: [
      instanceType,
      {
        path: 'user_data',
        before: known('#!/bin/bash\nECS_CLUSTER=hello'),
        after: known('#!/bin/bash\nECS_CLUSTER=hello\nECS_CONTAINER_STOP_TIMEOUT=60s'),
        lines: [
          { kind: 'omitted', count: 4 },
          { kind: 'same', text: 'cat >> /etc/ecs/ecs.config <<EOF' },
          { kind: 'same', text: 'ECS_CLUSTER=hello' },
          { kind: 'removed', text: 'ECS_CONTAINER_STOP_TIMEOUT=30s' },
          { kind: 'added', text: 'ECS_CONTAINER_STOP_TIMEOUT=60s' },
          { kind: 'same', text: 'EOF' },
        ],
        forcesReplacement: false,
      },
    ],
    effects: [{ severity: 'downtime-possible', text: '3 hosts are replaced one by one' }],
  }),
  change('create', 'aws_cloudwatch_log_group.Logs_6819BB44', 'Logs/Resource', {
    attributes: [
      { path: 'name', before: absent, after: known('/ecs/hello'), forcesReplacement: false },
      { path: 'retention_in_days', before: absent, after: known('30'), forcesReplacement: false },
    ],
    unknownCount: 2,
  }),
  change('create', 'aws_subnet.Network_PublicSubnet-c', 'Network/PublicSubnet-c/Resource', {
    imported: true,
  }),
  change('forget', 'aws_s3_bucket.Old', 'Old/Bucket/Resource'),
  change('none', 'aws_ecs_cluster.Cluster_EB0386A7', 'Cluster/Resource', {
    previousAddress: 'aws_ecs_cluster.main',
  }),
  change('read', 'data.aws_ssm_parameter.MachineImage', 'MachineImage/Resource', {
    reason: 'its input is known only after apply',
  }),
];
