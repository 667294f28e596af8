import type { Host } from '../hosts/host';
import type { Deployment, Service } from './service';
import type { Task } from './task';
import { zonesOf } from './network/network-configuration';
import { placeTask } from './placement/place-task';
import { requirementsOf } from './requirements';
import type { EcsState } from './state';

/** What a daemon service does next. */
export interface DaemonStep {
  /** How many hosts it belongs on. */
  readonly desired: number;
  readonly start: readonly Host[];
  readonly stop: readonly Task[];
}

/** Whether a service runs one task on every host. */
export function isDaemon({ given }: Pick<Service, 'given'>): boolean {
  return given['schedulingStrategy'] === 'DAEMON';
}

/**
 * One task on every host that satisfies the constraints. A rollout stops a host's old task before it starts the new one, on
 * as many hosts at once as the lower limit allows. On a draining host the daemon is the last to go.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html#service_scheduler_daemon
 */
export function daemonStep(
  state: EcsState,
  service: Service,
  primary: Deployment,
  wanted: readonly Task[],
  /** Whether a service may rely on a task. */
  serving: (task: Task) => boolean,
): DaemonStep {
  const hosts = state.hosts(service.clusterArn);
  const on = (host: Host): readonly Task[] => wanted.filter((task) => task.host.id === host.id);
  const fits = (host: Host): boolean => belongsOn(state, service, primary, host);
  const active = hosts.filter(({ status }) => status === 'ACTIVE');
  const own = active.filter((host) => on(host).length > 0 || fits(host));
  const minimum = Math.ceil((own.length * service.configuration.minimumHealthyPercent) / 100);
  const running = wanted.filter(serving).length;
  const old = wanted.filter(({ startedBy }) => startedBy !== primary.id);
  const drained = hosts
    .filter(({ status }) => status === 'DRAINING')
    .filter((host) => state.tasksOn(host).every(({ isDaemon: daemon }) => daemon === true));
  return {
    desired: own.length,
    start: own.filter((host) => on(host).length === 0 && fits(host)),
    stop: [...old.slice(0, Math.max(0, running - minimum)), ...drained.flatMap(on)],
  };
}

function belongsOn(state: EcsState, service: Service, primary: Deployment, host: Host): boolean {
  const placement = placeTask(
    {
      requirements: requirementsOf(primary.definition),
      strategies: [],
      constraints: [
        ...service.placementConstraints,
        ...(primary.definition.placementConstraints ?? []),
      ],
      ...zonesOf(state.subnetsOf(primary.definition, service.given)),
    },
    state
      .candidates(service.clusterArn, `service:${service.name}`)
      .filter(({ id }) => id === host.id),
  );
  return 'host' in placement;
}
