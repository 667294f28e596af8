import type { Construct } from 'constructs';
import { isKnown, misuse, requireInteger, requireTexts } from '../support/validation';
import type { AgentConfiguration } from './agent-configuration';
import type { OperatingSystem } from './machine-image';

const RANGES = [
  { name: 'reservedMemoryMiB', min: 0, unit: 'MiB' },
  { name: 'taskCleanupWaitSeconds', min: 60, unit: 'seconds' },
  { name: 'imageCleanupIntervalSeconds', min: 600, unit: 'seconds' },
  { name: 'imageMinimumCleanupAgeSeconds', min: 60, unit: 'seconds' },
  { name: 'containerStopTimeoutSeconds', min: 1, unit: 'seconds' },
] as const;

/** Settings that have an option, or that the library itself writes; twice in the file, the last one would win. */
const TYPED: Readonly<Record<string, string>> = {
  ECS_CLUSTER: 'the cluster that the capacity is added to',
  ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE: 'the library, which always sets it',
  ECS_RESERVED_MEMORY: 'reservedMemoryMiB',
  ECS_IMAGE_PULL_BEHAVIOR: 'imagePullBehavior',
  ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION: 'taskCleanupWaitSeconds',
  ECS_IMAGE_CLEANUP_INTERVAL: 'imageCleanupIntervalSeconds',
  ECS_IMAGE_MINIMUM_CLEANUP_AGE: 'imageMinimumCleanupAgeSeconds',
  ECS_CONTAINER_STOP_TIMEOUT: 'containerStopTimeoutSeconds',
  ECS_ENABLE_TASK_IAM_ROLE: 'taskIamRole',
  ECS_AWSVPC_BLOCK_IMDS: 'blockInstanceMetadataForAwsVpc',
  ECS_ENABLE_SPOT_INSTANCE_DRAINING: 'spotInstanceDraining',
  ECS_AVAILABLE_LOGGING_DRIVERS: 'logDrivers',
  ECS_LOGLEVEL: 'logLevel',
  ECS_INSTANCE_ATTRIBUTES: 'instanceAttributes',
};

/** Requires settings that the agent of an operating system understands. */
export function requireAgentConfiguration(
  scope: Construct,
  configuration: AgentConfiguration,
  operatingSystem: OperatingSystem,
): void {
  for (const range of RANGES) {
    requireInteger(scope, configuration[range.name], {
      ...range,
      name: `agentConfiguration.${range.name}`,
    });
  }
  for (const option of ['additional', 'instanceAttributes'] as const) {
    requireTexts(scope, `agentConfiguration.${option}`, configuration[option]);
  }
  for (const [name, value] of Object.entries(configuration.additional ?? {})) {
    requireSetting(scope, name, value);
  }
  for (const [name, value] of Object.entries(configuration.instanceAttributes ?? {})) {
    requireAttribute(scope, name, value);
  }
  const driver = configuration.logDrivers?.find((name) => !/^[a-z][a-z0-9-]*$/.test(name));
  if (driver !== undefined) {
    throw misuse(scope, {
      what: 'agentConfiguration.logDrivers must be names of log drivers',
      got: JSON.stringify(driver),
      fix: 'Name drivers of Docker, for example splunk.',
    });
  }
  if (operatingSystem === 'bottlerocket') {
    requireBottlerocket(scope, configuration);
  }
}

function requireSetting(scope: Construct, name: string, value: string): void {
  const typed = TYPED[name];
  if (typed !== undefined) {
    throw misuse(scope, {
      what: `agentConfiguration.additional may not name what is set elsewhere; ${name} is set by ${typed}`,
      got: JSON.stringify(value),
      fix: `Remove ${name} from agentConfiguration.additional.`,
    });
  }
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) {
    throw misuse(scope, {
      what: 'names in agentConfiguration.additional must be capital letters, digits and underscores',
      got: JSON.stringify(name),
      fix: 'Name a setting of the ECS agent, for example ECS_POLL_METRICS.',
    });
  }
  // The file has one setting per line; what follows a line break would be a setting of its own, or shell.
  if (!isKnown(value) || !/[\r\n\0]/.test(value)) {
    return;
  }
  throw misuse(scope, {
    what: `${name} in agentConfiguration.additional must be one line`,
    got: JSON.stringify(value),
    fix: 'Remove the line break.',
  });
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attribute.html */
function requireAttribute(scope: Construct, name: string, value: string): void {
  if (!/^[A-Za-z0-9_./\\-]{1,128}$/.test(name)) {
    throw misuse(scope, {
      what: 'names in agentConfiguration.instanceAttributes must be 1 to 128 letters, digits and any of - _ . / \\',
      got: JSON.stringify(name),
      fix: 'Change the name of the attribute.',
    });
  }
  const isLegal = /^[A-Za-z0-9_.@:/\\ -]{1,128}$/.test(value) && value.trim() === value;
  if (!isKnown(value) || isLegal) {
    return;
  }
  throw misuse(scope, {
    what:
      `the attribute ${name} in agentConfiguration.instanceAttributes must be 1 to 128 letters, digits, inner spaces ` +
      'and any of - _ . @ : / \\',
    got: JSON.stringify(value),
    fix: 'Change the value of the attribute.',
  });
}

function requireBottlerocket(scope: Construct, configuration: AgentConfiguration): void {
  const { additional = {}, taskIamRole } = configuration;
  const [first] = Object.keys(additional);
  if (first !== undefined) {
    throw misuse(scope, {
      what: 'Bottlerocket takes no ecs.config, so agentConfiguration.additional has no equivalent there',
      got: first,
      fix: 'Use additionalUserData with the TOML setting, or another machine image.',
    });
  }
  if (taskIamRole !== false) {
    return;
  }
  throw misuse(scope, {
    what: 'Bottlerocket always lets tasks have roles of their own',
    got: 'agentConfiguration.taskIamRole false',
    fix: 'Leave taskIamRole out, or choose another machine image.',
  });
}
