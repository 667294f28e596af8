import { clusterArnOf, textList, textOf, type EcsAction, type EcsContext } from '../action';
import { ecsArn, nameOf } from '../identifiers';
import type { Deployment, Service } from '../service';
import { seconds } from '../wire/service-wire';
import { failureThreshold } from '../circuit-breaker';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServiceDeployments.html */
export const listServiceDeployments: EcsAction = async (context, request) => {
  const { input } = request;
  const clusterArn = await clusterArnOf(context, request);
  const service = context.state.findService(clusterArn, String(input['service'] ?? ''));
  if (service === undefined) {
    return { serviceDeployments: [] };
  }
  const statuses = textList(input['status']);
  const { after, before } = (input['createdAt'] ?? {}) as { after?: number; before?: number };
  const matching = service.deployments
    .filter(
      (deployment) => statuses.length === 0 || statuses.includes(statusOf(service, deployment)),
    )
    .filter(({ createdAt }) => after === undefined || seconds(createdAt) >= after)
    .filter(({ createdAt }) => before === undefined || seconds(createdAt) <= before);
  return {
    serviceDeployments: matching.map((deployment) => ({
      serviceDeploymentArn: arnOf(service, deployment),
      serviceArn: service.arn,
      clusterArn,
      status: statusOf(service, deployment),
      createdAt: seconds(deployment.createdAt),
      startedAt: seconds(deployment.createdAt),
      ...finished(deployment),
      targetServiceRevisionArn: deployment.revisionArn,
    })),
  };
};

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceDeployments.html */
export const describeServiceDeployments: EcsAction = (context, { input }) => {
  const asked = textList(input['serviceDeploymentArns']);
  const found = asked.map((arn) => ({
    arn,
    match: findDeployment(context, (service, deployment) => arnOf(service, deployment) === arn),
  }));
  return Promise.resolve({
    serviceDeployments: found.flatMap(({ match }) =>
      match === undefined ? [] : [described(context, match.service, match.deployment)],
    ),
    failures: found.flatMap(({ arn, match }) =>
      match === undefined ? [{ arn, reason: 'MISSING' }] : [],
    ),
  });
};

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServiceRevisions.html */
export const describeServiceRevisions: EcsAction = (context, { input }) => {
  const asked = textList(input['serviceRevisionArns']);
  const found = asked.map((arn) => ({
    arn,
    match: findDeployment(context, (_, { revisionArn }) => revisionArn === arn),
  }));
  return Promise.resolve({
    serviceRevisions: found.flatMap(({ arn, match }) =>
      match === undefined
        ? []
        : [
            {
              serviceRevisionArn: arn,
              serviceArn: match.service.arn,
              clusterArn: match.service.clusterArn,
              taskDefinition: match.deployment.definition.taskDefinitionArn,
              launchType: textOf(match.service.given['launchType']) ?? 'EC2',
              containerImages: match.deployment.definition.containerDefinitions.map(
                ({ name, image }) => ({ containerName: name, image }),
              ),
              createdAt: seconds(match.deployment.createdAt),
            },
          ],
    ),
    failures: found.flatMap(({ arn, match }) =>
      match === undefined ? [{ arn, reason: 'MISSING' }] : [],
    ),
  });
};

function described(
  { state }: EcsContext,
  service: Service,
  deployment: Deployment,
): Record<string, unknown> {
  const tasks = state.tasksOf(service).filter(({ startedBy }) => startedBy === deployment.id);
  const running = tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length;
  const pending = tasks.filter(
    ({ lastStatus }) => lastStatus === 'PENDING' || lastStatus === 'PROVISIONING',
  ).length;
  const { circuitBreaker, alarms } = service.configuration;
  return {
    serviceDeploymentArn: arnOf(service, deployment),
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    status: statusOf(service, deployment),
    ...(deployment.rolloutState === 'FAILED'
      ? { statusReason: deployment.rolloutStateReason }
      : {}),
    createdAt: seconds(deployment.createdAt),
    startedAt: seconds(deployment.createdAt),
    updatedAt: seconds(deployment.updatedAt),
    ...finished(deployment),
    sourceServiceRevisions: [],
    targetServiceRevision: {
      arn: deployment.revisionArn,
      requestedTaskCount: service.desiredCount,
      runningTaskCount: running,
      pendingTaskCount: pending,
    },
    deploymentConfiguration: {
      minimumHealthyPercent: service.configuration.minimumHealthyPercent,
      maximumPercent: service.configuration.maximumPercent,
      deploymentCircuitBreaker: { ...circuitBreaker },
      ...(alarms === undefined ? {} : { alarms }),
    },
    ...(alarms?.enable === true
      ? {
          alarms: {
            status: deployment.alarmsInAlarm === undefined ? 'MONITORING' : 'TRIGGERED',
            alarmNames: alarms.alarmNames,
            triggeredAlarmNames: deployment.alarmsInAlarm ?? [],
          },
        }
      : {}),
    deploymentCircuitBreaker: {
      status: !circuitBreaker.enable
        ? 'DISABLED'
        : deployment.rolloutState === 'FAILED' && deployment.alarmsInAlarm === undefined
          ? 'TRIGGERED'
          : 'MONITORING',
      failureCount: deployment.failedTasks,
      threshold: failureThreshold(service.desiredCount),
    },
    ...(deployment.rolledBackTo === undefined
      ? {}
      : {
          rollback: {
            reason: deployment.rolloutStateReason,
            startedAt: seconds(deployment.updatedAt),
            serviceRevisionArn: revisionOf(service, deployment.rolledBackTo),
          },
        }),
  };
}

function statusOf(service: Service, deployment: Deployment): string {
  if (deployment.rolloutState === 'IN_PROGRESS') {
    return deployment.status === 'PRIMARY' ? 'IN_PROGRESS' : 'STOPPED';
  }
  if (deployment.rolloutState === 'COMPLETED') {
    return 'SUCCESSFUL';
  }
  if (deployment.rolledBackTo === undefined) {
    return 'STOPPED';
  }
  const good = service.deployments.find(({ id }) => id === deployment.rolledBackTo);
  return good?.rolloutState === 'COMPLETED' ? 'ROLLBACK_SUCCESSFUL' : 'ROLLBACK_IN_PROGRESS';
}

function revisionOf(service: Service, deploymentId: string): string | undefined {
  return service.deployments.find(({ id }) => id === deploymentId)?.revisionArn;
}

function finished({ finishedAt }: Deployment): Record<string, unknown> {
  return finishedAt === undefined ? {} : { finishedAt: seconds(finishedAt) };
}

function arnOf(service: Service, deployment: Deployment): string {
  const region = service.arn.split(':')[3] ?? '';
  return ecsArn(
    region,
    `service-deployment/${nameOf(service.clusterArn)}/${service.name}/${nameOf(deployment.id)}`,
  );
}

function findDeployment(
  { state }: EcsContext,
  wanted: (service: Service, deployment: Deployment) => boolean,
): { readonly service: Service; readonly deployment: Deployment } | undefined {
  for (const service of state.services()) {
    const deployment = service.deployments.find((candidate) => wanted(service, candidate));
    if (deployment !== undefined) {
      return { service, deployment };
    }
  }
  return undefined;
}
