import { AwsError } from '../../gateway/aws-response';
import {
  clusterArnOf,
  taskDefinitionOf,
  textList,
  textOf,
  type EcsAction,
  type EcsContext,
} from '../action';
import { nextProvider, type StrategyItem } from '../capacity/capacity-provider';
import { ecsArn, nameOf } from '../identifiers';
import type { ContainerDefinition } from '../../runtime/container-definition';
import type { PlacementConstraint, PlacementStrategy } from '../placement/place-task';
import type { Tag, Task } from '../task';
import type { TaskDefinition } from '../task-definition';
import { createTask } from '../new-task';
import { checkNetworkConfiguration, zonesOf } from '../network/network-configuration';
import { placeTask } from '../placement/place-task';
import { requirementsOf } from '../requirements';
import { taskWire } from '../wire/task-wire';
import { checkPlacement, checkStrategy, checkSupported } from './service-checks';
import { checkVolumes } from './volume-configurations';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
export const runTask: EcsAction = async (context, request) => {
  const { input, region } = request;
  const clusterArn = await clusterArnOf(context, request);
  const registered = await taskDefinitionOf(context, region, String(input['taskDefinition'] ?? ''));
  checkSupported(input, registered);
  checkStrategy(context, clusterArn, input);
  checkVolumes(input, registered);
  const subnets = await checkNetworkConfiguration(context.moto, region, input, registered);
  const definition = overridden(registered, input['overrides']);
  const constraints = (input['placementConstraints'] ?? []) as readonly PlacementConstraint[];
  checkPlacement([...constraints, ...(definition.placementConstraints ?? [])]);
  const group = textOf(input['group']) ?? `family:${definition.family}`;
  const tasks: Task[] = [];
  const failures: { arn?: string; reason: string }[] = [];
  const strategy = strategyOf(context, clusterArn, input);
  for (let index = 0; index < Number(input['count'] ?? 1); index += 1) {
    const provider = nextProvider(
      strategy,
      (name) => tasks.filter(({ capacityProvider }) => capacityProvider === nameOf(name)).length,
    );
    const placement = placeTask(
      {
        requirements: requirementsOf(definition),
        strategies: (input['placementStrategy'] ?? []) as readonly PlacementStrategy[],
        constraints: [...constraints, ...(definition.placementConstraints ?? [])],
        ...zonesOf(subnets),
      },
      context.state.candidates(
        clusterArn,
        group,
        provider === undefined ? {} : { provider: nameOf(provider) },
      ),
    );
    const host =
      'host' in placement
        ? context.state.hosts(clusterArn).find(({ id }) => id === placement.host)
        : undefined;
    if (host === undefined) {
      const refused = 'refused' in placement ? placement.refused : 'no-hosts';
      if (refused === 'no-hosts') {
        throw new AwsError(
          'InvalidParameterException',
          'No Container Instances were found in your cluster.',
        );
      }
      failures.push({
        reason: FAILURE_REASONS[refused],
        ...('closest' in placement ? { arn: placement.closest } : {}),
      });
      continue;
    }
    const startedBy = textOf(input['startedBy']);
    const task = createTask({
      definition,
      host,
      group,
      tags: (input['tags'] ?? []) as readonly Tag[],
      enableExecuteCommand: input['enableExecuteCommand'] === true,
      ...(startedBy === undefined ? {} : { startedBy }),
      ...(subnets === undefined ? {} : { subnets }),
      ...(provider === undefined ? {} : { capacityProvider: nameOf(provider) }),
    });
    context.state.addTask(task);
    void context.runner.start(task);
    tasks.push(task);
  }
  return { tasks: tasks.map((task) => taskWire(task, { withTags: true })), failures };
};

