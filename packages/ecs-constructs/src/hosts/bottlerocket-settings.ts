import { jsonValue } from '../support/json-text';
import { numberAsText } from '../support/validation';
import type { AgentConfiguration } from './agent-configuration';

/** A table of TOML, by its name. */
export interface TomlTable {
  readonly name: string;
  readonly lines: readonly string[];
}

/**
 * The settings of a Bottlerocket host.
 *
 * @see https://bottlerocket.dev/en/os/latest/api/settings/ecs/
 */
export function bottlerocketSettings(
  clusterName: string,
  agent: AgentConfiguration,
): readonly TomlTable[] {
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
  return [
    { name: 'settings.ecs', lines },
    { name: 'settings.ecs.instance-attributes', lines: attributes },
  ].filter((table) => table.lines.length > 0);
}

/** TOML takes a table once: where somebody else has begun it, the lines go there, and else it stands in front. */
export function withTables(tables: readonly TomlTable[], text: string): string {
  const before: string[] = [];
  let rest = text;
  for (const { name, lines } of tables) {
    const all = [...lines, ''].join('\n');
    const begun = headerOf(name).exec(withoutLongTexts(rest));
    if (begun === null) {
      before.push(`[${name}]\n${all}`);
    } else {
      const end = begun.index + begun[0].length;
      rest = `${rest.slice(0, end)}\n${all}${rest.slice(end).replace(/^\n/, '')}`;
    }
  }
  return [...before, rest].join('');
}

/** The names that a text of TOML sets in a table. */
export function namesIn(text: string, table: string): readonly string[] {
  const read = withoutLongTexts(text);
  const begun = headerOf(table).exec(read);
  const [own = ''] =
    begun === null ? [] : read.slice(begun.index + begun[0].length).split(/^[ \t]*\[/m);
  return [...own.matchAll(/^[ \t]*(?:"([^"]+)"|'([^']+)'|([\w-]+))[ \t]*=/gm)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}

/** A text over several lines may hold what looks like a table. Everything else stays at its place. */
function withoutLongTexts(text: string): string {
  return text.replace(/'''[\s\S]*?'''|"""[\s\S]*?"""/g, (found) => ' '.repeat(found.length));
}

function headerOf(table: string): RegExp {
  const name = table.split('.').map((part) => `["']?${part}["']?`);
  return new RegExp(
    `^[ \\t]*\\[[ \\t]*${name.join('[ \\t]*\\.[ \\t]*')}[ \\t]*\\][ \\t]*(?:#.*)?$`,
    'm',
  );
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
