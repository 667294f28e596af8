import type { Construct } from 'constructs';
import type { IRole } from '../iam/role-contract';
import type { LogConfiguration, LogDriver } from '../task/log-driver';
import { requireArn, requireOwnRegion } from '../support/arn';
import { AtSynth } from '../support/at-synth';
import { literal } from '../support/terraform-text';
import {
  describeProblem,
  isKnown,
  misuse,
  requireInteger,
  requireName,
} from '../support/validation';
import type { ContainerDefinition, FullPortMapping } from '../task/container-definition';
import type { TaskReservation } from '../task/task-definition';
import type { INamespace } from '../network/namespace-contract';
import { takeName } from './namespace';

/** A port of the tasks that other services of the namespace call by name. */
export interface ServiceConnectPort {
  /** Name of a port mapping of the task. */
  readonly portName: string;
  /** What clients call it. @default - `<discoveryName>.<namespace>` */
  readonly dnsName?: string;
  /** The port that clients call. @default - the container port */
  readonly port?: number;
  /** Name in the namespace, unique there. @default - `portName` */
  readonly discoveryName?: string;
  /** The port on which the proxy of a task takes calls. @default - the container port with awsvpc, else one that ECS chooses */
  readonly ingressPortOverride?: number;
  /** 0 never ends a connection that is idle. @default - that of AWS: 300, and 3600 for plain TCP */
  readonly idleTimeoutSeconds?: number;
  /** For a whole request, not with plain TCP; 0 is without end. @default - that of AWS, 15 */
  readonly perRequestTimeoutSeconds?: number;
  /** Encrypt between the proxies, with certificates of a private authority, which AWS bills. @default - not encrypted */
  readonly tls?: ServiceConnectTls;
}

/** Certificates for the proxies. */
export interface ServiceConnectTls {
  /** Of AWS Private CA. */
  readonly certificateAuthorityArn: string;
  /** Must outlive the service: ECS still needs it while it deletes the service. */
  readonly role: IRole;
  /** @default - a key of AWS */
  readonly kmsKeyArn?: string;
}

/** Options of `Ec2Service.enableServiceConnect`. */
export interface ServiceConnectOptions {
  /** @default - the serviceConnectNamespace of the cluster */
  readonly namespace?: INamespace;
  /** Ports that others call. @default - none: the tasks call others only */
  readonly ports?: readonly ServiceConnectPort[];
  /** What the proxies write. The log router of a task does not go with it. @default - nothing */
  readonly logging?: LogDriver;
}

/** What ECS recommends to add to a task for its proxy. */
const PROXY = { cpu: 256, memoryMiB: 64 };
const MODES = ['bridge', 'awsvpc'];

/** What Service Connect needs to know of a service. */
export interface ServiceConnectProps extends ServiceConnectOptions {
  readonly namespace: INamespace;
  readonly networkMode?: string;
  readonly logConfiguration?: LogConfiguration;
}

/**
 * Calls by name through a proxy in every task, which balances them and does without DNS.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html
 */
export class ServiceConnect {
  constructor(
    scope: Construct,
    private readonly props: ServiceConnectProps,
  ) {
    const { networkMode, ports = [], namespace } = props;
    if (networkMode !== undefined && !MODES.includes(networkMode)) {
      throw misuse(scope, {
        what: "the proxy of Service Connect needs networkMode 'bridge' or 'awsvpc'",
        got: `networkMode '${networkMode}'`,
        fix: "Set networkMode: 'awsvpc' or 'bridge' on the task definition.",
      });
    }
    for (const port of ports) {
      requirePort(scope, port);
      takeName(namespace, port.discoveryName ?? port.portName, scope);
    }
    requireDifferent(scope, ports);
  }

  /** Ports of the tasks that clients reach, by the names of `ports`. */
  containerPorts(containers: readonly ContainerDefinition[]): readonly FullPortMapping[] {
    const named = new Set((this.props.ports ?? []).map(({ portName }) => portName));
    return mappingsOf(containers).filter(({ name }) => name !== undefined && named.has(name));
  }

  /** The block of the service; containers are read at synth. */
  configuration(containers: () => readonly ContainerDefinition[]) {
    const { namespace, ports = [], logConfiguration: log } = this.props;
    return {
      enabled: true,
      namespace: literal(namespace.namespaceArn),
      logConfiguration: log && {
        logDriver: log.logDriver,
        options: log.options,
        secretOption: log.secretOptions?.map((option) => ({ ...option })),
      },
      service:
        ports.length === 0
          ? undefined
          : AtSynth.any(() => ports.map((port) => renderPort(port, containers()))),
    };
  }

