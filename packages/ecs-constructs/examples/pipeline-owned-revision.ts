import type { TerraformStack } from 'cdktf';
import {
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  type INetwork,
  Peer,
} from 'ecs-constructs';
import { acceptFindingsOfHosts, acceptOpenPorts } from './accepted-findings';

/** Terraform makes the service; a pipeline deploys new revisions of the task definition, and no plan undoes that. */
export function pipelineOwnedRevision(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'pipeline', network });
  cluster.addCapacity('Hosts', { instanceType: 't3.small', instanceCount: 2 });
  acceptFindingsOfHosts(cluster);
  acceptOpenPorts(cluster, 8080);

  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'pipeline' });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
    user: '101:101',
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
    memoryLimitMiB: 256,
    portMappings: [{ hostPort: 8080, containerPort: 8080 }],
  });
  new Ec2Service(stack, 'Service', {
    serviceName: 'pipeline',
    cluster,
    taskDefinition,
    peers: [Peer.anyIpv4()],
    revisionOwner: 'pipeline',
  });
}
