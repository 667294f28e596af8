import type { TerraformStack } from 'cdktf';
import {
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  type INetwork,
  PlacementConstraint,
} from 'ecs-constructs';

/** One task of an agent on every host, beside a service whose tasks stay apart from each other. */
export function daemon(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'daemon', network });
  cluster.addCapacity('Hosts', { instanceType: 't3.small', instanceCount: 3 });
  const image = ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29');

  const agent = new Ec2TaskDefinition(stack, 'AgentTask', { family: 'agent' });
  agent.addContainer('Agent', { image, memoryLimitMiB: 64 });
  new Ec2Service(stack, 'Agent', {
    serviceName: 'agent',
    cluster,
    taskDefinition: agent,
    schedulingStrategy: 'DAEMON',
  });

  const web = new Ec2TaskDefinition(stack, 'WebTask', { family: 'web' });
  web.addContainer('Server', {
    image,
    memoryLimitMiB: 256,
    portMappings: [{ containerPort: 80 }],
  });
  new Ec2Service(stack, 'Web', {
    serviceName: 'web',
    cluster,
    taskDefinition: web,
    desiredCount: 2,
    minimumHealthyPercent: 50,
    placementConstraints: [PlacementConstraint.distinctInstance()],
  });
}
