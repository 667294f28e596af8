import { groupsOf } from '../chunks';
import type { EcsStatus, ServiceStatus, TaskStatus } from '../ecs-status';
import { TaskDefinitions } from '../logs/log-sources';
import { runsOnHosts } from '../read-service';
import type { ServiceTarget } from '../services/service-target';
import { statusProblems } from '../status-problems';
import { stopReason } from '../wording';
import { readContainerEnds } from './container-ends';
import type { Diagnosis, StoppedGroup } from './diagnosis';
import { readFailedActivities } from './host-side';
import { remediesFor, type Fact } from './remedies';
import { readUnhealthyTargets } from './target-health';

/** Groups of stopped tasks that are looked into; the rest is only counted. */
const LOOKED_INTO = 5;

/**
 * Says why a service is not as it should be: its stopped tasks with how each container ended and its last lines, the
 * hosts, the Auto Scaling group, the load balancer, and what to do about it. What cannot be read is said and left out.
 *
 * @param status of this service, as `readStatus` gives it
 * @param failure why its deployment failed: after a rollback nothing else is wrong with it any more
 */
export async function diagnose(
  target: ServiceTarget,
  status: EcsStatus,
  { failure }: { readonly failure?: string } = {},
): Promise<Diagnosis> {
  const notRead: string[] = [...status.notes];
  const attempt = async <T>(what: string, read: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await read();
    } catch (error) {
      notRead.push(`${what}: ${(error as Error).message}`);
      return otherwise;
    }
  };
  const { service } = status;
  const definitions = new TaskDefinitions(target.clients, target.region);
  const stopped: StoppedGroup[] = [];
  for (const group of meaningful(status).slice(0, LOOKED_INTO)) {
    const [latest] = group;
    if (latest === undefined) {
      continue;
    }
    stopped.push({
      count: group.length,
      latest,
      stopCode: latest.stopCode,
      reason: latest.stoppedReason ?? 'ECS gives no reason',
      containers: await readContainerEnds(target, latest, definitions, attempt),
    });
  }
  const onHosts = runsOnHosts(service);
  const activities = onHosts
    ? await attempt(
        'the Auto Scaling activities',
        () => readFailedActivities(target, status.hosts),
        [],
      )
    : [];
  const targets = await attempt(
    'the health of the targets',
    () => readUnhealthyTargets(target, service?.targetGroupArns ?? []),
    [],
  );
  const healthChecks = await attempt(
    'the health checks',
    () => readHealthCommands(definitions, service),
    [],
  );
  const problems = [
    ...new Set([...(failure === undefined ? [] : [failure]), ...statusProblems(status)]),
  ];
  const hosts = onHosts ? hostFacts(status) : [];
  const facts: Fact[] = [
    ...stopped.flatMap(factsOf),
    ...status.tasks.flatMap(({ healthStatus }) =>
      healthStatus === 'UNHEALTHY'
        ? [{ source: 'task' as const, text: 'the task is UNHEALTHY' }]
        : [],
    ),
    ...hosts.map((text) => ({ source: 'host' as const, text })),
    ...activities.map((text) => ({ source: 'activity' as const, text })),
    ...targets.map((text) => ({ source: 'target' as const, text })),
    ...currentEvents(service).map((text) => ({ source: 'event' as const, text })),
  ];
  return {
    cluster: target.cluster,
    service: target.service,
    region: target.region,
    standing: standing(service),
    problems,
    stopped,
    hosts,
    activities,
    healthChecks,
    targets,
    remedies: remediesFor(problems.length + targets.length > 0 ? facts : []).map(
      ({ remedy: { pattern: _, ...remedy }, fact }) => ({ remedy, fact }),
    ),
    console: consoleLink(target),
    notRead,
  };
}

/** Stopped tasks grouped by their words; those that a deployment or a person ended on purpose tell nothing. */
function meaningful({ stoppedTasks }: EcsStatus): readonly TaskStatus[][] {
  const failed = stoppedTasks.filter(
    ({ stopCode, stoppedReason = '' }) =>
      !/^(ServiceSchedulerInitiated|UserInitiated)$/.test(stopCode ?? '') ||
      /health check|failed/i.test(stoppedReason),
  );
  return [...groupsOf(failed, stopReason)];
}

function factsOf({ latest, reason, containers }: StoppedGroup): readonly Fact[] {
  return [
    { source: 'task', text: `${latest.stopCode ?? ''} ${reason}` },
    ...containers.flatMap(({ reason: own, exitCode, log }): Fact[] => [
      ...(own === undefined ? [] : [{ source: 'container' as const, text: own }]),
      // A container that ended well while another failed is no reason.
      ...(exitCode === undefined || (exitCode === 0 && containers.length > 1)
        ? []
        : [{ source: 'container' as const, text: `exit code ${exitCode}` }]),
      ...(log.kind === 'lines' ? log.lines.map((text) => ({ source: 'log' as const, text })) : []),
    ]),
  ];
}

/** What was said before the last steady state is over. */
function currentEvents(service: ServiceStatus | undefined): readonly string[] {
  const events = service?.events ?? [];
  const steady = events.findIndex(({ message }) => /has reached a steady state/.test(message));
  const reasons = (service?.deployments ?? []).flatMap(({ rolloutState, rolloutStateReason }) =>
    rolloutState === 'FAILED' && rolloutStateReason !== undefined ? [rolloutStateReason] : [],
  );
  return [
    ...events.slice(0, steady < 0 ? undefined : steady).map(({ message }) => message),
    ...reasons,
  ];
}

function hostFacts({ hosts, cluster }: EcsStatus): readonly string[] {
  if (hosts.length === 0) {
    return [`the cluster ${cluster.name} has no host: none has joined it`];
  }
  return hosts.flatMap(({ instanceId, agentConnected, status, instanceState }) => [
    ...(instanceState === undefined || instanceState === 'running'
      ? []
      : [`the instance of host ${instanceId} is ${instanceState}`]),
    ...(agentConnected ? [] : [`host ${instanceId}: the ECS agent is disconnected`]),
    ...(status === 'ACTIVE' ? [] : [`host ${instanceId} is ${status}`]),
  ]);
}

async function readHealthCommands(
  definitions: TaskDefinitions,
  service: ServiceStatus | undefined,
): Promise<readonly string[]> {
  if (service === undefined) {
    return [];
  }
  const { containerDefinitions = [] } = await definitions.get(service.taskDefinitionArn);
  return containerDefinitions.flatMap(({ name = '', healthCheck }) =>
    healthCheck === undefined ? [] : [`${name}: ${(healthCheck.command ?? []).join(' ')}`],
  );
}

function standing(service: ServiceStatus | undefined): string {
  if (service === undefined) {
    return 'does not exist';
  }
  const { runningCount, desiredCount, pendingCount } = service;
  return `${runningCount} of ${desiredCount} tasks run${pendingCount > 0 ? `, ${pendingCount} pending` : ''}`;
}

/** Other partitions have consoles of their own. */
function consoleLink({ cluster, service, region }: ServiceTarget): string {
  const host = region.startsWith('cn-')
    ? 'console.amazonaws.cn'
    : region.startsWith('us-gov-')
      ? 'console.amazonaws-us-gov.com'
      : `${region}.console.aws.amazon.com`;
  return `https://${host}/ecs/v2/clusters/${encodeURIComponent(cluster)}/services/${encodeURIComponent(service)}/health?region=${region}`;
}
