import { nameOf, regionOf } from './identifiers';
import type { Service } from './service';
import type { ServiceController } from './service-controller';
import { MAXIMUM_TASKS } from './requests/request-schemas';
import type { EcsState } from './state';

/** What a service does at this moment. */
export interface ScaledState {
  readonly desired: number;
  readonly running: number;
  /** A rollout is under way: Application Auto Scaling takes no tasks away meanwhile. */
  readonly isDeploying: boolean;
}

/** The services that Application Auto Scaling may scale, as the data plane knows them. */
export interface ScalableServices {
  /** The ARN of an active service's task definition; undefined when there is no such service. */
  taskDefinitionOf(region: string, cluster: string, service: string): string | undefined;
  /** How many tasks an active service has; undefined when there is no such service. */
  stateOf(region: string, cluster: string, service: string): ScaledState | undefined;
  /** Sets the desired count. */
  setDesired(region: string, cluster: string, service: string, count: number): void;
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
    stateOf: (region, cluster, name) => {
      const service = find(region, cluster, name);
      return service === undefined
        ? undefined
        : {
            desired: service.desiredCount,
            running: state.tasksOf(service).filter(({ lastStatus }) => lastStatus === 'RUNNING')
              .length,
            isDeploying: service.deployments[0]?.rolloutState === 'IN_PROGRESS',
          };
    },
    setDesired: (region, cluster, name, count) => {
      const service = find(region, cluster, name);
      if (service === undefined) {
        return;
      }
      service.desiredCount = Math.min(MAXIMUM_TASKS, Math.max(0, Math.trunc(count) || 0));
      controller.changed(service);
    },
  };
}
