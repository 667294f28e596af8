import { createHash } from 'node:crypto';
import { AwsError } from '../../gateway/aws-response';
import { nameOf } from '../identifiers';
import type { Service } from '../service';
import type { EcsState } from '../state';
import type { TaskDefinition } from '../task-definition';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html */
interface ServiceConnectConfiguration {
  readonly enabled?: boolean;
  readonly namespace?: string;
  readonly services?: readonly {
    readonly portName: string;
    readonly discoveryName?: string;
    readonly clientAliases?: readonly { readonly port: number; readonly dnsName?: string }[];
    readonly tls?: unknown;
  }[];
}

/** A port of a service that clients of its namespace find by name. */
export interface ConnectEndpoint {
  /** Letters and digits, unique to namespace and name. */
  readonly id: string;
  readonly namespace: string;
  readonly discoveryName: string;
  readonly service: Service;
  readonly containerPort: number;
  /** Where clients ask for it. */
  readonly aliases: readonly { readonly dnsName: string; readonly port: number }[];
}

/** The namespace that a service finds others in; undefined without Service Connect. */
export function connectNamespaceOf({ given }: Pick<Service, 'given'>): string | undefined {
  const configuration = configurationOf(given);
  return configuration?.enabled === true ? nameOf(configuration.namespace ?? '') : undefined;
}

/** The ports that a service offers to its namespace; `name` is that of the namespace. */
export function endpointsOf(service: Service, name: string): readonly ConnectEndpoint[] {
  const namespace = connectNamespaceOf(service);
  const [primary] = service.deployments;
  if (namespace === undefined || primary === undefined) {
    return [];
  }
  return (configurationOf(service.given)?.services ?? []).flatMap((offered) => {
    const containerPort = portNamed(primary.definition, offered.portName);
    if (containerPort === undefined) {
      return [];
    }
    const { portName, discoveryName = portName, clientAliases = [] } = offered;
    const id = createHash('sha256').update(`${namespace} ${discoveryName}`).digest('hex');
    const aliases = clientAliases.map(({ port, dnsName = `${discoveryName}.${name}` }) => ({
      dnsName,
      port,
    }));
    return [{ id: id.slice(0, 12), namespace, discoveryName, service, containerPort, aliases }];
  });
}

/** Refuses what clients could never find. */
export function checkServiceConnect(
  state: EcsState,
  clusterArn: string,
  serviceName: string,
  given: Readonly<Record<string, unknown>>,
  definition: TaskDefinition,
): void {
  const configuration = configurationOf(given);
  if (configuration?.enabled !== true) {
    return;
  }
  const { networkMode } = definition;
  if (networkMode !== 'bridge' && networkMode !== 'awsvpc') {
    throw refusal(
      `Service Connect needs a task definition with networkMode bridge or awsvpc; got ${networkMode ?? 'none'}.`,
    );
  }
  if (configuration.namespace === undefined) {
    throw refusal('Service Connect needs a namespace: local-aws knows no default of a cluster.');
  }
  const taken = new Set(
    state
      .services()
      .filter((other) => other.status === 'ACTIVE')
      .filter((other) => other.name !== serviceName || other.clusterArn !== clusterArn)
      .flatMap((other) => endpointsOf(other, ''))
      .map(({ namespace, discoveryName }) => `${namespace} ${discoveryName}`),
  );
  for (const { portName, discoveryName = portName, tls } of configuration.services ?? []) {
    if (portNamed(definition, portName) === undefined) {
      throw refusal(
        `The port name ${portName} of Service Connect does not exist in the task definition.`,
      );
    }
    if (taken.has(`${nameOf(configuration.namespace)} ${discoveryName}`)) {
      throw refusal(
        `The discovery name ${discoveryName} is taken in the namespace ${configuration.namespace}.`,
      );
    }
    if (tls !== undefined && tls !== null) {
      throw refusal(
        'local-aws: TLS of Service Connect is not emulated. Fix: leave tls out here, or use a real account.',
      );
    }
  }
}

function configurationOf(
  given: Readonly<Record<string, unknown>>,
): ServiceConnectConfiguration | undefined {
  return (given['serviceConnectConfiguration'] ?? undefined) as
    ServiceConnectConfiguration | undefined;
}

function portNamed(definition: TaskDefinition, name: string): number | undefined {
  return definition.containerDefinitions
    .flatMap(({ portMappings = [] }) => portMappings)
    .find((mapping) => mapping.name === name)?.containerPort;
}

function refusal(words: string): AwsError {
  return new AwsError('InvalidParameterException', words);
}
