import type { TerraformStack } from 'cdktf';
import { HttpNamespace, PrivateDnsNamespace } from '../discovery/namespace';
import { awsvpcStack } from '../fixtures/awsvpc-stack';
import { type ReferenceOverrides, referenceStack } from '../fixtures/reference-stack';
import { Peer } from '../network/peer';
import { LogDriver } from '../task/log-driver';
import { synth } from '../testing';
import { Ec2Service } from './ec2-service';
import '../fixtures/matchers';

const NAMED = [{ name: 'http', containerPort: 8080 }];

/** A service with a named port, in a network with a namespace. */
function named(stack: TerraformStack, overrides: ReferenceOverrides = {}) {
  const parts = awsvpcStack(stack, {
    capacity: { instanceType: 't3.small' },
    container: { portMappings: NAMED },
    service: { peers: [] },
    ...overrides,
  });
  const namespace = new PrivateDnsNamespace(stack, 'Namespace', {
    namespaceName: 'shop.internal',
    network: parts.network,
  });
  return { ...parts, namespace };
}

describe('Ec2Service.enableCloudMap', () => {
  it('takes a namespace of one word, as in the tutorial of AWS', () => {
    synth((stack) => {
      const { service, network } = named(stack);
      const namespace = new PrivateDnsNamespace(stack, 'Local', {
        namespaceName: 'local',
        network,
      });
      expect(service.enableCloudMap({ namespace }).dnsName).toBe('jane-app-service.local');
    });
  });

  it('gives tasks with addresses of their own a name that leads to these', () => {
    const template = synth((stack) => {
      const { service, namespace } = named(stack);
      expect(service.enableCloudMap({ namespace }).dnsName).toBe('jane-app-service.shop.internal');
    });
    expect(template).toHaveResourceAt('Service/CloudMap', {
      name: 'jane-app-service',
      dns_config: {
        namespace_id: `\${${template.resourceAt('Namespace').address}.id}`,
        dns_records: [{ type: 'A', ttl: 10 }],
        routing_policy: 'MULTIVALUE',
      },
      force_destroy: true,
    });
    const registry = `\${${template.resourceAt('Service/CloudMap').address}.arn}`;
    expect(template).toHaveResourceAt('Service', {
      service_registries: { registry_arn: registry },
    });
  });

  it('names host and port of tasks that share the address of their host', () => {
    const template = synth((stack) => {
      const { service, network } = referenceStack(stack);
      const namespace = new PrivateDnsNamespace(stack, 'Namespace', {
        namespaceName: 'shop.internal',
        network,
      });
      service.enableCloudMap({ namespace, cloudMapName: 'web' });
    });
    expect(template).toHaveResourceAt('Service/CloudMap', {
      dns_config: expect.objectContaining({ dns_records: [{ type: 'SRV', ttl: 10 }] }) as never,
    });
    expect(template).toHaveResourceAt('Service', {
      service_registries: expect.objectContaining({
        container_name: 'jane_server',
        container_port: 8080,
      }) as never,
    });
  });

  it.each<[string, (stack: TerraformStack) => void, string]>([
    [
      'a second name',
      (stack) => {
        const { service, namespace } = named(stack);
        service.enableCloudMap({ namespace });
        service.enableCloudMap({ namespace });
      },
      'enableCloudMap is called once; got a second call. Say everything in one call.',
    ],
    [
      'addresses of tasks that have none of their own',
      (stack) => {
        const { service, network } = referenceStack(stack);
        const namespace = new PrivateDnsNamespace(stack, 'Ns', { namespaceName: 'a.b', network });
        service.enableCloudMap({ namespace, dnsRecordType: 'A' });
      },
      "A records are for tasks with an address of their own (networkMode 'awsvpc'); got dnsRecordType 'A' with " +
        "networkMode 'bridge'",
    ],
    [
      'a namespace that DNS does not answer',
      (stack) => {
        const { service } = named(stack);
        const namespace = new HttpNamespace(stack, 'Http', { namespaceName: 'shop' });
        service.enableCloudMap({ namespace });
      },
      'DNS answers no name of an HTTP namespace; got Test/Http.',
    ],
    [
      'a name that is no domain',
      (stack) => {
        const { network } = referenceStack(stack);
        new PrivateDnsNamespace(stack, 'Ns', { namespaceName: 'shop..internal', network });
      },
      'namespaceName must be a domain of lower-case letters, digits, hyphens and underscores, such as shop.internal',
    ],
    [
      'one of several ports without saying which',
      (stack) => {
        const { service, network } = referenceStack(stack, {
          container: { portMappings: [{ containerPort: 1 }, { containerPort: 2 }] },
          service: { dynamicPortPeers: [] },
        });
        const namespace = new PrivateDnsNamespace(stack, 'Ns', { namespaceName: 'a.b', network });
        service.enableCloudMap({ namespace });
      },
      'SRV records of jane-app-service.a.b name one port of a task; got jane_server 1, jane_server 2.',
    ],
  ])('refuses %s', (_, build, message) => {
    expect(() => synth(build)).toThrow(message);
  });
});

