import { ServiceDiscoveryService } from '@cdktf/provider-aws/lib/service-discovery-service';
import { Construct } from 'constructs';
import { AtSynth } from '../support/at-synth';
import { requireShape } from '../support/require-shape';
import { literal } from '../support/terraform-text';
import { describeProblem, misuse, requireInteger, requireName } from '../support/validation';
import type { ContainerDefinition } from '../task/container-definition';
import type { INamespace } from '../network/namespace-contract';
import { takeName } from './namespace';

/** Options of `Ec2Service.enableCloudMap`. */
export interface CloudMapOptions {
  /** One that DNS answers. */
  readonly namespace: INamespace;
  /** The tasks are `<cloudMapName>.<namespace>`. @default - the name of the service, with hyphens */
  readonly cloudMapName?: string;
  /**
   * `A` for addresses, with networkMode `awsvpc` only; `SRV` for hosts and ports, which most HTTP clients do not ask for.
   *
   * @default 'A' with awsvpc, else 'SRV'
   */
  readonly dnsRecordType?: 'A' | 'SRV';
  /** How long clients may keep an answer, 0 to 2147483647. @default 10 */
  readonly dnsTtlSeconds?: number;
  /** For `SRV` records. @default - the container that has the port */
  readonly containerName?: string;
  /** For `SRV` records. @default - the only port of the container, or of the task */
  readonly containerPort?: number;
}

/** What Cloud Map needs to know of a service. */
export interface CloudMapServiceProps extends CloudMapOptions {
  readonly serviceName: string;
  /** That of the task definition. @default - not known: as `bridge` */
  readonly networkMode?: string;
}

/**
 * The name of a service in DNS: `Ec2Service.enableCloudMap` makes it. A task is registered while it runs.
 *
 * @notFor clients that keep an address for longer than `dnsTtlSeconds`: they call tasks that are gone. Service
 * Connect does not have that.
 * @bills each registered task by the month; DNS queries by the million.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
 */
export class CloudMapService extends Construct {
  readonly resource: ServiceDiscoveryService;
  /** What others ask for. */
  readonly dnsName: string;

  private readonly usesPorts: boolean;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CloudMapServiceProps,
  ) {
    super(scope, id);
    requireShape(this, 'CloudMapServiceProps', props);
    const { namespace, networkMode, dnsTtlSeconds = 10 } = props;
    const isAddressed = networkMode === 'awsvpc';
    const { dnsRecordType: type = isAddressed ? 'A' : 'SRV' } = props;
    const { cloudMapName: name = props.serviceName.replace(/_/g, '-') } = props;
    requireName(this, name, {
      name: 'cloudMapName',
      pattern: /^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/,
      allowed: '1 to 63 letters, digits, hyphens and underscores, with no hyphen at either end',
    });
    requireInteger(this, dnsTtlSeconds, {
      name: 'dnsTtlSeconds',
      min: 0,
      max: 2_147_483_647,
      unit: 's',
    });
    this.requireRecords(type, isAddressed);
    takeName(namespace, name, this);
    this.usesPorts = type === 'SRV';
    this.dnsName = `${name}.${namespace.namespaceName}`;
    this.resource = new ServiceDiscoveryService(this, 'Resource', {
      name,
      dnsConfig: {
        namespaceId: literal(namespace.namespaceId),
        dnsRecords: [{ type, ttl: dnsTtlSeconds }],
        routingPolicy: 'MULTIVALUE',
      },
      // ECS tells whether a task is healthy. Always 1, whatever is asked for.
      healthCheckCustomConfig: { failureThreshold: 1 },
      // What ECS left registered would otherwise keep a destroy from ending.
      forceDestroy: true,
    });
  }

  /** The block of the service; containers are read at synth. */
  registry(containers: () => readonly ContainerDefinition[]) {
    const { containerName, containerPort } = this.props;
    const registryArn = this.resource.arn;
    if (!this.usesPorts) {
      return { registryArn };
    }
    return {
      registryArn,
      containerName: AtSynth.string(
        () => this.ports(containers())[0]?.containerName ?? containerName,
      ),
      containerPort: AtSynth.number(
        () => this.ports(containers())[0]?.containerPort ?? containerPort,
      ),
    };
  }

  /** Why no port could be registered. */
  problems(containers: readonly ContainerDefinition[]): readonly string[] {
    if (!this.usesPorts || (containers.length === 0 && this.isComplete)) {
      return [];
    }
    const ports = this.ports(containers);
    if (ports.length === 1) {
      return [];
    }
    const all = ports.map(
      ({ containerName, containerPort }) => `${containerName} ${containerPort}`,
    );
    return [
      describeProblem({
        what: `SRV records of ${this.dnsName} name one port of a task`,
        got: all.length === 0 ? 'none' : all.join(', '),
        fix: 'Name containerName and containerPort in enableCloudMap.',
      }),
    ];
  }

  private get isComplete(): boolean {
    return this.props.containerName !== undefined && this.props.containerPort !== undefined;
  }

  private ports(containers: readonly ContainerDefinition[]) {
    const { containerName, containerPort } = this.props;
    return containers
      .filter((one) => containerName === undefined || containerName === one.containerName)
      .flatMap((one) =>
        one.portMappings
          .filter((port) => containerPort === undefined || containerPort === port.containerPort)
          .map((port) => ({ containerName: one.containerName, containerPort: port.containerPort })),
      );
  }

  private requireRecords(type: 'A' | 'SRV', isAddressed: boolean): void {
    const { namespace, networkMode, containerName, containerPort } = this.props;
    if (namespace.discoveryType === 'http') {
      throw misuse(this, {
        what: 'DNS answers no name of an HTTP namespace',
        got: namespace.node.path,
        fix: 'Use a PrivateDnsNamespace, or enableServiceConnect.',
      });
    }
    if (type === 'A' && !isAddressed) {
      throw misuse(this, {
        what: "A records are for tasks with an address of their own (networkMode 'awsvpc')",
        got: `dnsRecordType 'A' with networkMode '${networkMode ?? 'not known'}'`,
        fix: "Use 'SRV', or Service Connect, which needs no records; or set networkMode: 'awsvpc'.",
      });
    }
    if (type === 'A' && (containerName !== undefined || containerPort !== undefined)) {
      throw misuse(this, {
        what: 'A records have an address and no port',
        got: "containerName or containerPort with dnsRecordType 'A'",
        fix: "Remove them, or use dnsRecordType 'SRV'.",
      });
    }
  }
}
