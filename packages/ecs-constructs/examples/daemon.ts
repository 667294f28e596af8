import type { TerraformStack } from 'cdktf';
import {
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  type INetwork,
  Peer,
  PlacementConstraint,
} from 'ecs-constructs';
import { acceptFindingsOfHosts } from './accepted-findings';

/** One task of an agent on every host, beside a service whose tasks stay apart from each other. */
export function daemon(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'daemon', network });
  cluster.addCapacity('Hosts', { instanceType: 't3.small', instanceCount: 3 });
  acceptFindingsOfHosts(cluster);
  const nginx = {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
    user: '101:101',
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
  };

  const agent = new Ec2TaskDefinition(stack, 'AgentTask', { family: 'agent' });
  agent.addContainer('Agent', { ...nginx, memoryLimitMiB: 64 });
  new Ec2Service(stack, 'Agent', {
    serviceName: 'agent',
    cluster,
    taskDefinition: agent,
    schedulingStrategy: 'DAEMON',
  });

  const web = new Ec2TaskDefinition(stack, 'WebTask', { family: 'web' });
  web.addContainer('Server', {
    ...nginx,
    memoryLimitMiB: 256,
    portMappings: [{ containerPort: 8080 }],
  });
  new Ec2Service(stack, 'Web', {
    serviceName: 'web',
    cluster,
    taskDefinition: web,
    desiredCount: 2,
    dynamicPortPeers: [Peer.ipv4('10.0.0.0/16')],
    minimumHealthyPercent: 50,
    placementConstraints: [PlacementConstraint.distinctInstance()],
  });
}
