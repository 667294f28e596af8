import type { TerraformStack } from 'cdktf';
import {
  Cluster,
  ContainerImage,
  Ec2TaskDefinition,
  type INetwork,
  LoadBalancedEc2Service,
  Peer,
} from 'ecs-constructs';
import { acceptFindingsOfHosts, acceptFindingsOfLoadBalancer } from './accepted-findings';

/** The number of tasks follows their load, and the number of hosts follows the tasks. Terraform leaves both alone. */
export function autoscaledService(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'autoscaled', network });
  cluster.addCapacity('Hosts', {
    instanceType: 't3.small',
    instanceCount: 1,
    managedScaling: { minInstanceCount: 1, maxInstanceCount: 4 },
  });
  acceptFindingsOfHosts(cluster);

  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'autoscaled' });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
    user: '101:101',
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
    cpu: 256,
    memoryLimitMiB: 256,
    portMappings: [{ containerPort: 8080 }],
  });
  const { service, targetGroup, loadBalancer } = new LoadBalancedEc2Service(stack, 'Web', {
    serviceName: 'autoscaled',
    cluster,
    taskDefinition,
    internetFacing: true,
    peers: [Peer.anyIpv4()],
  });
  acceptFindingsOfLoadBalancer(loadBalancer, 80);
  // The largest count that any of them asks for: requests are known before the CPU is busy with them.
  const tasks = service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 });
  tasks.scaleOnRequestCount('Requests', { requestsPerTarget: 60, targetGroup });
  tasks.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });
}
