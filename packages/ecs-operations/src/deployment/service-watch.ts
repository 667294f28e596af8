import type { TaskDefinition } from '@aws-sdk/client-ecs';
import type { DeploymentStatus, HostStatus, ServiceStatus, TaskStatus } from '../ecs-status';
import { isClusterMissing } from '../explain-error';
import { TaskDefinitions } from '../logs/log-sources';
import type { OperationClients } from '../operation-clients';
import { healthCheckOf } from '../read-health-checks';
import { readHosts } from '../read-hosts';
import { findService, runsOnHosts } from '../read-service';
import { readTasks } from '../read-tasks';
import { judgeRollout, type RolloutMemory } from '../rollout';
import type { ServiceTarget } from '../services/service-target';
import { shortName } from '../wording';
import { readGroupsOutlook } from './groups-outlook';
import { whyHopeless, type GroupsOutlook, type Resources } from './hopeless';
import type { PlannedService } from './planned-services';
import { servedRevision } from './served-revision';

/** How a service stands in a deployment. */
export type Standing =
  /** Nothing of it is there yet. */
  | { readonly state: 'absent' }
  | { readonly state: 'rolling'; readonly detail: string }
  | { readonly state: 'serves' }
  /** ECS went back to what ran before. */
  | { readonly state: 'rolled-back'; readonly reason: string }
  | { readonly state: 'failed'; readonly reason: string };

/** What was seen of a service at one moment. */
export interface ServiceLook {
  readonly standing: Standing;
  /** Where it is. @default - it is nowhere yet */
  readonly target?: ServiceTarget;
  readonly service?: ServiceStatus;
  /** The deployment of this apply. @default - none has begun */
  readonly deployment?: DeploymentStatus;
  /** The revision before. @default - there was none */
  readonly before?: string;
  readonly tasks: readonly TaskStatus[];
  /** Tasks of the deployment that ended by themselves. */
  readonly dead: readonly TaskStatus[];
  readonly hosts: readonly HostStatus[];
}

/** How to reach what is watched. */
export interface WatchPlace {
  readonly clients: OperationClients;
  readonly region: string;
}

/** Tasks end for reasons that nobody can do anything about: they were told to, or their host went. */
const OWN_END = /^(TaskFailedToStart|EssentialContainerExited)$/;
const UNPLACED = /unable to place a task/i;
const GROUPS_EVERY_SECONDS = 10;

/**
 * Looks at one service of a plan again and again, and remembers what it has to: what was there before, which deployment is
 * the one of this apply, since when nothing can be placed. The first look must be taken before anything is changed.
 */
export class ServiceWatch {
  private known: ReadonlySet<string> | undefined;
  private before: string | undefined;
  private ours: DeploymentStatus | undefined;
  private rollout: RolloutMemory = {};
  private unplacedSince: Date | undefined;
  private readonly definitions: TaskDefinitions;
  private groups: { readonly at: Date; readonly found?: GroupsOutlook } | undefined;
  private hostCount = 0;
  private adopts = false;

  constructor(
    readonly planned: PlannedService,
    private readonly place: WatchPlace,
  ) {
    this.definitions = new TaskDefinitions(place.clients, place.region);
  }

  /** The revision that this apply deployed, once it was seen. */
  get deployedRevision(): string | undefined {
    return this.ours?.taskDefinitionArn;
  }

  /**
   * From now on the deployment that is PRIMARY counts as the one of this apply, where none was seen: of a service that the
   * apply did not change, too, it is said whether it serves.
   */
  adoptPrimary(): void {
    this.adopts = true;
  }