/** That of the request, or else of the cluster; none for the launch type EC2, which takes any host. */
function strategyOf(
  { state }: EcsContext,
  clusterArn: string,
  input: Readonly<Record<string, unknown>>,
): readonly StrategyItem[] {
  const own = (input['capacityProviderStrategy'] ?? []) as readonly StrategyItem[];
  const isDecided = own.length > 0 || input['launchType'] !== undefined;
  return isDecided ? own : state.capacity.ofCluster(clusterArn).defaultStrategy;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html */
export const stopTask: EcsAction = async (context, request) => {
  const clusterArn = await clusterArnOf(context, request);
  const task = context.state.findTask(clusterArn, String(request.input['task'] ?? ''));
  if (task === undefined) {
    throw new AwsError('InvalidParameterException', 'The referenced task was not found.');
  }
  void context.runner.stop(
    task,
    'UserInitiated',
    textOf(request.input['reason']) ?? 'Task stopped by user',
  );
  return { task: taskWire(task, { withTags: false }) };
};

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
export const describeTasks: EcsAction = async (context, request) => {
  const clusterArn = await clusterArnOf(context, request);
  const withTags = textList(request.input['include']).includes('TAGS');
  const asked = textList(request.input['tasks']);
  if (asked.length === 0) {
    throw new AwsError('InvalidParameterException', 'Tasks cannot be empty.');
  }
  const found = asked.map((reference) => ({
    reference,
    task: context.state.findTask(clusterArn, reference),
  }));
  return {
    tasks: found.flatMap(({ task }) => (task === undefined ? [] : [taskWire(task, { withTags })])),
    failures: found.flatMap(({ reference, task }) =>
      task === undefined
        ? [
            {
              arn: ecsArn(request.region, `task/${nameOf(clusterArn)}/${nameOf(reference)}`),
              reason: 'MISSING',
            },
          ]
        : [],
    ),
  };
};

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html */
export const listTasks: EcsAction = async (context, request) => {
  const { input } = request;
  const clusterArn = await clusterArnOf(context, request);
  const service = textOf(input['serviceName']);
  const host = textOf(input['containerInstance']);
  const desiredStatus = textOf(input['desiredStatus']) ?? 'RUNNING';
  if (service !== undefined && context.state.findService(clusterArn, service) === undefined) {
    throw new AwsError('ServiceNotFoundException', 'Service not found.');
  }
  const matching = context.state
    .tasks(clusterArn)
    .filter((task) => task.desiredStatus === desiredStatus)
    .filter((task) => service === undefined || task.group === `service:${nameOf(service)}`)
    .filter((task) => host === undefined || task.host.id === nameOf(host))
    .filter((task) => input['family'] === undefined || task.definition.family === input['family'])
    .filter((task) => input['startedBy'] === undefined || task.startedBy === input['startedBy']);
  return { taskArns: matching.map(({ arn }) => arn) };
};

const FAILURE_REASONS = {
  attribute: 'ATTRIBUTE',
  memory: 'RESOURCE:MEMORY',
  cpu: 'RESOURCE:CPU',
  port: 'RESOURCE:PORTS',
  eni: 'RESOURCE:ENI',
} as const;

type ContainerOverride = Partial<
  Pick<
    ContainerDefinition,
    'command' | 'cpu' | 'environment' | 'environmentFiles' | 'memory' | 'memoryReservation' | 'name'
  >
>;

/**
 * Command, environment and sizes may be overridden for one task, and nothing else: an override is no way around what a
 * definition may not say. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerOverride.html
 */
function overridden(definition: TaskDefinition, overrides: unknown): TaskDefinition {
  const given =
    ((overrides ?? {}) as { containerOverrides?: readonly ContainerOverride[] })
      .containerOverrides ?? [];
  return {
    ...definition,
    containerDefinitions: definition.containerDefinitions.map((container) => {
      const override = given.find(({ name }) => name === container.name) ?? {};
      const { command, cpu, environment = [], environmentFiles = [], memory } = override;
      const { memoryReservation = container.memoryReservation } = override;
      return {
        ...container,
        environment: [...(container.environment ?? []), ...environment],
        environmentFiles: [...(container.environmentFiles ?? []), ...environmentFiles],
        ...(command === undefined ? {} : { command }),
        ...(cpu === undefined ? {} : { cpu }),
        ...(memory === undefined ? {} : { memory }),
        ...(memoryReservation === undefined ? {} : { memoryReservation }),
      };
    }),
  };
}