  /** Why ECS would refuse it, once all containers are there. */
  problems(
    containers: readonly ContainerDefinition[],
    taskMemoryMiB: number | undefined,
  ): readonly string[] {
    if (containers.length === 0) {
      return [];
    }
    const names = mappingsOf(containers).flatMap(({ name }) => name ?? []);
    const missing = (this.props.ports ?? []).filter(
      ({ portName }) => isKnown(portName) && !names.includes(portName),
    );
    return [
      ...missing.map(({ portName }) =>
        describeProblem({
          what: `Service Connect offers the port ${portName}, which no container of the task has`,
          got: names.length === 0 ? 'no port mapping with a name' : names.join(', '),
          fix: `Set name: '${portName}' on the port mapping.`,
        }),
      ),
      ...(taskMemoryMiB === undefined
        ? [
            describeProblem({
              what: 'the proxy of Service Connect takes its memory from the task',
              got: 'a task definition without memoryMiB',
              fix: `Set memoryMiB on the task definition: that of the containers and at least ${PROXY.memoryMiB} more.`,
            }),
          ]
        : []),
    ];
  }

  /** What is legal and leaves the proxy less than ECS recommends. */
  warnings(containers: readonly ContainerDefinition[], task: TaskReservation): readonly string[] {
    const sum = (of: (container: ContainerDefinition) => number | undefined): number =>
      containers
        .map((one) => of(one) ?? 0)
        .reduce((total, value) => total + (isKnown(value) ? value : 0), 0);
    const memory = sum(
      ({ memoryReservationMiB, memoryLimitMiB }) => memoryReservationMiB ?? memoryLimitMiB,
    );
    const short: string[] = [];
    if (isKnown(task.memoryMiB) && task.memoryMiB - memory < PROXY.memoryMiB) {
      short.push(`memoryMiB ${task.memoryMiB}, of which the containers reserve ${memory}`);
    }
    const cpu = sum((one) => one.cpu);
    if (isKnown(task.cpu) && cpu > 0 && task.cpu - cpu < PROXY.cpu) {
      short.push(`cpu ${task.cpu}, of which the containers reserve ${cpu}`);
    }
    return short.map((got) =>
      describeProblem({
        what: `the proxy of Service Connect should have ${PROXY.cpu} CPU units and ${PROXY.memoryMiB} MiB of its task`,
        got,
        fix: 'Raise it on the task definition, or lower what the containers reserve.',
      }),
    );
  }
}

function mappingsOf(containers: readonly ContainerDefinition[]): readonly FullPortMapping[] {
  return containers.flatMap(({ portMappings }) => portMappings);
}

function renderPort(port: ServiceConnectPort, containers: readonly ContainerDefinition[]): unknown {
  const { portName, discoveryName = portName, dnsName, tls } = port;
  const mapping = mappingsOf(containers).find(({ name }) => name === portName);
  const { idleTimeoutSeconds: idle, perRequestTimeoutSeconds: request } = port;
  return {
    port_name: portName,
    discovery_name: discoveryName,
    client_alias: { port: port.port ?? mapping?.containerPort, dns_name: dnsName },
    ingress_port_override: port.ingressPortOverride,
    ...((idle !== undefined || request !== undefined) && {
      timeout: { idle_timeout_seconds: idle, per_request_timeout_seconds: request },
    }),
    ...(tls && {
      tls: {
        issuer_cert_authority: { aws_pca_authority_arn: literal(tls.certificateAuthorityArn) },
        role_arn: literal(tls.role.roleArn),
        kms_key: literal(tls.kmsKeyArn),
      },
    }),
  };
}

function requirePort(scope: Construct, port: ServiceConnectPort): void {
  const ports = { min: 1, max: 65_535 };
  requireOwnRegion(scope, 'certificateAuthorityArn of tls', [port.tls?.certificateAuthorityArn]);
  requireArn(scope, port.tls?.kmsKeyArn, { option: 'kmsKeyArn of tls', kind: 'keyOrAlias' });
  requireInteger(scope, port.port, { name: 'port', ...ports });
  requireInteger(scope, port.ingressPortOverride, { name: 'ingressPortOverride', ...ports });
  requireInteger(scope, port.idleTimeoutSeconds, {
    name: 'idleTimeoutSeconds',
    min: 0,
    max: 2_592_000,
    unit: 's',
  });
  requireInteger(scope, port.perRequestTimeoutSeconds, {
    name: 'perRequestTimeoutSeconds',
    min: 0,
    max: 2_592_000,
    unit: 's',
  });
  const name = {
    pattern: /^[a-z0-9_][a-z0-9_-]{0,63}$/,
    allowed: '1 to 64 lower-case letters, digits, underscores and hyphens',
  };
  requireName(scope, port.discoveryName ?? port.portName, { name: 'discoveryName', ...name });
  requireName(scope, port.dnsName ?? 'a', {
    name: 'dnsName',
    pattern: /^[a-z0-9]([a-z0-9.-]{0,125}[a-z0-9])?$/,
    allowed: '1 to 127 lower-case letters, digits, dots and hyphens',
  });
}

/** In a client, name and port lead to one service. */
function requireDifferent(scope: Construct, ports: readonly ServiceConnectPort[]): void {
  const keys = ports.map(({ portName }) => portName);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice === undefined) {
    return;
  }
  throw misuse(scope, {
    what: 'a port of the tasks is offered once',
    got: `${twice} more than once`,
    fix: 'Remove one of them: a port has one alias.',
  });
}
