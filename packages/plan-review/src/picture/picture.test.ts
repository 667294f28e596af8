import type { ReviewedChange } from '../model';
import type { JsonObject } from '../plan/json';
import type { PlanJson } from '../plan/plan-json';
import { pictureOf } from './picture-of';
import { renderMermaid } from '../render/picture/render-mermaid';

const existing: Readonly<Record<string, JsonObject>> = {
  'aws_vpc.v': { id: 'vpc-1', cidr_block: '10.0.0.0/16' },
  'aws_subnet.a': {
    id: 'subnet-a',
    vpc_id: 'vpc-1',
    availability_zone: 'eu-west-1a',
    cidr_block: '10.0.0.0/20',
  },
  'aws_launch_template.t': { id: 'lt-1', instance_type: 't3.micro' },
  'aws_autoscaling_group.g': {
    desired_capacity: 3,
    launch_template: [{ id: 'lt-1' }],
    vpc_zone_identifier: ['subnet-a'],
  },
  'aws_ecs_cluster.c': { arn: 'arn:c', name: 'hello' },
  'aws_ecs_service.s': {
    name: 'web',
    cluster: 'arn:c',
    desired_count: 1,
    task_definition: 'arn:t',
  },
  'aws_ecs_task_definition.d': {
    arn: 'arn:t',
    family: 'web',
    container_definitions: '[{"image":"1.dkr.ecr/app:2"}]',
  },
  'aws_ecr_repository.r': { name: 'app', repository_url: '1.dkr.ecr/app' },
  'aws_iam_role.x': { name: 'not drawn' },
};

const plan = (
  resources: Readonly<Record<string, JsonObject>>,
  gone: readonly string[] = [],
): PlanJson => ({
  format_version: '1.2',
  resource_changes: Object.entries(resources).map(([address, values]) => {
    const [type = '', name = ''] = address.split('.');
    const after = gone.includes(address) ? null : values;
    return { address, type, name, change: { actions: ['no-op'], before: values, after } };
  }),
});
const change = (address: string, action: ReviewedChange['action']): ReviewedChange =>
  ({ address, action }) as ReviewedChange;

test('boxes stand inside of what they belong to, and arrows follow references', () => {
  const picture = pictureOf(
    plan(existing),
    [change('aws_ecs_service.s', 'update')],
    's3://state/key',
  );
  expect(picture.nodes).toEqual([
    {
      id: 'aws_vpc.v',
      address: 'aws_vpc.v',
      kind: 'vpc',
      label: 'VPC 10.0.0.0/16',
      action: 'unchanged',
    },
    {
      id: 'aws_subnet.a',
      address: 'aws_subnet.a',
      kind: 'subnet',
      label: 'eu-west-1a 10.0.0.0/20',
      action: 'unchanged',
      parent: 'aws_vpc.v',
    },
    {
      id: 'aws_autoscaling_group.g',
      address: 'aws_autoscaling_group.g',
      kind: 'hosts',
      label: '3 × t3.micro',
      action: 'unchanged',
    },
    {
      id: 'aws_ecs_cluster.c',
      address: 'aws_ecs_cluster.c',
      kind: 'cluster',
      label: 'Cluster hello',
      action: 'unchanged',
    },
    {
      id: 'aws_ecs_service.s',
      address: 'aws_ecs_service.s',
      kind: 'service',
      label: 'Service web, 1 task',
      action: 'update',
      parent: 'aws_ecs_cluster.c',
    },
    {
      id: 'aws_ecs_task_definition.d',
      address: 'aws_ecs_task_definition.d',
      kind: 'task-definition',
      label: 'Task definition web',
      action: 'unchanged',
    },
    {
      id: 'aws_ecr_repository.r',
      address: 'aws_ecr_repository.r',
      kind: 'repository',
      label: 'Repository app',
      action: 'unchanged',
    },
    { id: 'state', kind: 'state', label: 'State s3://state/key', action: 'unchanged' },
  ]);
  expect(picture.edges).toEqual([
    { from: 'aws_autoscaling_group.g', to: 'aws_subnet.a' },
    { from: 'aws_ecs_service.s', to: 'aws_ecs_task_definition.d', label: 'runs' },
    { from: 'aws_ecs_task_definition.d', to: 'aws_ecr_repository.r', label: 'image from' },
  ]);
});

test('what goes is drawn too', () => {
  const picture = pictureOf(plan(existing, ['aws_ecr_repository.r']), [
    change('aws_ecr_repository.r', 'destroy'),
  ]);
  expect(picture.nodes.find(({ kind }) => kind === 'repository')).toMatchObject({
    action: 'destroy',
    label: 'Repository app',
  });
});

test('Mermaid gets subgraphs, signs and colours', () => {
  const picture = pictureOf(plan(existing), [change('aws_ecs_service.s', 'replace')]);
  expect(renderMermaid(picture)).toBe(
    [
      'flowchart LR',
      '  subgraph n0["VPC 10.0.0.0/16"]',
      '    n1["eu-west-1a 10.0.0.0/20"]',
      '  end',
      '  n2["3 × t3.micro"]',
      '  subgraph n3["Cluster hello"]',
      '    n4["± Service web, 1 task"]',
      '  end',
      '  n5["Task definition web"]',
      '  n6["Repository app"]',
      '  n2 --> n1',
      '  n4 -->|"runs"| n5',
      '  n5 -->|"image from"| n6',
      '  style n4 fill:#bc4c00,color:#fff',
    ].join('\n'),
  );
});

test('a plan without anything to draw has no picture', () => {
  const picture = pictureOf(plan({ 'aws_iam_role.x': {} }), [], 's3://state/key');
  expect(picture).toEqual({ nodes: [], edges: [] });
  expect(renderMermaid(picture)).toBe('');
});

test('a name cannot break out of its box', () => {
  const evil = {
    'aws_ecr_repository.r': { name: 'x"]\n  click n0 "javascript:alert(1)" `%%{init}%%` <b>' },
  };
  const [, line, ...more] = renderMermaid(pictureOf(plan(evil), [])).split('\n');
  expect(more).toEqual([]);
  expect(line).toMatch(/^ {2}n0\["[^"<>`%{}[\]]*"\]$/);
});
