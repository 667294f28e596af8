import { join } from 'node:path';
import type { ChildList } from './control/child-list';
import { ecsOptimizedAmi, resolveImage } from './corrections/ecs-optimized-ami';
import { groupInstances } from './corrections/group-instances';
import { groupReplacements } from './corrections/group-replacements';
import { groupSettings } from './corrections/group-settings';
import { hostMembership } from './corrections/host-membership';
import { launchTemplateTags } from './corrections/launch-template-tags';
import { publicAddresses } from './corrections/public-addresses';
import { ImagePublisher, registeredImages } from './corrections/registered-images';
import { findDockerEngine } from './docker-engine';
import { ecsClusters, ecsDataPlane, ecsServiceTags } from './ecs/ecs-correction';
import { ServiceController } from './ecs/service-controller';
import { EcsState } from './ecs/state';
import { hostStatus, liveNotices, taskStatus } from './ecs/status-view';
import { TaskRunner } from './ecs/task-runner';
import type { Correction } from './gateway/correction';
import { GroupCapacity } from './groups/group-capacity';
import { HostRegistry } from './hosts/host-registry';
import { LoopbackAddresses } from './hosts/loopback-addresses';
import type { ImageRegistration, ImageRegistry } from './images/image-registry';
import type { MotoClient } from './moto/moto-client';
import type { LocalAwsOptions } from './options';
import { runCommand } from './run-command';
import { ChosenRuntime } from './runtime/choose-runtime';
import { DockerRuntime } from './runtime/containers';
import { ProcessRuntime } from './runtime/processes';
import type { HostStatus, RuntimeStatus, TaskStatus } from './status';

/** The part of the local AWS that is not moto. */
export interface DataPlane {
  readonly corrections: readonly Correction[];
  readonly runtime: RuntimeStatus;
  hosts(): readonly HostStatus[];
  tasks(): readonly TaskStatus[];
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

/** Finds out what this machine can do and puts the data plane together. */
export async function createDataPlane(parts: DataPlaneParts): Promise<DataPlane> {
  const { options, moto, images, children, notice } = parts;
  const addresses = new LoopbackAddresses(options.firstHostAddress);
  const [addressNotice, runtimeStatus] = await Promise.all([
    addresses.check(),
    findRuntime(options),
  ]);
  if (addressNotice !== undefined) notice(addressNotice);
  const logDirectory = join(options.directory, 'logs');
  const docker =
    runtimeStatus.kind === 'containers'
      ? new DockerRuntime({ gatewayPort: options.port, run: runCommand, logDirectory })
      : undefined;
  const processes = new ProcessRuntime({ images, children, logDirectory });
  const state = new EcsState();
  const controller = new ServiceController(state, () => runner);
  const runner: TaskRunner = new TaskRunner(
    new ChosenRuntime({ docker, processes }),
    (task, failure) => controller.taskChanged(task, failure),
  );
  const hosts = new HostRegistry({ moto, state, addresses, runner, controller, notice });
  const publisher = new ImagePublisher(moto, notice);
  const capacity = new GroupCapacity(moto, (region, imageId) =>
    resolveImage(moto, region, imageId),
  );
  const ecs = { state, controller, runner, moto };
  return {
    // The first in the list sees a call first and its answer last.
    corrections: [
      ...hostMembership((region) => hosts.sync(region)),
      publicAddresses(hosts),
      groupSettings(),
      groupInstances({ moto, capacity }),
      ...groupReplacements({ moto, capacity }),
      launchTemplateTags(),
      ecsOptimizedAmi(),
      registeredImages(images, publisher),
      ecsDataPlane(ecs),
      ecsClusters(ecs),
      ecsServiceTags(ecs),
    ],
    runtime: runtimeStatus,
    hosts: () => state.hosts().map(hostStatus),
    tasks: () => state.tasks().map(taskStatus),
    notices: () => state.tasks().flatMap(liveNotices),
    imageRegistered: (image) => publisher.publish(image.reference),
    stop: async () => {
      controller.close();
      await runner.stopAll(state.tasks());
      docker?.close();
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
  if (engine.available) return { kind: 'containers' };
  if (runtime === 'containers') {
    throw new Error(
      `local-aws: LOCAL_AWS_RUNTIME asks for containers, but ${engine.why}. Fix: ${engine.fix}`,
    );
  }
  return { kind: 'processes', why: engine.why, fix: engine.fix };
}
