import { join } from 'node:path';
import type { ChildList } from '../control/child-list';
import { bucketPolicies } from '../corrections/bucket-policies';
import { cloudMapNamespace } from '../corrections/cloud-map-namespace';
import { cloudMapInUse } from '../corrections/cloud-map-in-use';
import { ecrAuthorizationToken } from '../corrections/ecr-authorization-token';
import { ecsOptimizedAmi, resolveImage } from '../corrections/ecs-optimized-ami';
import { fleetLimits } from '../corrections/fleet-limits';
import { groupInstances } from './group-instances';
import { GroupTargets } from './group-targets';
import { groupReplacements } from './group-replacements';
import { groupSettings } from '../corrections/group-settings';
import { hostMembership } from './host-membership';
import { hostVersions } from './host-versions';
import { instanceRefreshes } from './instance-refreshes';
import { classicLoadBalancers } from '../corrections/classic-load-balancers';
import { instanceGroups } from '../corrections/instance-groups';
import { scalingPolicies } from '../corrections/scaling-policies';
import { machineImages } from '../corrections/machine-images';
import { interfacesLeft } from '../corrections/interfaces-left';
import { instanceTypeOfferings } from '../corrections/instance-type-offerings';
import { launchTemplateTags } from '../corrections/launch-template-tags';
import { mixedInstances } from '../corrections/mixed-instances';
import { publicAddresses } from './public-addresses';
import { ImagePublisher, registeredImages } from './registered-images';
import { scaleInProtection } from './scale-in-protection';
import { scalableServices } from './scalable-services';
import { scalingActivities } from './scaling-activities';
import { warmUpOf } from './warm-up';
import { rootVolumeSize } from '../corrections/root-volume-size';
import { ruleDescriptions } from '../corrections/rule-descriptions';
import { subnetIpv6 } from '../corrections/subnet-ipv6';
import { taskDefinitionDefaults } from '../corrections/task-definition-defaults';
import { findDockerEngine } from '../docker-engine';
import { ManagedScaling } from '../ecs/capacity/managed-scaling';
import { LogDelivery } from '../ecs/containers/log-delivery';
import { prepareContainer } from '../ecs/containers/prepare-container';
import { forgetVolumes } from '../ecs/containers/volumes';
import { ecsClusters, ecsDataPlane, ecsServiceTags } from '../ecs/ecs-api';
import { servicesToScale } from '../ecs/scalable-services';
import { ecsRequests } from '../ecs/requests/request-validation';
import { CloudMap } from '../ecs/discovery/cloud-map';
import { Discovery } from '../ecs/discovery/task-names';
import { taskAddresses } from '../ecs/network/task-addresses';
import { alarmsOf, DeploymentAlarms } from '../ecs/deployment-alarms';
import { ServiceController } from '../ecs/service-controller';
import { EcsState } from '../ecs/state';
import { hostStatus, liveNotices, taskStatus } from '../ecs/status-view';
import { TaskRunner } from '../ecs/task-runner';
import { TaskTargets } from '../ecs/task-targets';
import type { Correction } from '../gateway/correction';
import { GroupActivities } from '../groups/group-activities';
import { GroupCapacity } from '../groups/group-capacity';
import { InstanceRefreshes } from '../groups/instance-refreshes';
import { MixedPolicies } from '../groups/mixed-instances';
import { scalableGroups } from './scalable-group';
import { HostDraining } from './host-draining';
import { HostRegistry } from './host-registry';
import { LoopbackAddresses } from '../hosts/loopback-addresses';
import type { ImageRegistration, ImageRegistry } from '../images/image-registry';
import { LoadBalancers } from '../load-balancing/load-balancers';
import { ruleWeights } from '../load-balancing/rule-weights';
import { balancerTargets, loadBalancers } from '../load-balancing/load-balancing-api';
import type { MotoClient } from '../moto/moto-client';
import { HOST_ACCESS_VARIABLE, SCALING_MINUTE_VARIABLE, type LocalAwsOptions } from '../options';
import { runCommand } from '../run-command';
import { ChosenRuntime } from '../runtime/choose-runtime';
import { removeEnvironments } from '../runtime/container-environment';
import { ConnectProxies } from '../runtime/connect-proxies';
import { DockerNetworks } from '../runtime/docker-network';
import { TaskPlaces } from '../runtime/task-places';
import { DockerRuntime } from '../runtime/containers';
import { ProcessRuntime } from '../runtime/processes';
import { BalancerMetrics } from '../scaling/balancer-metrics';
import { scalingApi } from '../scaling/scaling-api';
import { applyLimits } from '../scaling/scaling-limits';
import { ScheduledActions } from '../scaling/scheduled-actions';
import { ServiceScaling } from '../scaling/service-scaling';
import { Schedules } from '../schedules/schedules';
import type { HostStatus, LoadBalancerStatus, RuntimeStatus, TaskStatus } from '../status';

