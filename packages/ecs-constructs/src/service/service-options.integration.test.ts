import type { TerraformStack } from 'cdktf';
import { Cluster } from '../cluster/cluster';
import { referenceStack } from '../fixtures/reference-stack';
import { terraformChange, terraformChanges, whereTerraformRuns } from '../fixtures/terraform-test';
import { Role } from '../iam/role';
import { ContainerImage } from '../image/container-image';
import { Peer } from '../network/peer';
import { PlacementConstraint, PlacementStrategy } from '../placement/placement';
import { Secret } from '../secrets/secret';
import { Ec2TaskDefinition } from '../task/ec2-task-definition';
import { EnvironmentFile } from '../task/environment-file';
import { LogDriver } from '../task/log-driver';
import { Volume } from '../task/volume';
import { Ec2Service } from './ec2-service';
import type { Ec2ServiceProps } from './ec2-service-props';

const image = ContainerImage.fromRegistry('nginx:1');
const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:hello-AbCdEf';

/** A task that says everything a task can say. */
function everyTaskOption(stack: TerraformStack): Ec2TaskDefinition {
  const task = new Ec2TaskDefinition(stack, 'Full', {
    family: 'full',
    pidMode: 'task',
    ipcMode: 'task',
    placementConstraints: [PlacementConstraint.instanceTypes('t3.*')],
  });
  task.addVolume('scratch', Volume.bindMount());
  task.addVolume('host', Volume.bindMount('/srv'));
  task.addVolume('docker', Volume.docker({ scope: 'shared', labels: { a: 'b' } }));
  task.addVolume(
    'efs',
    Volume.efs({ fileSystemId: 'fs-1', accessPointId: 'fsap-1', iamAuthorization: true }),
  );
  task.addContainer('Router', {
    image,
    memoryLimitMiB: 64,
    fireLensRouter: { type: 'fluentbit', options: { 'enable-ecs-log-metadata': 'true' } },
    healthCheck: { command: ['CMD', 'true'] },
    logging: LogDriver.jsonFile(),
  });
  task.addContainer('App', {
    image,
    memoryLimitMiB: 128,
    readonlyRootFilesystem: false,
    portMappings: [{ containerPort: 80, name: 'http', appProtocol: 'http' }],
    containerPortRanges: [{ from: 9000, to: 9009 }],
    environment: { B: '1', A: '2' },
    environmentFiles: [EnvironmentFile.fromS3('arn:aws:s3:::bucket', 'app.env')],
    secrets: {
      PASSWORD: Secret.fromSecretsManager(SECRET, { jsonField: 'password' }),
      URL: Secret.fromSsmParameter('/hello/url'),
    },
    logging: LogDriver.fireLens({ options: { Name: 'stdout' } }),
    dependsOn: [{ containerName: 'Router', condition: 'HEALTHY' }],
    startTimeoutSeconds: 60,
    restartPolicy: { ignoredExitCodes: [0], attemptPeriodSeconds: 60 },
    mountPoints: [{ sourceVolume: 'efs', containerPath: '/data' }],
    volumesFrom: [{ sourceContainer: 'Router', readOnly: true }],
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
    sharedMemorySizeMiB: 64,
    capabilities: { add: ['NET_ADMIN'], drop: ['MKNOD'] },
    privileged: false,
    ulimits: [{ name: 'nofile', softLimit: 1024, hardLimit: 2048 }],
    systemControls: { 'net.core.somaxconn': '1024' },
    dockerLabels: { a: 'b' },
    dockerSecurityOptions: ['no-new-privileges'],
    extraHosts: { db: '10.0.0.1' },
    dnsServers: ['10.0.0.2'],
    dnsSearchDomains: ['example.com'],
  });
  return task;
}

function everyServiceOption(stack: TerraformStack): void {
  const { cluster } = referenceStack(stack, { service: { desiredCount: 1 } });
  const taskDefinition = everyTaskOption(stack);
  const deployer = new Role(stack, 'Deployer', { assumedBy: 'ecs-tasks.amazonaws.com' });
  const full = new Ec2Service(stack, 'FullService', {
    serviceName: 'full',
    cluster,
    taskDefinition,
    circuitBreaker: { rollback: false },
    deploymentAlarms: { alarmNames: ['errors'] },
    placementConstraints: [PlacementConstraint.availabilityZones('eu-west-1a')],
    enableExecuteCommand: true,
    dynamicPortPeers: [Peer.ipv4('10.0.0.0/8')],
  });
  full.addPlacementConstraint(PlacementConstraint.distinctInstance());
  full.addPlacementStrategy(PlacementStrategy.packBy('memory'));
  full.grantDeploy(deployer);
  taskDefinition.grantRun(deployer);
  const taskCount = full.autoScaleTaskCount({ maxCapacity: 2 });
  taskCount.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });
  taskCount.scaleToTrackCustomMetric('Queue', {
    namespace: 'AWS/SQS',
    metricName: 'ApproximateNumberOfMessagesVisible',
    statistic: 'Average',
    targetValue: 10,
    dimensions: { QueueName: 'jobs' },
  });
  taskCount.scaleOnSchedule('Morning', { schedule: 'cron(0 8 ? * MON-FRI *)', minCapacity: 1 });

  const agent = new Ec2TaskDefinition(stack, 'Agent', { family: 'agent' });
  agent.addContainer('Agent', { image, memoryLimitMiB: 32 });
  new Ec2Service(stack, 'Daemon', {
    serviceName: 'agent',
    cluster,
    taskDefinition: agent,
    schedulingStrategy: 'DAEMON',
  });
}

function managed(stack: TerraformStack, weight: number): void {
  const { network, taskDefinition } = referenceStack(stack);
  const cluster = new Cluster(stack, 'Second', { clusterName: 'second', network });
  const capacity = cluster.addCapacity('Hosts', {
    instanceType: 't3.micro',
    instanceCount: 2,
    managedScaling: { minInstanceCount: 1, maxInstanceCount: 3 },
  });
  new Ec2Service(stack, 'SecondService', {
    serviceName: 'second',
    cluster,
    taskDefinition,
    capacityProviderStrategy: [{ capacity, weight }],
  });
}

const reference = (service: Partial<Ec2ServiceProps>) => (stack: TerraformStack) =>
  void referenceStack(stack, { service });

describe('terraform, with the real provider and mocked answers', () => {
  whereTerraformRuns(
    'applies every option of tasks and services, and then has nothing to do',
    () => {
      expect(terraformChange(everyServiceOption, everyServiceOption)).toEqual([]);
    },
  );

  whereTerraformRuns('changes a weight without touching anything but the service', () => {
    const weighing = (weight: number) => (stack: TerraformStack) => managed(stack, weight);
    expect(terraformChanges([weighing(1), weighing(1), weighing(2)])).toEqual([
      [],
      [expect.stringMatching(/^aws_ecs_service\.SecondService/)],
    ]);
  });

  whereTerraformRuns(
    'does not touch a service whose owners, or their number of tasks, change',
    () => {
      const owners = { revisionOwner: 'pipeline', desiredCountOwner: 'autoscaling' } as const;
      const changes = [{}, owners, { ...owners, desiredCount: 2 }, { desiredCount: 1 }].map(
        reference,
      );
      expect(terraformChanges([reference({}), ...changes])).toEqual([[], [], [], []]);
    },
  );
});
