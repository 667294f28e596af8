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

/** A service for everybody behind a load balancer of its own: only the load balancer reaches the hosts. */
export function loadBalancedService(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'load-balanced', network });
  cluster.addCapacity('Hosts', { instanceType: 't3.small', instanceCount: 2 });
  acceptFindingsOfHosts(cluster);

  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'load-balanced' });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
    user: '101:101',
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
    memoryLimitMiB: 128,
    portMappings: [{ containerPort: 8080 }],
  });
  const web = new LoadBalancedEc2Service(stack, 'Web', {
    serviceName: 'load-balanced',
    cluster,
    taskDefinition,
    desiredCount: 2,
    internetFacing: true,
    peers: [Peer.anyIpv4()],
  });
  acceptFindingsOfLoadBalancer(web.loadBalancer, 80);

  // A deployment that answers with errors or late, or whose tasks run full, goes back.
  const errors = web.targetGroup.metrics.httpCodeTarget('5XX').createAlarm(stack, 'Errors', {
    alarmName: 'load-balanced-errors',
    threshold: 10,
    evaluationPeriods: 2,
    treatMissingData: 'notBreaching',
  });
  const full = web.service.metricMemoryUtilization().createAlarm(stack, 'Full', {
    alarmName: 'load-balanced-full',
    threshold: 95,
    evaluationPeriods: 3,
  });
  const slow = web.targetGroup.metrics
    .targetResponseTime({ statistic: 'p99' })
    .createAlarm(stack, 'Slow', {
      alarmName: 'load-balanced-slow',
      threshold: 2,
      evaluationPeriods: 3,
      treatMissingData: 'notBreaching',
    });
  web.service.enableDeploymentAlarms([errors, full, slow]);
}
