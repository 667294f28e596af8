import { AwsError } from '../../gateway/aws-response';
import { readGroups, type AutoScalingGroup } from '../../groups/auto-scaling-group';
import { clusterArnOf, textList, type EcsAction, type EcsContext } from '../action';
import {
  capacityProviderWire,
  isFargate,
  settingsFrom,
  type CapacityProvider,
  type CapacityProviderSettings,
  type StrategyItem,
} from '../capacity/capacity-provider';
import { ecsArn, nameOf } from '../identifiers';
import type { Tag } from '../task';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html */
export const createCapacityProvider: EcsAction = async (context, { input, region }) => {
  const { capacity } = context.state;
  const name = String(input['name'] ?? '');
  const given = (input['autoScalingGroupProvider'] ?? {}) as Record<string, unknown>;
  const groupArn = String(given['autoScalingGroupArn'] ?? '');
  const groupName = groupArn.split('autoScalingGroupName/')[1] ?? groupArn;
  const active = capacity.providers().filter(({ status }) => status === 'ACTIVE');
  if (active.some((other) => other.region === region && other.name === name)) {
    throw new AwsError(
      'InvalidParameterException',
      'A capacity provider with the specified name already exists. Specify a unique name and try again.',
    );
  }
  const settings = settingsFrom(given);
  const group = await checkGroup(context, region, groupName, settings);
  const provider: CapacityProvider = {
    name,
    arn: ecsArn(region, `capacity-provider/${name}`),
    region,
    groupArn,
    groupName,
    settings,
    status: 'ACTIVE',
    tags: (input['tags'] ?? []) as readonly Tag[],
  };
  capacity.add(provider);
  if (!('AmazonECSManaged' in group.propagatedTags)) {
    await markGroup(context, region, groupName);
  }
  return { capacityProvider: capacityProviderWire(provider, { withTags: true }) };
};

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeCapacityProviders.html */
export const describeCapacityProviders: EcsAction = ({ state }, { input, region }) => {
  const asked = textList(input['capacityProviders']);
  const withTags = textList(input['include']).includes('TAGS');
  const all = state.capacity.providers().filter((provider) => provider.region === region);
  const found =
    asked.length === 0
      ? all.filter(({ status }) => status === 'ACTIVE')
      : asked.flatMap((reference) => state.capacity.find(region, reference) ?? []);
  return Promise.resolve({
    capacityProviders: found.map((provider) => capacityProviderWire(provider, { withTags })),
    failures: asked
      .filter((reference) => state.capacity.find(region, reference) === undefined)
      .map((reference) => ({
        arn: ecsArn(region, `capacity-provider/${nameOf(reference)}`),
        reason: 'MISSING',
      })),
  });
};

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateCapacityProvider.html */
export const updateCapacityProvider: EcsAction = async (context, { input, region }) => {
  const provider = requireProvider(context, region, String(input['name'] ?? ''));
  const given = (input['autoScalingGroupProvider'] ?? {}) as Record<string, unknown>;
  const settings = settingsFrom(given, provider.settings);
  await checkGroup(context, region, provider.groupName, settings);
  provider.settings = settings;
  provider.updateStatus = 'UPDATE_COMPLETE';
  return { capacityProvider: capacityProviderWire(provider, { withTags: true }) };
};

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCapacityProvider.html */
export const deleteCapacityProvider: EcsAction = (context, { input, region }) => {
  const provider = requireProvider(context, region, String(input['capacityProvider'] ?? ''));
  const [cluster] = context.state.capacity.clustersOf(provider);
  if (cluster !== undefined) {
    throw new AwsError(
      'ClientException',
      `The capacity provider cannot be deleted because it is associated with cluster: ${nameOf(cluster)}. ` +
        'Remove the capacity provider from the cluster and try again.',
    );
  }
  provider.status = 'INACTIVE';
  provider.updateStatus = 'DELETE_COMPLETE';
  return Promise.resolve({ capacityProvider: capacityProviderWire(provider, { withTags: true }) });
};

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html */
export const putClusterCapacityProviders: EcsAction = async (context, request) => {
  const { input, region } = request;
  const { capacity } = context.state;
  const clusterArn = await clusterArnOf(context, request);
  const providers = textList(input['capacityProviders']).map(nameOf);
  const defaultStrategy = (input['defaultCapacityProviderStrategy'] ??
    []) as readonly StrategyItem[];
  for (const name of providers) {
    if (!isFargate(name) && capacity.find(region, name)?.status !== 'ACTIVE') {
      throw unknownProvider(name);
    }
  }
  for (const { capacityProvider } of defaultStrategy) {
    if (!providers.includes(nameOf(capacityProvider))) {
      throw unknownProvider(capacityProvider);
    }
  }
  const removed = capacity
    .ofCluster(clusterArn)
    .providers.filter((one) => !providers.includes(one));
  if (isUsed(context, clusterArn, removed)) {
    throw new AwsError(
      'ResourceInUseException',
      'The specified capacity provider is in use and cannot be removed.',
    );
  }
  const answer = await context.moto.json('ecs', region, 'PutClusterCapacityProviders', input);
  capacity.setCluster(clusterArn, { providers, defaultStrategy });
  context.state.hostsChanged(clusterArn);
  return answer;
};

