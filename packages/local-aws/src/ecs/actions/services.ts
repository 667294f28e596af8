import { checkServiceConnect } from '../discovery/service-connect';
import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../gateway/aws-response';
import {
  checkNetworkConfiguration,
  keptNetwork,
  withNetworkDefaults,
} from '../network/network-configuration';
import {
  clusterArnOf,
  taskDefinitionOf,
  textList,
  textOf,
  type EcsAction,
  type EcsContext,
} from '../action';
import { alarmsToIgnore } from '../deployment-alarms';
import { configurationOf, defaultConfiguration } from '../deployment-configuration';
import { beginDeployment } from '../deployments';
import { isDaemon } from '../daemon-service';
import { ecsArn, nameOf } from '../identifiers';
import { loadBalancersOf } from '../new-task';
import type { PlacementConstraint, PlacementStrategy } from '../placement/place-task';
import type { Service } from '../service';
import { checkDeploymentStrategy } from '../strategies/strategy-checks';
import type { TaskDefinition } from '../task-definition';
import type { Tag } from '../task';
import { serviceWire } from '../wire/service-wire';
import { checkBalancers } from './service-balancers';
import { checkPlacement, checkStrategy, checkSupported } from './service-checks';
import { checkVolumes } from './volume-configurations';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
export const createService: EcsAction = async (context, request) => {
  const { input, region } = request;
  const clusterArn = await clusterArnOf(context, request);
  const name = textOf(input['serviceName']);
  if (name === undefined) {
    throw new AwsError('InvalidParameterException', 'Service name cannot be empty.');
  }
  const known = context.state.findService(clusterArn, name);
  if (known?.status === 'DRAINING') {
    throw new AwsError(
      'InvalidParameterException',
      'Unable to Start a service that is still Draining.',
    );
  }
  if (known?.status === 'ACTIVE') {
    throw new AwsError('InvalidParameterException', 'Creation of service was not idempotent.');
  }
  const definition = await taskDefinitionOf(context, region, String(input['taskDefinition'] ?? ''));
  checkSupported(input, definition);
  checkStrategy(context, clusterArn, input);
  checkBalancers(context.balancers, input, definition);
  const configuration = configurationOf(
    input['deploymentConfiguration'],
    defaultConfiguration({ isDaemon: isDaemon({ given: input }) }),
  );
  checkDeploymentStrategy(context.balancers, input, configuration);
  checkVolumes(input, definition);
  context.state.learnSubnets(
    await checkNetworkConfiguration(context.moto, region, input, definition),
  );
  await context.cloudMap.check(input, definition);
  checkServiceConnect(context.state, clusterArn, name, input, definition);
  const service: Service = {
    name,
    arn: ecsArn(region, `service/${nameOf(clusterArn)}/${name}`),
    clusterArn,
    createdAt: Date.now(),
    status: 'ACTIVE',
    desiredCount: Number(input['desiredCount'] ?? 0),
    configuration,
    placementStrategy: strategiesOf(input['placementStrategy']) ?? [],
    placementConstraints: constraintsOf(input['placementConstraints']) ?? [],
    given: withNetworkDefaults(withStrategy(context, clusterArn, input)),
    tags: (input['tags'] ?? []) as readonly Tag[],
    deployments: [],
    events: [],
  };
  await begin(context, service, definition);
  context.state.addService(service);
  context.controller.changed(service);
  return { service: described(context, service, { withTags: true }) };
};

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html */
export const updateService: EcsAction = async (context, request) => {
  const { input, region } = request;
  const clusterArn = await clusterArnOf(context, request);
  const service = context.state.requireService(clusterArn, String(input['service'] ?? ''));
  const [primary] = service.deployments;
  const wanted = textOf(input['taskDefinition']);
  const definition =
    wanted === undefined ? primary?.definition : await taskDefinitionOf(context, region, wanted);
  if (definition !== undefined) {
    checkSupported(input, definition);
  }
  // Without a new strategy it keeps what it has.
  const hasStrategy = ((input['capacityProviderStrategy'] ?? []) as unknown[]).length > 0;
  checkStrategy(context, clusterArn, hasStrategy ? input : { ...input, launchType: 'EC2' });
  const given = withNetworkDefaults(keptNetwork({ ...service.given, ...input }, input, definition));
  const isMoved = FOUND_BY.some((part) => !isDeepStrictEqual(given[part], service.given[part]));
  if (definition !== undefined) {
    checkVolumes(given, definition);
    await context.cloudMap.check(given, definition);
    checkServiceConnect(context.state, clusterArn, service.name, given, definition);
    context.state.learnSubnets(
      await checkNetworkConfiguration(context.moto, region, given, definition),
    );
  }
  // Whoever only scales it, to nothing for example, may do so when its balancer is gone.
  const isBalanced = wanted !== undefined || input['loadBalancers'] !== undefined;
  if (definition !== undefined && isBalanced) {
    checkBalancers(context.balancers, given, definition);
  }
  const configuration = configurationOf(input['deploymentConfiguration'], service.configuration);
  if (isBalanced || DECIDING.some((part) => input[part] !== undefined)) {
    checkDeploymentStrategy(context.balancers, given, configuration);
  }
  const isRebalanced = !isDeepStrictEqual(loadBalancersOf(given), loadBalancersOf(service.given));
  service.desiredCount = Number(input['desiredCount'] ?? service.desiredCount);
  service.configuration = configuration;
  service.placementStrategy = strategiesOf(input['placementStrategy']) ?? service.placementStrategy;
  service.placementConstraints =
    constraintsOf(input['placementConstraints']) ?? service.placementConstraints;
  service.given = given;
  const changed = definition?.taskDefinitionArn !== primary?.definition.taskDefinitionArn;
  const isForced = input['forceNewDeployment'] === true;
  if (definition !== undefined && (changed || isForced || isRebalanced || isMoved)) {
    await begin(context, service, definition);
  }
  context.controller.changed(service);
  return { service: described(context, service, { withTags: true }) };
};

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html */
export const deleteService: EcsAction = async (context, request) => {
  const clusterArn = await clusterArnOf(context, request);
  const service = context.state.findService(clusterArn, String(request.input['service'] ?? ''));
  if (service === undefined) {
    throw new AwsError('ServiceNotFoundException', 'Service not found.');
  }
  if (service.status === 'ACTIVE') {
    if (service.desiredCount > 0 && !isDaemon(service) && request.input['force'] !== true) {
      throw new AwsError(
        'InvalidParameterException',
        'The service cannot be stopped while it is scaled above 0.',
      );
    }
    service.status = 'DRAINING';
    context.controller.wake(service);
  }
  return { service: described(context, service, { withTags: true }) };
};

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
export const describeServices: EcsAction = async (context, request) => {
  const clusterArn = await clusterArnOf(context, request);
  const withTags = textList(request.input['include']).includes('TAGS');
  const asked = textList(request.input['services']);
  if (asked.length === 0) {
    throw new AwsError('InvalidParameterException', 'Services cannot be empty.');
  }
  const found = asked.map((reference) => ({
    reference,
    service: context.state.findService(clusterArn, reference),
  }));
  return {
    services: found.flatMap(({ service }) =>
      service === undefined ? [] : [described(context, service, { withTags })],
    ),
    failures: found.flatMap(({ reference, service }) =>
      service === undefined
        ? [
            {
              arn: ecsArn(request.region, `service/${nameOf(clusterArn)}/${nameOf(reference)}`),
              reason: 'MISSING',
            },
          ]
        : [],
    ),
  };
};

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServices.html */
export const listServices: EcsAction = async (context, request) => {
  const clusterArn = await clusterArnOf(context, request);
  const { launchType } = request.input;
  const services = context.state
    .services(clusterArn)
    .filter(({ status }) => status !== 'INACTIVE')
    .filter(
      ({ given }) => launchType === undefined || (given['launchType'] ?? 'EC2') === launchType,
    );
  return { serviceArns: services.map(({ arn }) => arn) };
};