  /** @throws Error when AWS cannot be asked */
  async look(at = new Date()): Promise<ServiceLook> {
    const found = await this.find();
    const [target, service] = [found?.target, found?.service];
    if (this.known === undefined) {
      this.known = new Set(service?.deployments.map(({ id }) => id));
      this.before = service === undefined ? undefined : servedRevision(service);
    }
    const nothing = { tasks: [], dead: [], hosts: [], before: this.before };
    if (target === undefined || service === undefined) {
      return { ...nothing, standing: { state: 'absent' } };
    }
    // After a rollback there are two new ones, and the newer is ECS's own.
    const [fresh] = service.deployments
      .filter(({ id }) => this.known?.has(id) === false)
      .sort((a, b) => Number(a.createdAt ?? 0) - Number(b.createdAt ?? 0));
    const primary = this.adopts ? service.deployments[0] : undefined;
    const ours =
      service.deployments.find(({ id }) => id === this.ours?.id) ?? this.ours ?? fresh ?? primary;
    this.ours = ours;
    const { clients, region } = this.place;
    const noHosts: readonly HostStatus[] = [];
    const [tasks, stopped, hosts] = await Promise.all([
      readTasks(clients, target, 'RUNNING', region),
      readTasks(clients, target, 'STOPPED', region),
      runsOnHosts(service) ? readHosts(clients, target.cluster, region) : noHosts,
    ]);
    const isOurs = ({ startedBy }: TaskStatus): boolean => startedBy === ours?.id;
    const dead = stopped.filter(
      (task) => isOurs(task) && (OWN_END.test(task.stopCode ?? '') || diedOfHealth(task)),
    );
    const seen = { target, service, deployment: ours, before: this.before, tasks, dead, hosts };
    if (ours === undefined) {
      return { ...seen, standing: this.unchanged(service) };
    }
    const alive = tasks.filter(isOurs);
    this.notePlacement(service, ours, alive, stopped, hosts, at);
    const definition = await this.definitionOf(ours);
    const standing = await this.judge({ ...seen, deployment: ours }, { alive, definition, at });
    return { ...seen, standing };
  }

  /** The look of a service without a deployment of this apply: none was begun yet, or another tool deploys it. */
  private unchanged(service: ServiceStatus): Standing {
    const { deploymentController = 'ECS', runningCount, desiredCount } = service;
    return deploymentController !== 'ECS' && runningCount >= desiredCount
      ? { state: 'serves' }
      : { state: 'rolling', detail: `now ${shortName(service.taskDefinitionArn)}` };
  }

  private async judge(
    seen: Omit<ServiceLook, 'standing'> & {
      readonly service: ServiceStatus;
      readonly deployment: DeploymentStatus;
    },
    more: {
      readonly alive: readonly TaskStatus[];
      readonly definition: TaskDefinition | undefined;
      readonly at: Date;
    },
  ): Promise<Standing> {
    const { service, deployment, tasks, dead, hosts } = seen;
    const { alive, definition, at } = more;
    const judged = judgeRollout(
      {
        service,
        tasks,
        at,
        healthCheck: definition === undefined ? undefined : healthCheckOf(definition),
      },
      { taskDefinitionArn: deployment.taskDefinitionArn, deploymentId: deployment.id },
      this.rollout,
    );
    this.rollout = judged.memory;
    const { verdict } = judged;
    if (verdict.state === 'done') {
      return { state: 'serves' };
    }
    if (verdict.state === 'failed') {
      return {
        state: this.isRolledBack(service, deployment) ? 'rolled-back' : 'failed',
        reason: verdict.reason,
      };
    }
    const why = whyHopeless({
      service,
      dead,
      alive,
      hosts,
      at,
      unplacedSince: this.unplacedSince,
      unplaced: unplacedEvent(service, deployment),
      needs: definition === undefined ? undefined : needsOf(definition),
      groups: await this.groupsOutlook(seen, at),
    });
    return why === undefined
      ? { state: 'rolling', detail: verdict.detail }
      : { state: 'failed', reason: why };
  }

