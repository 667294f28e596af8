import { paginateListServices } from '@aws-sdk/client-ecs';
import type { EcsClients } from '../clients';
import { inWords } from '../explain-error';
import type { OperationClients } from '../operation-clients';
import { readCluster } from '../read-service';
import { closest } from '../closest';
import { byText } from '../wording';
import type { ServiceTarget } from './service-target';
import type { StateService } from './state-services';
import type { StateTask } from './state-tasks';

/** Where the names of the services come from. */
export type ServiceSource =
  | { readonly kind: 'cluster'; readonly cluster: string; readonly region: string }
  | {
      readonly kind: 'state';
      /** As a person names it: a path, `s3://bucket/key`. */
      readonly place: string;
      readonly services: readonly StateService[];
      /** Only those of this cluster. @default - of all */
      readonly cluster?: string;
    }
  | {
      readonly kind: 'tasks';
      /** As a person names it: a path, `s3://bucket/key`, `--request`. */
      readonly place: string;
      readonly tasks: readonly StateTask[];
    };

/**
 * The services that a command works on: all of a cluster or of a state, or the wanted ones.
 *
 * @param wanted names, ARNs or addresses in the state; empty for all
 * @throws Error when there is none, or none of that name, with those there are
 */
export async function findTargets(
  source: ServiceSource,
  wanted: readonly string[],
  clientsFor: (region: string) => OperationClients,
): Promise<readonly ServiceTarget[]> {
  const all = await allOf(source, clientsFor);
  const place = placeOf(source);
  if (all.length === 0) {
    throw new Error(`${place} ${nothingIn[source.kind]}`);
  }
  if (wanted.length === 0) {
    return all;
  }
  const unknown = wanted.find((name) => !all.some((target) => isNamed(target, name)));
  if (unknown !== undefined) {
    const names = all.map(({ service }) => service);
    const near = closest(unknown, names);
    throw new Error(
      `${source.kind === 'tasks' ? 'task' : 'service'}: ${place} has no '${unknown}'.${near === undefined ? '' : ` Did you mean '${near}'?`} ` +
        `There are: ${[...new Set(names)].join(', ')}.`,
    );
  }
  return all.filter((target) => wanted.some((name) => isNamed(target, name)));
}

const nothingIn: Readonly<Record<ServiceSource['kind'], string>> = {
  cluster: 'has no service. Fix: deploy one, or check cluster, region and account.',
  state: 'holds no aws_ecs_service. Fix: deploy the stack, or name the services with --cluster.',
  tasks: 'holds no one-off task. Fix: add a OneOffTask to the stack, and deploy it.',
};

async function allOf(
  source: ServiceSource,
  clientsFor: (region: string) => OperationClients,
): Promise<readonly ServiceTarget[]> {
  switch (source.kind) {
    case 'cluster':
      return onCluster(source, clientsFor(source.region));
    case 'state':
      return inState(source, clientsFor);
    case 'tasks':
      return source.tasks.map((task) => ({
        ...task,
        service: task.task,
        clients: clientsFor(task.region),
      }));
  }
}

/** The names of every service of a cluster, in the order of the alphabet. */
export async function listServices(
  clients: EcsClients,
  cluster: string,
  region: string,
): Promise<readonly { readonly service: string; readonly accountId?: string }[]> {
  const arns: string[] = [];
  await inWords({ action: 'ecs:ListServices', region, cluster }, async () => {
    const pages = paginateListServices({ client: clients.ecs, pageSize: 100 }, { cluster });
    for await (const { serviceArns = [] } of pages) {
      arns.push(...serviceArns);
    }
  });
  return arns
    .map((arn) => ({ service: arn.split('/').at(-1) ?? '', accountId: arn.split(':')[4] }))
    .sort((a, b) => byText(a.service, b.service));
}

async function onCluster(
  { cluster, region }: { readonly cluster: string; readonly region: string },
  clients: OperationClients,
): Promise<readonly ServiceTarget[]> {
  // ECS lists nothing, without an error, for a cluster that was deleted.
  const { name } = await readCluster(clients, cluster, region);
  const found = await listServices(clients, cluster, region);
  return found.map((service) => ({ ...service, cluster: name, region, clients }));
}

function inState(
  source: Extract<ServiceSource, { kind: 'state' }>,
  clientsFor: (region: string) => OperationClients,
): readonly ServiceTarget[] {
  return source.services
    .filter(({ cluster }) => source.cluster === undefined || cluster === source.cluster)
    .map((service) => ({ ...service, clients: clientsFor(service.region) }))
    .sort((a, b) => byText(a.cluster, b.cluster) || byText(a.service, b.service));
}

function isNamed({ service, address }: ServiceTarget, name: string): boolean {
  return name === address || (name.startsWith('arn:') ? name.split('/').at(-1) : name) === service;
}

function placeOf(source: ServiceSource): string {
  return source.kind === 'cluster'
    ? `The cluster '${source.cluster}' in ${source.region}`
    : source.kind === 'state'
      ? `The state ${source.place}`
      : source.place;
}