/** Where tasks are found, and what they find: a change starts a deployment. */
const FOUND_BY = [
  'networkConfiguration',
  'serviceRegistries',
  'serviceConnectConfiguration',
  'volumeConfigurations',
] as const;

/** What decides whether a deployment strategy can be carried out. */
const DECIDING = ['deploymentConfiguration', 'serviceConnectConfiguration'] as const;

/** Begins a deployment that does not listen to alarms which were there before it. */
async function begin(
  { inAlarm = () => Promise.resolve([]) }: EcsContext,
  service: Service,
  definition: TaskDefinition,
): Promise<void> {
  const ignored = await alarmsToIgnore(inAlarm, service);
  beginDeployment(service, definition).ignoredAlarms = ignored;
}

function described(
  { state }: EcsContext,
  service: Service,
  include: { readonly withTags: boolean },
): Record<string, unknown> {
  const tasks = state.tasksOf(service).filter(({ createdAt }) => createdAt >= service.createdAt);
  return serviceWire(service, tasks, include);
}

/** A service that names neither launch type nor strategy takes the cluster's strategy, and keeps it. */
function withStrategy(
  { state }: EcsContext,
  clusterArn: string,
  given: Service['given'],
): Service['given'] {
  const { defaultStrategy } = state.capacity.ofCluster(clusterArn);
  const { launchType, capacityProviderStrategy = [] } = given;
  if (launchType !== undefined || (capacityProviderStrategy as unknown[]).length > 0) {
    return given;
  }
  // A daemon runs on every host, whoever brought it.
  return defaultStrategy.length > 0 && !isDaemon({ given })
    ? { ...given, capacityProviderStrategy: defaultStrategy }
    : { ...given, launchType: 'EC2' };
}

function strategiesOf(value: unknown): readonly PlacementStrategy[] | undefined {
  return Array.isArray(value) ? (value as readonly PlacementStrategy[]) : undefined;
}

function constraintsOf(value: unknown): readonly PlacementConstraint[] | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  const constraints = value as readonly PlacementConstraint[];
  checkPlacement(constraints);
  return constraints;
}
