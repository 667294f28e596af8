import type { ChildList } from './control/child-list';
import { findDockerEngine } from './docker-engine';
import type { Correction } from './gateway/correction';
import type { ImageRegistration, ImageRegistry } from './images/image-registry';
import type { MotoClient } from './moto/moto-client';
import type { LocalAwsOptions } from './options';
import type { HostStatus, RuntimeStatus, TaskStatus } from './status';

/** The part of the local AWS that is not moto. */
export interface DataPlane {
  readonly corrections: readonly Correction[];
  readonly runtime: RuntimeStatus;
  hosts(): readonly HostStatus[];
  tasks(): readonly TaskStatus[];
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
  const engine = await findDockerEngine();
  void parts;
  return {
    corrections: [],
    runtime: engine.available ? { kind: 'containers' } : { kind: 'processes', why: engine.why, fix: engine.fix },
    hosts: () => [],
    tasks: () => [],
    imageRegistered: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}
