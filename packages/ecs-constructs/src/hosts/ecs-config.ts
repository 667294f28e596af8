import { Fn, Token } from 'cdktf';
import { jsonValue } from '../support/json-text';
import { isKnown, numberAsText } from '../support/validation';
import type { AgentConfiguration } from './agent-configuration';

const MARKER = 'CONFIG';

/**
 * The script that writes the agent's settings before the agent starts.
 *
 * Every line of the file starts with a setting's name, so no value can end the here-document.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export function ecsConfig(clusterName: string, agent: AgentConfiguration): string {
  const lines = Object.entries(settings(clusterName, agent)).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${asText(value)}`],
  );
  const start = ['#!/bin/bash', `cat <<'${MARKER}' >> /etc/ecs/ecs.config`];
  return [...start, ...lines, MARKER, ''].join('\n');
}

function settings(
  clusterName: string,
  agent: AgentConfiguration,
): Readonly<Record<string, string | number | boolean | undefined>> {
  const { instanceAttributes = {} } = agent;
  const hasAttributes = Object.keys(instanceAttributes).length > 0;
  return {
    ECS_CLUSTER: clusterName,
    // Lets awslogs use the task's execution role, so that the host's role needs no right to write logs.
    ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE: true,
    ECS_AWSVPC_BLOCK_IMDS: agent.blockInstanceMetadataForAwsVpc ?? true,
    ECS_RESERVED_MEMORY: agent.reservedMemoryMiB,
    ECS_IMAGE_PULL_BEHAVIOR: agent.imagePullBehavior,
    ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION: seconds(agent.taskCleanupWaitSeconds),
    ECS_IMAGE_CLEANUP_INTERVAL: seconds(agent.imageCleanupIntervalSeconds),
    ECS_IMAGE_MINIMUM_CLEANUP_AGE: seconds(agent.imageMinimumCleanupAgeSeconds),
    ECS_CONTAINER_STOP_TIMEOUT: seconds(agent.containerStopTimeoutSeconds),
    ECS_ENABLE_TASK_IAM_ROLE: agent.taskIamRole,
    ECS_ENABLE_SPOT_INSTANCE_DRAINING: agent.spotInstanceDraining,
    ECS_AVAILABLE_LOGGING_DRIVERS: agent.logDrivers && JSON.stringify(agent.logDrivers),
    ECS_LOGLEVEL: agent.logLevel,
    ECS_INSTANCE_ATTRIBUTES: hasAttributes ? jsonValue(instanceAttributes) : undefined,
    ...Object.fromEntries(
      Object.entries(agent.additional ?? {}).map(([name, value]) => [name, oneLine(value)]),
    ),
  };
}

function asText(value: string | number | boolean): string {
  return typeof value === 'number' ? numberAsText(value) : String(value);
}

/** What only Terraform knows is checked by it: a line break would begin another setting, or end the file. */
function oneLine(value: string): string {
  return isKnown(value) ? value : Token.asString(Fn.regex('^[^\n]*$', value));
}

/** The agent takes durations in Go's notation. */
function seconds(value: number | undefined): string | undefined {
  return value === undefined ? undefined : `${numberAsText(value)}s`;
}
