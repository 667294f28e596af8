import { AwsError } from '../../gateway/aws-response';
import type { PlacementConstraint, TaskDefinition } from '../model';
import { parseExpression } from '../placement/member-of';

/** Refuses what this data plane would silently do wrong. */
export function checkSupported(
  input: Readonly<Record<string, unknown>>,
  definition: TaskDefinition,
): void {
  refuseUnless((input['launchType'] ?? 'EC2') === 'EC2', 'launchType', input['launchType'], 'EC2');
  refuseUnless(
    (input['schedulingStrategy'] ?? 'REPLICA') === 'REPLICA',
    'schedulingStrategy',
    input['schedulingStrategy'],
    'REPLICA',
  );
  const controller =
    (input['deploymentController'] as { type?: string } | undefined)?.type ?? 'ECS';
  refuseUnless(controller === 'ECS', 'deploymentController', controller, 'ECS');
  const strategy =
    (input['deploymentConfiguration'] as { strategy?: string } | undefined)?.strategy ?? 'ROLLING';
  refuseUnless(strategy === 'ROLLING', 'deploymentConfiguration.strategy', strategy, 'ROLLING');
  const mode = definition.networkMode ?? 'bridge';
  refuseUnless(mode === 'bridge', 'networkMode', mode, 'bridge');
}

/** Refuses constraints that cannot be evaluated, when they are given and not when a task is placed. */
export function checkPlacement(constraints: readonly PlacementConstraint[]): void {
  for (const { type, expression } of constraints) {
    if (type === 'memberOf') parseExpression(expression ?? '');
    else if (type !== 'distinctInstance') {
      throw new AwsError('InvalidParameterException', `Invalid placement constraint type ${type}.`);
    }
  }
}

function refuseUnless(fine: boolean, name: string, got: unknown, allowed: string): void {
  if (fine) return;
  throw new AwsError(
    'InvalidParameterException',
    `local-aws: ${name} is not emulated; got ${String(got)}. Allowed ${allowed}. Fix: use ${allowed} here, or a real account.`,
  );
}
