import type { ScalableServices } from '../corrections/scalable-services';
import { nameOf, regionOf } from './identifiers';
import type { Service } from './service';
import type { ServiceController } from './service-controller';
import { MAXIMUM_TASKS } from './requests/request-schemas';
import type { EcsState } from './state';

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
      if (service === undefined) return;
      const wanted = Math.min(maximum, Math.max(minimum, service.desiredCount));
      service.desiredCount = Math.min(MAXIMUM_TASKS, Math.max(0, Math.trunc(wanted) || 0));
      controller.changed(service);
    },
  };
}
