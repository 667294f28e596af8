import { UsageError } from '../cli/command';
import type { ServiceStatus } from '../ecs-status';
import { readService } from '../read-service';
import type { ServiceTarget } from '../services/service-target';

/** The only target of a command whose word fits one service only. */
export function oneTarget(command: string, targets: readonly ServiceTarget[]): ServiceTarget {
  const [target] = targets;
  if (target === undefined || targets.length > 1) {
    const names = targets.map(({ service }) => service).join(', ');
    throw new UsageError(
      `${command}: for which service? Fix: name one with --service. There are: ${names}.`,
    );
  }
  return target;
}

/**
 * The service, where its deployments are made by ECS itself.
 *
 * @throws Error for a service that CodeDeploy or another tool deploys: UpdateService refuses it
 */
export async function readDeployable(target: ServiceTarget): Promise<ServiceStatus> {
  const service = await readService(target.clients, target, target.region);
  const { deploymentController = 'ECS' } = service;
  if (deploymentController !== 'ECS') {
    throw new Error(
      `service: ${target.service} is deployed by ${deploymentController}, not by ECS. Nothing was changed. Fix: use ` +
        `${deploymentController === 'CODE_DEPLOY' ? 'AWS CodeDeploy' : 'the tool that makes its task sets'}.`,
    );
  }
  return service;
}