describe('Ec2Service.enableServiceConnect', () => {
  const ports = [{ portName: 'http', discoveryName: 'api', dnsName: 'api', port: 80 }];
  const two = (stack: TerraformStack, overrides: ReferenceOverrides = {}) => {
    const parts = named(stack, overrides);
    const { cluster, taskDefinition } = parts;
    const web = new Ec2Service(stack, 'Web', {
      serviceName: 'web',
      cluster,
      taskDefinition,
      peers: [],
    });
    return { ...parts, web };
  };

  it('offers a port by name, and lets in the tasks of those who call it', () => {
    const template = synth((stack) => {
      const { service, web, namespace } = two(stack);
      service.enableServiceConnect({ namespace, ports });
      web.enableServiceConnect({ namespace, servers: [service] });
    });
    const namespace = `\${${template.resourceAt('Namespace').address}.arn}`;
    expect(template).toHaveResourceAt('Service', {
      service_connect_configuration: {
        enabled: true,
        namespace,
        service: [
          { port_name: 'http', discovery_name: 'api', client_alias: { port: 80, dns_name: 'api' } },
        ],
      },
    });
    expect(template).toHaveResourceAt('Web', {
      service_connect_configuration: { enabled: true, namespace },
    });
    expect(template).toHaveResourceAt('Service/SecurityGroup/Ingress-8080-tcp-Web');
    expect(template).toCreateBefore('Service', 'Web');
    expect(template.warnings).toEqual([]);
  });

  it('opens the ports that ECS chooses on hosts for the hosts of the clients', () => {
    const template = synth((stack) => {
      const bridge = { networkMode: 'bridge', memoryMiB: 512 } as const;
      const { service, web, namespace } = two(stack, {
        task: bridge,
        network: { hostSubnets: 'public' },
        service: { dynamicPortPeers: [] },
      });
      service.enableServiceConnect({ namespace, ports });
      web.enableServiceConnect({ namespace, servers: [service] });
    });
    expect(
      template.resourceAt('Cluster/Hosts/SecurityGroup/Ingress-32768-65535-tcp-Cluster-Hosts')
        .attributes,
    ).toMatchObject({
      referenced_security_group_id: `\${${template.resourceAt('Cluster/Hosts/SecurityGroup').address}.id}`,
    });
  });

  it('writes what the proxies write where it is told to', () => {
    const template = synth((stack) => {
      const { service, namespace, logGroup } = named(stack);
      const logging = LogDriver.awsLogs({ logGroup, streamPrefix: 'proxy' });
      service.enableServiceConnect({ namespace, logging });
    });
    expect(template).toHaveResourceAt('Service', {
      service_connect_configuration: expect.objectContaining({
        log_configuration: expect.objectContaining({ log_driver: 'awslogs' }) as never,
      }) as never,
    });
  });

  it('warns where the containers leave too little of the task for the proxy', () => {
    const { warnings } = synth((stack) => {
      const { service, namespace } = named(stack, {
        container: { portMappings: NAMED, memoryReservationMiB: 500, cpu: 400 },
      });
      service.enableServiceConnect({ namespace });
    });
    expect(warnings).toEqual([
      expect.stringContaining('got memoryMiB 512, of which the containers reserve 500'),
      expect.stringContaining('got cpu 512, of which the containers reserve 400'),
    ]);
  });

  it.each<[string, (stack: TerraformStack) => void, string]>([
    [
      'a port that no container names',
      (stack) => {
        const { service, namespace } = named(stack);
        service.enableServiceConnect({ namespace, ports: [{ portName: 'grpc' }] });
      },
      'Service Connect offers the port grpc, which no container of the task has; got http.',
    ],
    [
      'a task without memory of its own',
      (stack) => {
        const { service, namespace } = named(stack, {
          task: { networkMode: 'awsvpc', memoryMiB: undefined },
        });
        service.enableServiceConnect({ namespace, ports });
      },
      'the proxy of Service Connect takes its memory from the task; got a task definition without memoryMiB.',
    ],
    [
      "the host's own network",
      (stack) => {
        const { service, namespace } = named(stack, { task: { networkMode: 'host' } });
        service.enableServiceConnect({ namespace });
      },
      "the proxy of Service Connect needs networkMode 'bridge' or 'awsvpc'; got networkMode 'host'.",
    ],
    [
      'a name that another service has',
      (stack) => {
        const { service, web, namespace } = two(stack);
        service.enableServiceConnect({ namespace, ports });
        web.enableServiceConnect({ namespace, ports });
      },
      'a name is there once in Test/Namespace; got api, as Test/Service has.',
    ],
    [
      'a server that offers nothing',
      (stack) => {
        const { service, web, namespace } = two(stack);
        web.enableServiceConnect({ namespace, servers: [service] });
      },
      'servers of Service Connect offer ports; got Test/Service, without enableServiceConnect.',
    ],
  ])('refuses %s', (_, build, message) => {
    expect(() => synth(build)).toThrow(message);
  });

  it('lets nobody in by itself: a peer is another matter', () => {
    const template = synth((stack) => {
      const { service, namespace } = named(stack);
      service.enableServiceConnect({ namespace, ports });
      service.allowFrom(Peer.ipv4('10.9.0.0/16'));
    });
    expect(template.count('aws_vpc_security_group_ingress_rule')).toBe(1);
  });
});

describe('the namespace of a cluster', () => {
  const onCluster = (given: boolean) =>
    synth((stack) => {
      const namespace = new HttpNamespace(stack, 'Namespace', { namespaceName: 'shop' });
      const { service } = referenceStack(stack, {
        cluster: { serviceConnectNamespace: given ? namespace : undefined },
      });
      service.enableServiceConnect({});
    });

  it('is that of services which name none', () => {
    const template = onCluster(true);
    const namespace = `\${${template.resourceAt('Namespace').address}.arn}`;
    expect(template).toHaveResourceAt('Cluster', { service_connect_defaults: { namespace } });
    expect(template).toHaveResourceAt('Service', {
      service_connect_configuration: expect.objectContaining({ namespace }) as never,
    });
  });

  it('is asked for where neither has one', () => {
    expect(() => onCluster(false)).toThrow(
      'Test/Service: enableServiceConnect needs a namespace, which the cluster does not have either; got no namespace, ' +
        'and none on Test/Cluster. Name it: enableServiceConnect({ namespace }), or serviceConnectNamespace on the cluster.',
    );
  });
});
