import type { CloudMap } from './discovery/cloud-map';
import { AwsError } from '../gateway/aws-response';
import type { LoadBalancers } from '../load-balancing/load-balancers';
import type { InAlarm } from './deployment-alarms';
import type { TaskRunner } from './task-runner';
import type { MotoClient } from '../moto/moto-client';
import type { ServiceController } from './service-controller';
import type { EcsState } from './state';
import type { TaskDefinition } from './task-definition';
import { nameOf } from './identifiers';
import { describeClusters } from './moto-clusters';

/** What an ECS action works with. */
export interface EcsContext {
  readonly state: EcsState;
  readonly controller: ServiceController;
  readonly runner: TaskRunner;
  /** Clusters, task definitions and their tags stay with moto. */
  readonly moto: MotoClient;
  /** Asks CloudWatch which alarms are in ALARM. @default - none is */
  readonly inAlarm?: InAlarm;
  readonly balancers: Pick<LoadBalancers, 'group' | 'balancersOf' | 'forwardOf'>;
  readonly cloudMap: Pick<CloudMap, 'check'>;
}

/** One call: the region it was sent to, and its parameters. */
export interface EcsRequest {
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** One ECS action of the data plane. */
export type EcsAction = (
  context: EcsContext,
  request: EcsRequest,
) => Promise<Record<string, unknown>>;

/** The ARN of an active cluster; throws what ECS throws when there is none. */
export async function clusterArnOf(
  { moto }: EcsContext,
  { region, input }: EcsRequest,
): Promise<string> {
  const cluster = nameOf(String(input['cluster'] ?? 'default'));
  const [first] = await describeClusters(moto, region, [cluster]);
  if (first === undefined) {
    throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
  }
  if (first.status === 'INACTIVE') {
    throw new AwsError('ClusterNotFoundException', 'The referenced cluster was inactive.');
  }
  return first.clusterArn;
}

/** A registered, active task definition. */
export async function taskDefinitionOf(
  { moto }: EcsContext,
  region: string,
  taskDefinition: string,
): Promise<TaskDefinition> {
  const found = await moto.json('ecs', region, 'DescribeTaskDefinition', { taskDefinition });
  const definition = found['taskDefinition'] as TaskDefinition;
  if (definition.status === 'INACTIVE') {
    throw new AwsError('ClientException', 'TaskDefinition is inactive.');
  }
  return definition;
}

/** A list parameter of texts. */
export function textList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** A text parameter; undefined when absent or empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
