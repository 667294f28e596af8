import { AwsError } from '../../gateway/aws-response';
import type { EcsContext } from '../action';
import { isFargate, type StrategyItem } from '../capacity/capacity-provider';
import { nameOf } from '../identifiers';
import type { PlacementConstraint } from '../placement/place-task';
import type { TaskDefinition } from '../task-definition';
import { parseExpression } from '../placement/member-of';
import { unsupportedOptions } from '../unsupported-options';
import { unknownProvider } from './capacity-providers';

/** Refuses what this data plane would silently do wrong. */
export function checkSupported(
  input: Readonly<Record<string, unknown>>,
  definition: TaskDefinition,
): void {
  refuseUnless((input['launchType'] ?? 'EC2') === 'EC2', 'launchType', input['launchType'], 'EC2');
  const controller =
    (input['deploymentController'] as { type?: string } | undefined)?.type ?? 'ECS';
  refuseUnless(controller === 'ECS', 'deploymentController', controller, 'ECS');
  const mode = definition.networkMode ?? 'bridge';
  refuseUnless(['bridge', 'awsvpc'].includes(mode), 'networkMode', mode, 'bridge or awsvpc');
  checkOptions(definition);
  checkPlacement(definition.placementConstraints ?? []);
}

/** Refuses what containers would have to do without. */
function checkOptions(definition: TaskDefinition): void {
  const [first, ...more] = unsupportedOptions(definition);
  if (first === undefined) {
    return;
  }
  const others = more.length === 0 ? '' : `, nor is ${more.map(({ option }) => option).join(', ')}`;
  throw new AwsError(
    'InvalidParameterException',
    `local-aws: ${first.option} is not emulated (${first.why})${others}; got it in ${definition.taskDefinitionArn}. ` +
      'Fix: leave it out here, or use a real account.',
  );
}

/** Refuses a strategy beside a launch type, and one that names what the cluster does not have. */
export function checkStrategy(
  { state }: EcsContext,
  clusterArn: string,
  input: Readonly<Record<string, unknown>>,
): void {
  const strategy = (input['capacityProviderStrategy'] ?? []) as readonly StrategyItem[];
  if (strategy.length > 0 && input['launchType'] !== undefined) {
    throw new AwsError(
      'InvalidParameterException',
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  }
  const { providers, defaultStrategy } = state.capacity.ofCluster(clusterArn);
  const isDefault = strategy.length === 0 && input['launchType'] === undefined;
  for (const { capacityProvider } of isDefault ? defaultStrategy : strategy) {
    const given = `capacityProviderStrategy${isDefault ? ' of the cluster' : ''}`;
    refuseUnless(!isFargate(capacityProvider), given, nameOf(capacityProvider), EC2_PROVIDERS);
  }
  for (const { capacityProvider } of strategy) {
    if (!providers.includes(nameOf(capacityProvider))) {
      throw unknownProvider(capacityProvider);
    }
  }
}

const EC2_PROVIDERS = 'a provider of an Auto Scaling group, or launchType EC2';

/** Refuses constraints that cannot be evaluated, when they are given and not when a task is placed. */
export function checkPlacement(constraints: readonly PlacementConstraint[]): void {
  for (const { type, expression } of constraints) {
    if (type === 'memberOf') {
      parseExpression(expression ?? '');
    } else if (type !== 'distinctInstance') {
      throw new AwsError('InvalidParameterException', `Invalid placement constraint type ${type}.`);
    }
  }
}

function refuseUnless(fine: boolean, name: string, got: unknown, allowed: string): void {
  if (fine) {
    return;
  }
  throw new AwsError(
    'InvalidParameterException',
    `local-aws: ${name} is not emulated; got ${String(got)}. Allowed ${allowed}. Fix: use ${allowed} here, or a real account.`,
  );
}
