import type { ContainerDefinition } from '../runtime/container-definition';
import type { PlacementConstraint } from './placement/place-task';

/** The parts of a task definition the data plane reads; the whole of it stays with moto. */
export interface TaskDefinition {
  readonly taskDefinitionArn: string;
  readonly family: string;
  readonly revision: number;
  readonly status?: string;
  readonly networkMode?: string;
  readonly pidMode?: string;
  readonly ipcMode?: string;
  readonly proxyConfiguration?: unknown;
  readonly inferenceAccelerators?: readonly unknown[];
  readonly enableFaultInjection?: boolean;
  readonly cpu?: string;
  readonly memory?: string;
  readonly placementConstraints?: readonly PlacementConstraint[];
  readonly containerDefinitions: readonly ContainerDefinition[];
  readonly volumes?: readonly Volume[];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html */
export interface Volume {
  readonly name: string;
  readonly host?: { readonly sourcePath?: string };
  readonly dockerVolumeConfiguration?: {
    readonly scope?: 'task' | 'shared';
    readonly driver?: string;
    readonly driverOpts?: Readonly<Record<string, string>>;
  };
  readonly efsVolumeConfiguration?: {
    readonly fileSystemId: string;
    readonly rootDirectory?: string;
  };
  /** A volume of EBS that service or caller configures. */
  readonly configuredAtLaunch?: boolean;
}