/** The part of the local AWS that is not moto. */
export interface DataPlane {
  readonly corrections: readonly Correction[];
  readonly runtime: RuntimeStatus;
  hosts(): readonly HostStatus[];
  tasks(): readonly TaskStatus[];
  loadBalancers(): readonly LoadBalancerStatus[];
  /** What differs from AWS in how the present tasks run. */
  notices(): readonly string[];
  imageRegistered(image: ImageRegistration): Promise<void>;
  stop(): Promise<void>;
}

/** What the data plane is made of. */
export interface DataPlaneParts {
  readonly options: LocalAwsOptions;
  readonly moto: MotoClient;
  readonly images: ImageRegistry;
  readonly children: ChildList;
  readonly notice: (text: string) => void;
  readonly log: (line: string) => void;
}

const HOST_ACCESS_NOTICE = `${HOST_ACCESS_VARIABLE}=1: task definitions may be privileged and reach files, devices and processes of this machine.`;

/** Finds out what this machine can do and puts the data plane together. */
export async function createDataPlane(parts: DataPlaneParts): Promise<DataPlane> {
  const { options, moto, images, children, notice, log } = parts;
  const { directory, hostAccess = 'refused', scalingMinuteSeconds = 60 } = options;
  if (hostAccess === 'allowed') {
    notice(HOST_ACCESS_NOTICE);
  }
  if (scalingMinuteSeconds !== 60) {
    notice(
      `${SCALING_MINUTE_VARIABLE}=${scalingMinuteSeconds}: a minute of alarms, of scaling cooldowns and of bake times lasts ${scalingMinuteSeconds} s.`,
    );
  }
  removeEnvironments(directory);
  const addresses = new LoopbackAddresses(options.firstHostAddress);
  const [addressNotice, runtimeStatus] = await Promise.all([
    addresses.check(),
    findRuntime(options),
  ]);
  if (addressNotice !== undefined) {
    notice(addressNotice);
  }
  const logDirectory = join(directory, 'logs');
  const docker =
    runtimeStatus.kind === 'containers'
      ? new DockerRuntime({
          gatewayPort: options.port,
          run: runCommand,
          children,
          directory,
          logDirectory,
        })
      : undefined;
  const processes = new ProcessRuntime({ images, children, logDirectory, hostAccess });
  const state = new EcsState();
  const logs = new LogDelivery(moto, log);
  const runtime = new ChosenRuntime({ docker, processes });
  const balancers = new LoadBalancers({
    moto,
    addresses,
    hostOf: (id) => state.hosts().find(({ instanceId }) => instanceId === id),
    notice,
    log,
  });
  const targets = new TaskTargets(state, balancers);
  const networks = docker && new DockerNetworks({ gatewayPort: options.port, run: runCommand });
  const places = new TaskPlaces({ addresses, ...(docker && networks ? { docker, networks } : {}) });
  const proxies = networks && new ConnectProxies(runCommand, options.port, networks);
  const cloudMap = new CloudMap(moto, log);
  const discovery = new Discovery(state, cloudMap, proxies);
  const runner = new TaskRunner(runtime, {
    places: taskAddresses(
      places,
      (task) => discovery.namesOf(task),
      () => discovery.forget(),
    ),
    prepare: prepareContainer({ moto, logs, directory, hostAccess }),
    beforeStop: (task) => targets.release(task),
    afterStop: (task) => forgetVolumes(join(directory, 'volumes'), task),
  });
  const policies = new MixedPolicies();
  const draining = new HostDraining(state);
  const groupActivities = new GroupActivities();
  const capacity = new GroupCapacity(
    moto,
    (region, imageId) => resolveImage(moto, region, imageId),
    policies,
    (_region, _group, ids) => draining.drain(ids),
    groupActivities,
  );
  const hosts = new HostRegistry({
    moto,
    state,
    addresses,
    runner,
    notice,
    groupOf: (instanceId) => capacity.groupOf(instanceId),
  });
  const groupTargets = new GroupTargets(moto, balancers);
  const sync = async (region: string): Promise<void> => {
    await hosts.sync(region);
    await groupTargets.sync(region);
  };
  const scaling = new ManagedScaling(
    state,
    scalableGroups(moto, capacity, sync),
    (provider) => state.capacity.clustersOf(provider).forEach((arn) => state.hostsChanged(arn)),
    log,
  );
  const controller = new ServiceController(state, runner, {
    askForHost: (provider, service) => scaling.askForHost(provider, service),
    rules: ruleWeights(moto, balancers),
    minuteMs: scalingMinuteSeconds * 1000,
  });
  const inAlarm = alarmsOf(moto);
  const alarms = new DeploymentAlarms({
    services: () => state.services(),
    inAlarm,
    changed: (service) => controller.changed(service),
    log,
  });
  alarms.start();
  targets.attach(runner, controller);
  discovery.attach(runner);
  scaling.start();
  const publisher = new ImagePublisher(moto, notice);
  const ecs = { state, controller, runner, moto, balancers, cloudMap, inAlarm };
  const schedules = new Schedules(ecs, log);
  const services = servicesToScale(state, controller);
  const metrics = new BalancerMetrics(moto, balancers);
  const serviceScaling = new ServiceScaling({
    moto,
    services,
    metrics,
    minuteSeconds: scalingMinuteSeconds,
    notice,
    log,
  });
  const { activities } = serviceScaling;
  const scheduled = new ScheduledActions({ moto, services, scaling: serviceScaling, log });
  serviceScaling.start();
  return {
    // The first in the list sees a call first and its answer last.
    corrections: [
      ecsRequests(hostAccess),
      ...fleetLimits(),
      ...hostMembership(sync),
      publicAddresses(hosts),
      groupSettings(),
      instanceRefreshes(
        new InstanceRefreshes({
          moto,
          capacity,
          sync,
          warmUp: (region) => warmUpOf(state, region),
          log,
        }),
      ),
      scalingActivities(groupActivities),
      mixedInstances(policies),
      groupInstances({ moto, capacity }),
      hostVersions((id) => capacity.versionOf(id)),
      scaleInProtection({ moto, capacity }),
      scalingPolicies(),
      instanceGroups(),
      rootVolumeSize(),
      interfacesLeft(moto),
      classicLoadBalancers(),
      ...subnetIpv6(),
      ...groupReplacements({ moto, capacity }),
      launchTemplateTags(),
      ruleDescriptions(),
      ecsOptimizedAmi(),
      machineImages(),
      instanceTypeOfferings(),
      registeredImages(images, publisher),
      ecrAuthorizationToken(),
      bucketPolicies(),
      cloudMapInUse(moto),
      cloudMapNamespace(),
      taskDefinitionDefaults(),
      balancerTargets({ balancers, moto }),
      loadBalancers({ balancers, moto }),
      ...scalingApi({ moto, balancers, scaling: serviceScaling, scheduled, notice }),
      ...scalableServices(moto, services, (region, id, limits) =>
        applyLimits({ services, activities }, region, id, limits),
      ),
      ecsDataPlane(ecs),
      ecsClusters(ecs),
      ecsServiceTags(ecs),
      schedules.correction(),
    ],
    runtime: runtimeStatus,
    hosts: () => state.hosts().map(hostStatus),
    tasks: () => state.tasks().map(taskStatus),
    loadBalancers: () => balancers.status(),
    notices: () => state.tasks().flatMap(liveNotices),
    imageRegistered: (image) => publisher.publish(image.reference),
    stop: async () => {
      schedules.close();
      alarms.close();
      scaling.close();
      scheduled.close();
      await serviceScaling.close();
      controller.close();
      await balancers.close();
      await runner.stopAll(state.tasks());
      await runtime.close();
      await proxies?.close();
      await places.close();
      logs.close();
    },
  };
}

async function findRuntime({ runtime = 'auto' }: LocalAwsOptions): Promise<RuntimeStatus> {
  if (runtime === 'processes') {
    return {
      kind: 'processes',
      why: 'LOCAL_AWS_RUNTIME asks for processes',
      fix: 'Unset LOCAL_AWS_RUNTIME.',
    };
  }
  const engine = await findDockerEngine();
  if (engine.available) {
    return { kind: 'containers' };
  }
  if (runtime === 'containers') {
    throw new Error(
      `local-aws: LOCAL_AWS_RUNTIME asks for containers, but ${engine.why}. Fix: ${engine.fix}`,
    );
  }
  return { kind: 'processes', why: engine.why, fix: engine.fix };
}
