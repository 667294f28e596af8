import { clusterArnOf, textList, textOf, type EcsAction, type EcsContext } from '../action';
import { AwsError } from '../../gateway/aws-response';
import { failureThreshold } from '../circuit-breaker';
import { configurationWire } from '../deployment-configuration';
import { canFail, failDeployment, goodBefore } from '../deployments';
import { ecsArn, nameOf } from '../identifiers';
import { loadBalancersOf } from '../new-task';
import type { Deployment, Service } from '../service';
import { groupOn } from '../strategies/sides';
import { sharesOf, trafficOf } from '../strategies/traffic';
import type { Task } from '../task';
import { counts, desiredCountOf, seconds } from '../wire/service-wire';

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

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopServiceDeployment.html */
export const stopServiceDeployment: EcsAction = (context, { input }) => {
  const arn = String(input['serviceDeploymentArn']);
  const match = findDeployment(
    context,
    (service, deployment) => arnOf(service, deployment) === arn,
  );
  if (match === undefined) {
    throw new AwsError(
      'ServiceDeploymentNotFoundException',
      'The service deployment does not exist.',
    );
  }
  if (input['stopType'] === 'ABORT') {
    throw new AwsError(
      'InvalidParameterException',
      'local-aws: stopType ABORT is not emulated. Allowed ROLLBACK. Fix: use ROLLBACK.',
    );
  }
  const { service, deployment } = match;
  const isStopping = statusOf(service, deployment) === 'ROLLBACK_IN_PROGRESS';
  if (!isStopping && (service.deployments[0] !== deployment || !canFail(deployment))) {
    throw new AwsError(
      'ConflictException',
      `The service deployment is ${statusOf(service, deployment)} and can not be stopped any more.`,
    );
  }
  if (!isStopping && goodBefore(service, deployment) === undefined) {
    throw new AwsError(
      'ConflictException',
      'The service deployment can not be rolled back: no deployment before it was completed.',
    );
  }
  if (!isStopping) {
    failDeployment(service, { kind: 'stopped' });
    context.controller.changed(service);
  }
  return Promise.resolve({ serviceDeploymentArn: arn });
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
              loadBalancers: loadBalancersOf(match.service.given),
              resolvedConfiguration: {
                loadBalancers: resolvedBalancers(match.service, match.deployment),
              },
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
  const { circuitBreaker, alarms } = service.configuration;
  const tasks = state.tasksOf(service);
  const sources = deployment.sources.flatMap(
    (id) => service.deployments.find((other) => other.id === id) ?? [],
  );
  return {
    serviceDeploymentArn: arnOf(service, deployment),
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    status: statusOf(service, deployment),
    ...(deployment.rolloutState === 'FAILED'
      ? { statusReason: deployment.rolloutStateReason }
      : {}),
    ...(deployment.shift === undefined ? {} : { lifecycleStage: deployment.shift.stage }),
    createdAt: seconds(deployment.createdAt),
    startedAt: seconds(deployment.createdAt),
    updatedAt: seconds(deployment.updatedAt),
    ...finished(deployment),
    sourceServiceRevisions: sources.map((source) => revisionSummary(service, source, tasks)),
    targetServiceRevision: revisionSummary(service, deployment, tasks),
    deploymentConfiguration: configurationWire(deployment.configuration),
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
        : deployment.failedBy === 'breaker'
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
            startedAt: seconds(deployment.finishedAt ?? deployment.updatedAt),
            serviceRevisionArn: revisionOf(service, deployment.rolledBackTo),
          },
        }),
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRevisionSummary.html */
function revisionSummary(
  service: Service,
  deployment: Deployment,
  tasks: readonly Task[],
): Record<string, unknown> {
  const own = counts(tasks.filter(({ startedBy }) => startedBy === deployment.id));
  const isBalanced = sharesOf(service).length > 0;
  const { production, test } = trafficOf(service, deployment);
  return {
    arn: deployment.revisionArn,
    requestedTaskCount: desiredCountOf(service, deployment),
    runningTaskCount: own.runningCount,
    pendingTaskCount: own.pendingCount,
    ...(isBalanced
      ? { requestedProductionTrafficWeight: production, requestedTestTrafficWeight: test }
      : {}),
  };
}

/** The target groups that a revision is in. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRevisionLoadBalancer.html */
function resolvedBalancers(
  { given }: Service,
  { side }: Deployment,
): readonly Record<string, unknown>[] {
  return loadBalancersOf(given).map((balancer) => {
    const productionListenerRule = balancer.advancedConfiguration?.productionListenerRule;
    return {
      targetGroupArn: groupOn(balancer, side),
      ...(productionListenerRule === undefined ? {} : { productionListenerRule }),
    };
  });
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