/** By the strategy of a service, or by a task that has not ended: that of a strategy which is no more, or of RunTask. */
function isUsed({ state }: EcsContext, clusterArn: string, names: readonly string[]): boolean {
  const inStrategies = state
    .services(clusterArn)
    .filter(({ status }) => status !== 'INACTIVE')
    .flatMap((service) => state.capacity.strategyOf(service))
    .map(({ capacityProvider }) => nameOf(capacityProvider));
  const ofTasks = state
    .tasks(clusterArn)
    .filter(({ lastStatus }) => lastStatus !== 'STOPPED')
    .map(({ capacityProvider = '' }) => capacityProvider);
  return [...inStrategies, ...ofTasks].some((name) => names.includes(name));
}

/** What CreateService and UpdateService say of a strategy that names what the cluster does not have. */
export function unknownProvider(name: string): AwsError {
  return new AwsError(
    'InvalidParameterException',
    `The specified capacity provider '${nameOf(name)}' was not found. Specify a valid name or ARN and try again.`,
  );
}

function requireProvider(
  { state }: EcsContext,
  region: string,
  reference: string,
): CapacityProvider {
  const provider = state.capacity.find(region, reference);
  if (provider?.status !== 'ACTIVE') {
    throw unknownProvider(reference);
  }
  return provider;
}

/** Hosts can be kept from termination only where their group protects them from the start. */
async function checkGroup(
  { moto }: EcsContext,
  region: string,
  groupName: string,
  { managedScaling, managedTerminationProtection }: CapacityProviderSettings,
): Promise<AutoScalingGroup> {
  const [group] = await readGroups(moto, region, groupName);
  if (group === undefined) {
    throw new AwsError(
      'ClientException',
      `The specified Auto Scaling group ARN does not exist: ${groupName}.`,
    );
  }
  if (managedTerminationProtection === 'DISABLED') {
    return group;
  }
  const start =
    'The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider,';
  if (managedScaling.status === 'DISABLED') {
    throw new AwsError('ClientException', `${start} managed scaling must be enabled.`);
  }
  if (!group.protectsNewInstances) {
    throw new AwsError(
      'ClientException',
      `${start} the Auto Scaling group must have instance protection from scale in enabled.`,
    );
  }
  return group;
}

/** ECS marks the groups it works with, unless somebody has done so with a value of their own. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html */
async function markGroup({ moto }: EcsContext, region: string, groupName: string): Promise<void> {
  await moto.query('autoscaling', region, 'CreateOrUpdateTags', {
    'Tags.member.1.ResourceId': groupName,
    'Tags.member.1.ResourceType': 'auto-scaling-group',
    'Tags.member.1.Key': 'AmazonECSManaged',
    'Tags.member.1.Value': '',
    'Tags.member.1.PropagateAtLaunch': 'true',
  });
}
