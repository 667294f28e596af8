import type { EcsStatus, IngressRule, StatusExpectation, TaskStatus } from './ecs-status';
import { serviceMissing } from './explain-error';
import { runsOnHosts } from './read-service';
import { hostName, shortName, stopReason } from './wording';

/** Everything that is not as it should be, each in a sentence that says what to look at. Empty: all is well. */
export function statusProblems(
  status: EcsStatus,
  expected: StatusExpectation = status.expected ?? {},
): readonly string[] {
  return [
    ...clusterProblems(status),
    ...capacityProblems(status, expected),
    ...hostProblems(status),
    ...serviceProblems(status),
    ...deploymentProblems(status),
    ...taskProblems(status),
    ...endsAgainAndAgain(status),
    ...portProblems(status),
    ...imageProblems(status),
  ];
}

function clusterProblems({ cluster }: EcsStatus): string[] {
  return cluster.status === 'ACTIVE'
    ? []
    : [
        `Cluster ${cluster.name} is ${cluster.status}, not ACTIVE. Look at its capacity providers and at who deletes it.`,
      ];
}

function capacityProblems({ hosts, service }: EcsStatus, expected: StatusExpectation): string[] {
  const problems: string[] = [];
  // A service that wants no task needs no host.
  const needsHost = runsOnHosts(service) && service?.desiredCount !== 0;
  const wanted = expected.hosts ?? (needsHost ? 1 : 0);
  if (hosts.length < wanted) {
    problems.push(
      `${hosts.length} of ${wanted} hosts are registered. Look at the Auto Scaling group's activity, then at ` +
        '/var/log/ecs/ecs-agent.log on a missing host: a route out, the instance role and ECS_CLUSTER must be right.',
    );
  }
  const zones = new Set(hosts.flatMap((host) => host.availabilityZone ?? []));
  const wantedZones = expected.availabilityZones ?? 0;
  if (hosts.length >= wanted && zones.size < wantedZones) {
    problems.push(
      `The hosts are in ${zones.size} of ${wantedZones} availability zones (${[...zones].join(', ')}). Look at the subnets of the Auto Scaling group.`,
    );
  }
  return problems;
}

function hostProblems({ hosts }: EcsStatus): string[] {
  return hosts.flatMap((host) => {
    const problems: string[] = [];
    if (host.instanceState !== undefined && host.instanceState !== 'running') {
      problems.push(`Host ${hostName(host)}: its EC2 instance is ${host.instanceState}.`);
    } else if (!host.agentConnected) {
      problems.push(
        `Host ${hostName(host)}: the ECS agent is disconnected, so it starts no tasks. Look at the instance's health and its route to ECS.`,
      );
    }
    if (host.status !== 'ACTIVE') {
      problems.push(`Host ${hostName(host)} is ${host.status}, so no new task is placed on it.`);
    }
    return problems;
  });
}

function serviceProblems(status: EcsStatus): string[] {
  const { service, serviceName, cluster } = status;
  if (service === undefined) {
    return [serviceMissing(serviceName, cluster.name).message];
  }
  const problems: string[] = [];
  if (service.status !== 'ACTIVE') {
    problems.push(
      `Service ${service.name} is ${service.status}, not ACTIVE: it is being deleted and starts no tasks.`,
    );
  }
  if (service.runningCount < service.desiredCount) {
    const why = service.events.find((event) => !/steady state/.test(event.message))?.message;
    problems.push(
      `Service ${service.name}: ${service.runningCount} of ${service.desiredCount} tasks run. ` +
        (why === undefined
          ? 'Look at the hosts: free cpu, memory and host ports.'
          : `Last event: ${why}`),
    );
  }
  return problems;
}

function deploymentProblems({ service }: EcsStatus): string[] {
  return (service?.deployments ?? []).flatMap((deployment) => {
    const name = `Deployment of ${shortName(deployment.taskDefinitionArn)}`;
    if (deployment.rolloutState === 'FAILED') {
      return [
        `${name} FAILED: ${sentence(deployment.rolloutStateReason ?? 'ECS gives no reason')} Look at the stopped tasks.`,
      ];
    }
    if (deployment.failedTasks > 0 && deployment.rolloutState !== 'COMPLETED') {
      return [
        `${name}: ${deployment.failedTasks} ${deployment.failedTasks === 1 ? 'task has' : 'tasks have'} failed so far. Look at the stopped tasks.`,
      ];
    }
    return [];
  });
}

