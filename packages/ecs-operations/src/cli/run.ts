import { readFileSync } from 'node:fs';
import { text as textOf } from 'node:stream/consumers';
import { madeSoFar } from '../made-when-used';
import { operationClients, type OperationClients } from '../operation-clients';
import { findTargets, type ServiceSource } from '../services/find-targets';
import { instancesIn, servicesInState } from '../services/state-services';
import { taskOf, tasksAmong } from '../services/state-tasks';
import { UsageError, type CommandSpec } from './command';
import type { Options } from './options';
import { createSession, type Surroundings } from './session';

/** Finds the services that the options name and runs a command on them; returns the exit code. */
export async function runOnServices(
  command: CommandSpec,
  options: Options,
  surroundings: Surroundings,
): Promise<number> {
  const region = regionOf(options, surroundings.environment);
  const source =
    command.on === 'one-off tasks'
      ? await tasksOf(options, surroundings)
      : await sourceOf(options, region, surroundings);
  return runOn(command, options, surroundings, source, {
    endpoint: options.text('endpoint'),
    profile: options.text('profile'),
  });
}

/** Runs a command on the services of a source. */
export async function runOn(
  command: CommandSpec,
  options: Options,
  surroundings: Surroundings,
  source: ServiceSource,
  place: { readonly endpoint?: string; readonly profile?: string },
): Promise<number> {
  const made = new Map<string, OperationClients>();
  const clientsFor = (region: string): OperationClients => {
    const clients = made.get(region) ?? operationClients({ region, ...place });
    made.set(region, clients);
    return clients;
  };
  try {
    const wanted = options.list(command.on === 'one-off tasks' ? 'task' : 'service');
    const targets = await findTargets(source, wanted, clientsFor);
    const session = createSession(surroundings, targets, {
      json: options.flag('json'),
      yes: options.flag('yes'),
    });
    return await command.run(session, options);
  } finally {
    for (const clients of made.values()) {
      for (const client of madeSoFar(clients)) {
        client.destroy();
      }
    }
  }
}

async function sourceOf(
  options: Options,
  region: string | undefined,
  { input }: Surroundings,
): Promise<ServiceSource> {
  const [cluster, file] = [options.text('cluster'), options.text('state')];
  if (file !== undefined) {
    const { place, content } = await readState(file, input);
    const name = cluster?.split('/').at(-1);
    return {
      kind: 'state',
      place,
      services: servicesInState(content, place),
      cluster: name,
    };
  }
  if (cluster === undefined) {
    throw new UsageError(
      'Which services? Fix: name their cluster with --cluster NAME, or a Terraform state with --state FILE.',
    );
  }
  const named = region ?? /^arn:[^:]+:ecs:([^:]+):/.exec(cluster)?.[1];
  if (named === undefined) {
    throw new UsageError(
      'Which region? Fix: name it with --region, with AWS_REGION, or in the AWS profile.',
    );
  }
  return { kind: 'cluster', cluster, region: named };
}

async function tasksOf(options: Options, { input }: Surroundings): Promise<ServiceSource> {
  const [request, file] = [options.text('request'), options.text('state')];
  if (request !== undefined) {
    return { kind: 'tasks', place: '--request', tasks: [taskOf(request, '--request')] };
  }
  if (file === undefined) {
    throw new UsageError('Which one-off tasks? Fix: name a Terraform state with --state FILE.');
  }
  const { place, content } = await readState(file, input);
  return {
    kind: 'tasks',
    place: `The state ${place}`,
    tasks: tasksAmong(instancesIn(content, place)),
  };
}

async function readState(
  file: string,
  input: Surroundings['input'],
): Promise<{ readonly place: string; readonly content: string }> {
  return file === '-'
    ? { place: 'standard input', content: await textOf(input) }
    : { place: file, content: readStateFile(file) };
}

function readStateFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new UsageError(`--state: ${file} ${what}.`);
  }
}

function regionOf(options: Options, environment: NodeJS.ProcessEnv): string | undefined {
  return (
    options.text('region') ??
    (environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'] || undefined)
  );
}
