import type { OperatingSystem } from './machine-image';

/**
 * Settings of the ECS agent on every host. Absent settings keep the agent's own default unless one is named here.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export interface AgentConfiguration {
  /** Memory kept from tasks, for daemons and for the operating system, in MiB. @default 0 */
  readonly reservedMemoryMiB?: number;
  /**
   * - `default`: pull; where that fails, use the copy on the host.
   * - `always`: pull, or the task fails.
   * - `once`: pull only what no task on this host has pulled before.
   * - `prefer-cached`: pull only what is not there; unused images are not cleaned up.
   *
   * @default 'default'
   */
  readonly imagePullBehavior?: 'default' | 'always' | 'once' | 'prefer-cached';
  /** How long containers of a stopped task are kept, 60 or more. @default - the agent's: 3 hours */
  readonly taskCleanupWaitSeconds?: number;
  /** How often unused images are looked for, 600 or more. @default - the agent's: 30 minutes */
  readonly imageCleanupIntervalSeconds?: number;
  /** Age from which an unused image may be removed, 60 or more. @default - the agent's: 1 hour */
  readonly imageMinimumCleanupAgeSeconds?: number;
  /** How long a container may take to stop before it is killed, 1 or more. @default - the agent's: 30 seconds */
  readonly containerStopTimeoutSeconds?: number;
  /** Let tasks have roles of their own. @default - true on ECS-optimized images */
  readonly taskIamRole?: boolean;
  /**
   * Keep tasks in `awsvpc` mode away from the instance metadata and the host's role. Their own network interface
   * reaches the metadata without the extra hop that `metadataHopLimit` counts. @default true
   */
  readonly blockInstanceMetadataForAwsVpc?: boolean;
  /** Drain the host when AWS announces that it takes it back. @default - true in groups with Spot hosts */
  readonly spotInstanceDraining?: boolean;
  /**
   * Log drivers that tasks may use, such as `splunk`. ECS places no task that uses another one. The list replaces that of
   * the agent. @default - the agent's: json-file, syslog, awslogs, fluentd, none; with Bottlerocket json-file, awslogs, none
   */
  readonly logDrivers?: readonly string[];
  /** @default - the agent's: 'info' */
  readonly logLevel?: 'crit' | 'error' | 'warn' | 'info' | 'debug';
  /** Attributes of the hosts, for placement constraints such as `attribute:tier == front`. @default - none */
  readonly instanceAttributes?: Readonly<Record<string, string>>;
  /** Any other setting by its name, such as `ECS_POLL_METRICS`. Not for Bottlerocket. @default - none */
  readonly additional?: Readonly<Record<string, string>>;
}

/**
 * What the agents of AWS offer to tasks without being told.
 *
 * @see https://github.com/aws/amazon-ecs-agent/blob/master/ecs-init/docker/docker.go
 * @see https://bottlerocket.dev/en/os/latest/api/settings/ecs/
 */
export const LOG_DRIVERS: Readonly<Record<OperatingSystem, readonly string[]>> = {
  'amazon-linux': ['json-file', 'syslog', 'awslogs', 'fluentd', 'none'],
  bottlerocket: ['json-file', 'awslogs', 'none'],
};