function taskProblems({ service, tasks, stoppedTasks }: EcsStatus): string[] {
  const unhealthy = tasks.flatMap((task) => healthProblems(task));
  // Old stops are history once the service runs what it should.
  const short = service !== undefined && service.runningCount < service.desiredCount;
  const [last] = stoppedTasks;
  return last === undefined || !short
    ? unhealthy
    : [...unhealthy, `Task ${shortName(last.taskArn)} stopped: ${sentence(stopReason(last))}`];
}

/** Between two crashes a service has all its tasks; that is not as it should be either. */
function endsAgainAndAgain({ service, stoppedTasks, readAt }: EcsStatus): string[] {
  if (service === undefined || service.runningCount < service.desiredCount) {
    return [];
  }
  const ended = stoppedTasks.filter(
    ({ stopCode = '', stoppedAt, taskDefinitionArn }) =>
      /^(EssentialContainerExited|TaskFailedToStart)$/.test(stopCode) &&
      taskDefinitionArn === service.taskDefinitionArn &&
      Number(readAt) - Number(stoppedAt ?? 0) < LOOP_MINUTES * 60_000,
  );
  const [last] = ended;
  return last === undefined || ended.length < LOOP_TASKS
    ? []
    : [
        `Service ${service.name}: ${ended.length} of its tasks ended by themselves within ${LOOP_MINUTES} minutes, the last: ${sentence(stopReason(last))}`,
      ];
}

/** So many ends in so many minutes are no accident. */
const LOOP_TASKS = 3;
const LOOP_MINUTES = 10;

/** A task that something checks is as it should be when it is HEALTHY, not when nobody has called it UNHEALTHY yet. */
function healthProblems({ taskArn, lastStatus, healthStatus, healthCheck }: TaskStatus): string[] {
  const look = 'Look at its health check and its log.';
  if (healthStatus === 'UNHEALTHY') {
    return [`Task ${shortName(taskArn)} is UNHEALTHY. ${look}`];
  }
  return healthCheck === 'DEFINED' && lastStatus === 'RUNNING' && healthStatus !== 'HEALTHY'
    ? [
        `Task ${shortName(taskArn)} runs and is not HEALTHY yet: its health is ${healthStatus ?? 'UNKNOWN'}. ${look}`,
      ]
    : [];
}

/** ECS ends some of its texts with a full stop and others without. */
function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

/** A published port that no security group lets in answers nobody; who may use it is the owner's business. */
function portProblems({ tasks, hosts, securityGroups }: EcsStatus): string[] {
  const ports = new Set(
    tasks.flatMap((task) => task.containers.flatMap(({ ports }) => ports.map((p) => p.hostPort))),
  );
  const readable = securityGroups.length > 0 && securityGroups.every((group) => group.ingress);
  if (hosts.length === 0 || !readable) {
    return [];
  }
  const rules = securityGroups.flatMap((group) => group.ingress ?? []);
  return [...ports]
    .filter((port) => !rules.some((rule) => admits(rule, port)))
    .map(
      (port) =>
        `Port ${port}/tcp is published, but no security group of the hosts lets it in. Add an inbound rule for it.`,
    );
}

function admits(rule: IngressRule, port: number): boolean {
  return (
    (rule.protocol === 'tcp' || rule.protocol === 'all') &&
    (rule.fromPort ?? 0) <= port &&
    port <= (rule.toPort ?? 65_535)
  );
}

function imageProblems({ images }: EcsStatus): string[] {
  return images
    .filter((image) => !image.inRepository)
    .map(
      (image) =>
        `Image ${image.reference} runs but is not in the ECR repository ${image.repository}, so a host cannot pull it again. Look at the lifecycle policy, then push it again.`,
    );
}
