/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
export interface ContainerDefinition {
  readonly name: string;
  readonly image: string;
  readonly cpu?: number;
  readonly memory?: number;
  readonly memoryReservation?: number;
  readonly essential?: boolean;
  readonly portMappings?: readonly PortMapping[];
  readonly environment?: readonly { readonly name: string; readonly value?: string }[];
  readonly environmentFiles?: readonly { readonly value: string; readonly type: string }[];
  readonly secrets?: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly logConfiguration?: {
    readonly logDriver: string;
    readonly options?: Readonly<Record<string, string>>;
  };
  readonly dependsOn?: readonly {
    readonly containerName: string;
    readonly condition: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY';
  }[];
  readonly healthCheck?: {
    readonly command: readonly string[];
    readonly interval?: number;
    readonly timeout?: number;
    readonly retries?: number;
    readonly startPeriod?: number;
  };
  readonly mountPoints?: readonly {
    readonly sourceVolume: string;
    readonly containerPath: string;
    readonly readOnly?: boolean;
  }[];
  readonly volumesFrom?: readonly {
    readonly sourceContainer: string;
    readonly readOnly?: boolean;
  }[];
  readonly startTimeout?: number;
  readonly command?: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly workingDirectory?: string;
  readonly user?: string;
  readonly readonlyRootFilesystem?: boolean;
  readonly privileged?: boolean;
  readonly stopTimeout?: number;
  readonly ulimits?: readonly {
    readonly name: string;
    readonly softLimit: number;
    readonly hardLimit: number;
  }[];
  readonly dockerLabels?: Readonly<Record<string, string>>;
  readonly dockerSecurityOptions?: readonly string[];
  readonly extraHosts?: readonly { readonly hostname: string; readonly ipAddress: string }[];
  readonly dnsServers?: readonly string[];
  readonly dnsSearchDomains?: readonly string[];
  readonly hostname?: string;
  readonly disableNetworking?: boolean;
  readonly links?: readonly string[];
  readonly resourceRequirements?: readonly unknown[];
  readonly credentialSpecs?: readonly string[];
  readonly firelensConfiguration?: unknown;
  readonly restartPolicy?: {
    readonly enabled: boolean;
    readonly ignoredExitCodes?: readonly number[];
    readonly restartAttemptPeriod?: number;
  };
  readonly interactive?: boolean;
  readonly pseudoTerminal?: boolean;
  readonly systemControls?: readonly { readonly namespace?: string; readonly value?: string }[];
  readonly linuxParameters?: {
    readonly initProcessEnabled?: boolean;
    readonly sharedMemorySize?: number;
    /** MiB beyond the memory. */
    readonly maxSwap?: number;
    readonly swappiness?: number;
    readonly devices?: readonly {
      readonly hostPath: string;
      readonly containerPath?: string;
      readonly permissions?: readonly ('read' | 'write' | 'mknod')[];
    }[];
    readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
    readonly tmpfs?: readonly {
      readonly containerPath: string;
      readonly size: number;
      readonly mountOptions?: readonly string[];
    }[];
  };
}

/** A published port; host port 0 or none means one of the ephemeral range. */
export interface PortMapping {
  readonly containerPort: number;
  readonly hostPort?: number;
  readonly protocol?: string;
  /** What Service Connect calls it. */
  readonly name?: string;
}

/** Where a published port really listens. */
export interface NetworkBinding {
  readonly bindIP: string;
  readonly containerPort: number;
  readonly hostPort: number;
  readonly protocol: string;
}