  /** A first deployment has nothing to go back to; and a deployment of somebody else in between is no rollback. */
  private isRolledBack(service: ServiceStatus, { id }: DeploymentStatus): boolean {
    const [primary] = service.deployments;
    const now = service.deployments.find((deployment) => deployment.id === id);
    const replaced = primary !== undefined && primary.id !== id && primary.status === 'PRIMARY';
    const isBefore = shortName(primary?.taskDefinitionArn ?? '') === shortName(this.before ?? '');
    return (
      this.before !== undefined &&
      (replaced ? isBefore : service.rollback === true && now?.rolloutState === 'FAILED')
    );
  }

  /** The time without a host begins anew whenever something moves that could make room. */
  private notePlacement(
    service: ServiceStatus,
    ours: DeploymentStatus,
    alive: readonly TaskStatus[],
    stopped: readonly TaskStatus[],
    hosts: readonly HostStatus[],
    at: Date,
  ): void {
    const stopping = stopped.some(({ lastStatus }) => lastStatus !== 'STOPPED');
    const waits =
      ours.pendingCount === 0 &&
      alive.length === 0 &&
      service.desiredCount > 0 &&
      (hosts.length === 0 || unplacedEvent(service, ours) !== undefined);
    if (!waits || stopping || hosts.length !== this.hostCount) {
      this.unplacedSince = undefined;
    }
    if (waits && !stopping) {
      this.unplacedSince ??= at;
    }
    this.hostCount = hosts.length;
  }

  private async groupsOutlook(
    { target, service, hosts }: Omit<ServiceLook, 'standing'>,
    at: Date,
  ): Promise<GroupsOutlook | undefined> {
    if (this.unplacedSince === undefined || target === undefined || !runsOnHosts(service)) {
      return undefined;
    }
    if (
      this.groups === undefined ||
      Number(at) - Number(this.groups.at) >= GROUPS_EVERY_SECONDS * 1000
    ) {
      // Who may not read them cannot know that no host will come.
      const found = await readGroupsOutlook(target, hosts).catch(() => undefined);
      this.groups = { at, found };
    }
    return this.groups.found;
  }

  private async definitionOf(ours: DeploymentStatus): Promise<TaskDefinition | undefined> {
    return this.definitions.get(ours.taskDefinitionArn).catch(() => undefined);
  }

  private async find(): Promise<
    { readonly target: ServiceTarget; readonly service: ServiceStatus } | undefined
  > {
    const { clients, region } = this.place;
    const { address, service: name, clusters } = this.planned;
    for (const cluster of clusters) {
      const target: ServiceTarget = { clients, region, cluster, service: name, address };
      const service = await findService(clients, target, region).catch((error: unknown) => {
        // It is made in the same apply.
        if (isClusterMissing(error)) {
          return undefined;
        }
        throw error;
      });
      if (service !== undefined) {
        return { target, service };
      }
    }
    return undefined;
  }
}

/** A task that ECS ended because it was not healthy died of itself as well. */
function diedOfHealth({ stopCode, stoppedReason = '' }: TaskStatus): boolean {
  return stopCode === 'ServiceSchedulerInitiated' && /health check/i.test(stoppedReason);
}

/** What ECS said last about a place for the deployment, when it said nothing else since. */
function unplacedEvent(
  { events }: ServiceStatus,
  { createdAt }: DeploymentStatus,
): string | undefined {
  const [last] = events;
  // ECS dates events to the second.
  const since = Number(createdAt ?? 0) - 5000;
  return last !== undefined && UNPLACED.test(last.message) && Number(last.createdAt ?? 0) >= since
    ? last.message
    : undefined;
}

/** What ECS subtracts from a host for one task: the limits of the task, else those of its containers. */
export function needsOf({ cpu, memory, containerDefinitions = [] }: TaskDefinition): Resources {
  const sum = (of: (container: (typeof containerDefinitions)[number]) => number | undefined) =>
    containerDefinitions.reduce((total, container) => total + (of(container) ?? 0), 0);
  return {
    cpu: Number(cpu ?? sum((container) => container.cpu)),
    memory: Number(memory ?? sum((one) => one.memoryReservation ?? one.memory)),
  };
}
