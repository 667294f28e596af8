import type { TerraformStack } from 'cdktf';
import {
  acknowledge,
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  Network,
  PrivateDnsNamespace,
} from 'ecs-constructs';
import { acceptFindingsOfHosts, acceptFindingsOfNatInstances } from './accepted-findings';

/**
 * Two services whose tasks have addresses of their own on private hosts: `web` calls `api` by name, and nobody else may. The
 * name `api` is for those who use Service Connect; by DNS the tasks are `api.shop.internal`.
 */
export function serviceConnect(stack: TerraformStack): void {
  const network = new Network(stack, 'Network', {
    availabilityZones: ['us-east-1a', 'us-east-1b'],
    hostSubnets: 'private',
    // A tenth of what a NAT gateway costs; one instance carries all zones.
    natInstances: { instanceType: 't4g.nano' },
  });
  acknowledge(network, {
    id: 'ecs-ec2/public-subnet',
    reason: 'the NAT instance stands in them, and no host does',
  });
  acknowledge(network, {
    id: 'ecs-ec2/flow-logs',
    reason: 'flow logs are charged by the gigabyte, and an example has no traffic to explain',
  });
  acceptFindingsOfNatInstances(network);
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'service-connect', network });
  cluster.addCapacity('Hosts', { instanceType: 't3.small', instanceCount: 2 });
  acceptFindingsOfHosts(cluster);
  const namespace = new PrivateDnsNamespace(stack, 'Namespace', {
    namespaceName: 'shop.internal',
    network,
  });

  const api = service(stack, cluster, 'api');
  api.enableCloudMap({ namespace });
  api.enableServiceConnect({
    namespace,
    ports: [{ portName: 'http', discoveryName: 'api-http', dnsName: 'api', port: 80 }],
  });

  const web = service(stack, cluster, 'web');
  web.enableServiceConnect({ namespace, servers: [api] });
}

/** With 64 MiB beyond those of the container, for the proxy. */
function service(stack: TerraformStack, cluster: Cluster, serviceName: string): Ec2Service {
  const taskDefinition = new Ec2TaskDefinition(stack, `${serviceName}-task`, {
    family: serviceName,
    networkMode: 'awsvpc',
    memoryMiB: 256,
  });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
    user: '101:101',
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
    memoryReservationMiB: 128,
    portMappings: [{ name: 'http', containerPort: 8080, appProtocol: 'http' }],
  });
  const made = new Ec2Service(stack, serviceName, {
    serviceName,
    cluster,
    taskDefinition,
    peers: [],
  });
  acknowledge(made, {
    id: 'ecs-ec2/egress-everywhere',
    of: 'all',
    reason: 'the example says who comes in; what its tasks may call is for its reader to say',
  });
  return made;
}
