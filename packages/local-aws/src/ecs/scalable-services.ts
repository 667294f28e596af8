import { nameOf, regionOf } from './identifiers';
import type { Service } from './service';
import type { ServiceController } from './service-controller';
import { MAXIMUM_TASKS } from './requests/request-schemas';
import type { EcsState } from './state';

/** The services that Application Auto Scaling may scale, as the data plane knows them. */
export interface ScalableServices {
  /** The ARN of an active service's task definition; undefined when there is no such service. */
  taskDefinitionOf(region: string, cluster: string, service: string): string | undefined;
  /** Keeps the desired count between two limits. */
  limit(region: string, cluster: string, service: string, minimum: number, maximum: number): void;
}

/** The services of the data plane, as Application Auto Scaling works on them. */
export function servicesToScale(state: EcsState, controller: ServiceController): ScalableServices {
  const find = (region: string, cluster: string, name: string): Service | undefined =>
    state
      .services()
      .find(
        (service) =>
          service.status === 'ACTIVE' &&
          regionOf(service.arn) === region &&
          nameOf(service.clusterArn) === cluster &&
          service.name === name,
      );
  return {
    taskDefinitionOf: (region, cluster, name) =>
      find(region, cluster, name)?.deployments[0]?.definition.taskDefinitionArn,
    limit: (region, cluster, name, minimum, maximum) => {
      const service = find(region, cluster, name);
      if (service === undefined) {
        return;
      }
      const wanted = Math.min(maximum, Math.max(minimum, service.desiredCount));
      service.desiredCount = Math.min(MAXIMUM_TASKS, Math.max(0, Math.trunc(wanted) || 0));
      controller.changed(service);
    },
  };
}
