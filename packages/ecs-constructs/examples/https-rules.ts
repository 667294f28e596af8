import { DataAwsAcmCertificate } from '@cdktf/provider-aws/lib/data-aws-acm-certificate';
import type { TerraformStack } from 'cdktf';
import {
  ApplicationLoadBalancer,
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  type INetwork,
  ListenerAction,
  ListenerCondition,
  Peer,
} from 'ecs-constructs';
import { acceptFindingsOfHosts, acceptFindingsOfLoadBalancer } from './accepted-findings';

/** Two services behind one load balancer, by HTTPS and by their paths; who comes by HTTP is sent on. */
export function httpsRules(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'https-rules', network });
  cluster.addCapacity('Hosts', { instanceType: 't3.small', instanceCount: 3 });
  acceptFindingsOfHosts(cluster);

  const certificate = new DataAwsAcmCertificate(stack, 'Certificate', {
    domain: 'example.com',
    statuses: ['ISSUED'],
    mostRecent: true,
  });
  const loadBalancer = new ApplicationLoadBalancer(stack, 'LoadBalancer', {
    loadBalancerName: 'https-rules',
    network,
    internetFacing: true,
  });
  acceptFindingsOfLoadBalancer(loadBalancer, 80, 443);
  const peers = [Peer.anyIpv4()];
  loadBalancer.addRedirect({ peers });
  const https = loadBalancer.addListener('Https', {
    port: 443,
    certificateArns: [certificate.arn],
    peers,
    defaultAction: ListenerAction.fixedResponse(404, { messageBody: 'Try /orders or /search.' }),
  });

  for (const [index, name] of ['orders', 'search'].entries()) {
    const id = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    const taskDefinition = new Ec2TaskDefinition(stack, `${id}Task`, { family: name });
    taskDefinition.addContainer('Server', {
      image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
      user: '101:101',
      tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
      memoryLimitMiB: 128,
      portMappings: [{ containerPort: 8080 }],
    });
    const service = new Ec2Service(stack, id, {
      serviceName: name,
      cluster,
      taskDefinition,
      desiredCount: 2,
    });
    https.addTargets(id, {
      targets: [service],
      priority: 10 * (index + 1),
      conditions: [ListenerCondition.pathPatterns([`/${name}`, `/${name}/*`])],
    });
  }
}
