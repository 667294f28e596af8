import { jsonValue } from '../support/json-text';
import { numberAsText } from '../support/validation';
import type { AgentConfiguration } from './agent-configuration';

/**
 * The settings of a Bottlerocket host.
 *
 * @see https://bottlerocket.dev/en/os/latest/api/settings/ecs/
 */
export function bottlerocketSettings(clusterName: string, agent: AgentConfiguration): string {
  const { instanceAttributes = {} } = agent;
  const attributes = Object.entries(instanceAttributes).map(
    ([name, value]) => `${quote(name)} = ${quote(value)}`,
  );
  const settings = {
    cluster: quote(clusterName),
    'awsvpc-block-imds': agent.blockInstanceMetadataForAwsVpc ?? true,
    'reserved-memory':
      agent.reservedMemoryMiB === undefined ? undefined : numberAsText(agent.reservedMemoryMiB),
    'image-pull-behavior': quoted(agent.imagePullBehavior),
    'task-cleanup-wait': seconds(agent.taskCleanupWaitSeconds),
    'image-cleanup-wait': seconds(agent.imageCleanupIntervalSeconds),
    'image-cleanup-age': seconds(agent.imageMinimumCleanupAgeSeconds),
    'container-stop-timeout': seconds(agent.containerStopTimeoutSeconds),
    'enable-spot-instance-draining': agent.spotInstanceDraining,
    'logging-drivers': agent.logDrivers && JSON.stringify(agent.logDrivers),
    loglevel: quoted(agent.logLevel),
  };
  const lines = Object.entries(settings).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} = ${value}`],
  );
  const table = attributes.length === 0 ? [] : ['[settings.ecs.instance-attributes]'];
  return ['[settings.ecs]', ...lines, ...table, ...attributes, ''].join('\n');
}

/** A basic string of TOML escapes what a string of JSON escapes. */
function quote(value: string): string {
  return jsonValue(value);
}

function quoted(value: string | undefined): string | undefined {
  return value === undefined ? undefined : quote(value);
}

function seconds(value: number | undefined): string | undefined {
  return value === undefined ? undefined : quote(`${numberAsText(value)}s`);
}
