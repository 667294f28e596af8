import { AwsError } from '../../gateway/aws-response';
import type { LoadBalancers } from '../../load-balancing/load-balancers';
import { hasOwnInterface } from '../network/task-interface';
import { loadBalancersOf } from '../new-task';
import type { TaskDefinition } from '../task-definition';

const MOST = 5;

/**
 * Refuses load balancers that could never reach the service, as ECS does.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html#ECS-CreateService-request-loadBalancers
 */
export function checkBalancers(
  balancers: Pick<LoadBalancers, 'group' | 'balancersOf'>,
  given: Readonly<Record<string, unknown>>,
  definition: TaskDefinition,
): void {
  const all = loadBalancersOf(given);
  if (all.length > MOST) {
    throw refusal(`load balancers can have at most ${MOST} items.`);
  }
  for (const { targetGroupArn, containerName, containerPort } of all) {
    const container = definition.containerDefinitions.find(({ name }) => name === containerName);
    if (container === undefined) {
      throw refusal(`The container ${containerName} does not exist in the task definition.`);
    }
    const ports = (container.portMappings ?? []).map((mapping) => mapping.containerPort);
    if (!ports.includes(containerPort)) {
      throw refusal(
        `The container ${containerName} did not have a container port ${containerPort} defined.`,
      );
    }
    // A Classic Load Balancer has no target group.
    if (targetGroupArn === undefined) {
      continue;
    }
    const group = balancers.group(targetGroupArn);
    if (group === undefined) {
      throw refusal(`The specified target group does not exist: ${targetGroupArn}.`);
    }
    if (balancers.balancersOf(targetGroupArn).length === 0) {
      throw refusal(
        `The target group with targetGroupArn ${targetGroupArn} does not have an associated load balancer.`,
      );
    }
    if (group.targetType !== (hasOwnInterface(definition) ? 'ip' : 'instance')) {
      throw refusal(
        `The provided target group ${targetGroupArn} has target type ${group.targetType}, which is incompatible with the ` +
          `${definition.networkMode ?? 'bridge'} network mode specified in the task definition.`,
      );
    }
  }
}

function refusal(words: string): AwsError {
  return new AwsError('InvalidParameterException', words);
}
