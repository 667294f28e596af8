import type { TerraformStack } from 'cdktf';
import {
  acknowledge,
  Cluster,
  ContainerImage,
  Ec2TaskDefinition,
  type INetwork,
  LogDriver,
  LogGroup,
  OneOffTask,
  ScheduledTask,
} from 'ecs-constructs';
import { acceptFindingsOfHosts } from './accepted-findings';

/**
 * A report every night at three, Berlin time, and a clean-up every hour with the same image. What the report needs is made
 * before its schedule changes.
 */
export function scheduledTask(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'scheduled-task', network });
  cluster.addCapacity('Hosts', { instanceType: 't3.micro', instanceCount: 1 });
  acceptFindingsOfHosts(cluster);

  const logGroup = new LogGroup(stack, 'Logs', { logGroupName: '/scheduled-task' });
  acknowledge(logGroup, {
    id: 'ecs-ec2/log-retention',
    reason: 'these log lines are no audit trail',
  });
  acknowledge(logGroup, {
    id: 'ecs-ec2/log-kms',
    reason: 'a key of your own costs $1 a month; CloudWatch encrypts log lines anyway',
  });
  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', { family: 'report' });
  taskDefinition.addContainer('Report', {
    image: ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1.37'),
    command: ['sh', '-c', 'echo report'],
    user: '65534:65534',
    memoryLimitMiB: 64,
    logging: LogDriver.awsLogs({ logGroup, streamPrefix: 'report' }),
  });
  const nightly = new ScheduledTask(stack, 'Nightly', {
    scheduleName: 'nightly-report',
    cluster,
    taskDefinition,
    schedule: 'cron(0 3 * * ? *)',
    timeZone: 'Europe/Berlin',
  });
  const hourly = new ScheduledTask(stack, 'Hourly', {
    scheduleName: 'hourly-clean-up',
    cluster,
    taskDefinition,
    schedule: 'rate(1 hour)',
    containerOverrides: [{ containerName: 'Report', command: ['sh', '-c', 'echo clean'] }],
    maximumEventAgeSeconds: 600,
  });
  const prepare = new OneOffTask(stack, 'Prepare', {
    taskName: 'prepare-report',
    cluster,
    taskDefinition,
    containerOverrides: [{ containerName: 'Report', command: ['sh', '-c', 'echo prepared'] }],
  });
  prepare.runBefore(nightly);
  for (const schedule of [nightly, hourly]) {
    acknowledge(schedule, {
      id: 'CKV_AWS_297',
      reason: 'a key of your own costs $1 a month, and the schedule holds no secret',
    });
  }
}
