import { nextProvider, type CapacityProvider } from './capacity/capacity-provider';
import { nameOf, regionOf } from './identifiers';
import type { Host } from '../hosts/host';
import type { Deployment, Service } from './service';
import type { Task } from './task';
import { createServiceTask } from './new-task';
import { zonesOf } from './network/network-configuration';
import { placeTask, type Placement } from './placement/place-task';
import { requirementsOf } from './requirements';
import type { EcsState } from './state';

/** A task that found its host, or why there is none, and which provider could bring one. */
export type PlacedTask =
  | { readonly task: Task }
  | {
      readonly refused: Exclude<Placement, { readonly host: string }>;
      readonly provider?: CapacityProvider;
    };

/** Places the next task of a deployment: the capacity provider first, then one of its hosts. */
export function placeServiceTask(
  state: EcsState,
  service: Service,
  deployment: Deployment,
): PlacedTask {
  const own = state
    .tasksOf(service)
    .filter(
      ({ desiredStatus, startedBy }) => desiredStatus === 'RUNNING' && startedBy === deployment.id,
    );
  const strategy = state.capacity.strategyOf(service);
  const wanted = nextProvider(
    strategy,
    (name) => own.filter(({ capacityProvider }) => capacityProvider === nameOf(name)).length,
  );
  const provider =
    wanted === undefined ? undefined : state.capacity.find(regionOf(service.arn), wanted);
  const subnets = state.subnetsOf(deployment.definition, service.given);
  const placement = placeTask(
    {
      requirements: requirementsOf(deployment.definition),
      strategies: service.placementStrategy,
      constraints: [
        ...service.placementConstraints,
        ...(deployment.definition.placementConstraints ?? []),
      ],
      ...zonesOf(subnets),
    },
    state.candidates(service.clusterArn, `service:${service.name}`, provider?.name),
  );
  if (!('host' in placement)) {
    return { refused: placement, ...(provider === undefined ? {} : { provider }) };
  }
  const host = state.hosts(service.clusterArn).find(({ id }) => id === placement.host) as Host;
  return {
    task: createServiceTask(service, deployment, host, {
      ...(provider === undefined ? {} : { capacityProvider: provider.name }),
      ...(subnets === undefined ? {} : { subnets }),
    }),
  };
}
