import { AwsError } from '../../gateway/aws-response';
import type { MotoClient } from '../../moto/moto-client';
import { nameOf, regionOf } from '../identifiers';
import { hasOwnInterface } from '../network/task-interface';
import type { Service } from '../service';
import type { Task } from '../task';
import type { TaskDefinition } from '../task-definition';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html */
export interface ServiceRegistry {
  readonly registryArn: string;
  readonly containerName?: string;
  readonly containerPort?: number;
}

/** A service of Cloud Map, with the namespace it is in. */
export interface RegistryService {
  readonly id: string;
  /** `<service>.<namespace>` where DNS has addresses of it. */
  readonly dnsName?: string;
  /** True where DNS has hosts and ports of it. */
  readonly hasPorts: boolean;
}

/** The registries that a service was given. */
export function registriesOf(given: Readonly<Record<string, unknown>>): readonly ServiceRegistry[] {
  return (given['serviceRegistries'] ?? []) as readonly ServiceRegistry[];
}

/** What Cloud Map knows, asked of moto. */
export class CloudMap {
  constructor(
    private readonly moto: MotoClient,
    private readonly log: (line: string) => void,
  ) {}

  /** A service of Cloud Map by its ARN. */
  async service(registryArn: string): Promise<RegistryService> {
    const region = regionOf(registryArn);
    const { Service: found } = (await this.ask(region, 'GetService', {
      Id: nameOf(registryArn),
    })) as {
      Service: {
        Id: string;
        Name: string;
        NamespaceId: string;
        DnsConfig?: { DnsRecords?: readonly { Type: string }[] };
      };
    };
    const types = (found.DnsConfig?.DnsRecords ?? []).map(({ Type }) => Type);
    const namespace = await this.namespace(region, found.NamespaceId);
    return {
      id: found.Id,
      hasPorts: types.includes('SRV'),
      ...(types.includes('A') ? { dnsName: `${found.Name}.${namespace.name}` } : {}),
    };
  }

  /** A namespace by its id or ARN. */
  async namespace(region: string, idOrArn: string): Promise<{ readonly name: string }> {
    const { Namespace: found } = (await this.ask(region, 'GetNamespace', {
      Id: nameOf(idOrArn),
    })) as { Namespace: { Name: string } };
    return { name: found.Name };
  }

  /** Whether names of a private namespace can be asked for. */
  async hasPrivateNamespace(region: string): Promise<boolean> {
    const { Namespaces: all = [] } = (await this.ask(region, 'ListNamespaces', {})) as {
      Namespaces?: readonly { Type: string }[];
    };
    return all.some(({ Type }) => Type === 'DNS_PRIVATE');
  }

  /** https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html */
  async register(service: Service, task: Task): Promise<void> {
    for (const registry of registriesOf(service.given)) {
      const port = portOf(task, registry);
      await this.ask(regionOf(registry.registryArn), 'RegisterInstance', {
        ServiceId: nameOf(registry.registryArn),
        InstanceId: task.id,
        CreatorRequestId: task.id,
        Attributes: {
          AWS_INSTANCE_IPV4: task.networkInterface?.address ?? task.host.address,
          ...(port === undefined ? {} : { AWS_INSTANCE_PORT: String(port) }),
          AVAILABILITY_ZONE: task.host.availabilityZone,
          REGION: regionOf(task.arn),
          ECS_SERVICE_NAME: service.name,
          ECS_CLUSTER_NAME: nameOf(task.clusterArn),
          EC2_INSTANCE_ID: task.host.instanceId,
          ECS_TASK_DEFINITION_FAMILY: task.definition.family,
        },
      }).catch((error: unknown) => this.log(`Cloud Map: task ${task.id}: ${String(error)}`));
    }
  }

  async deregister(service: Service, task: Task): Promise<void> {
    for (const { registryArn } of registriesOf(service.given)) {
      await this.ask(regionOf(registryArn), 'DeregisterInstance', {
        ServiceId: nameOf(registryArn),
        InstanceId: task.id,
      }).catch(() => undefined);
    }
  }

  /** Refuses a registry that could never tell where a task is, in the words of ECS. */
  async check(given: Readonly<Record<string, unknown>>, definition: TaskDefinition): Promise<void> {
    for (const { registryArn, containerName, containerPort } of registriesOf(given)) {
      const found = await this.service(registryArn).catch(() => {
        throw refusal(`The service registry ${registryArn} does not exist.`);
      });
      if (hasOwnInterface(definition)) {
        continue;
      }
      if (containerName === undefined || containerPort === undefined) {
        throw refusal(
          "When specifying 'host' or 'bridge' for networkMode, values for 'containerName' and 'containerPort' must be " +
            'specified from the task definition.',
        );
      }
      if (!found.hasPorts) {
        throw refusal(
          "The 'SRV' DNS record type is required for a service registry of tasks with networkMode 'host' or 'bridge'.",
        );
      }
    }
  }

  private ask(
    region: string,
    action: string,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, unknown>> {
    return this.moto.json('servicediscovery', region, action, parameters);
  }
}

function portOf(task: Task, { containerName, containerPort }: ServiceRegistry): number | undefined {
  return task.containers
    .filter(({ definition }) => containerName === undefined || definition.name === containerName)
    .flatMap(({ bindings }) => bindings)
    .find((binding) => containerPort === undefined || binding.containerPort === containerPort)
    ?.hostPort;
}

function refusal(words: string): AwsError {
  return new AwsError('InvalidParameterException', words);
}
