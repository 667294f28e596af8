import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import type { TerraformStack } from 'cdktf';
import {
  acknowledge,
  Cluster,
  ContainerImage,
  Ec2Service,
  Ec2TaskDefinition,
  EnvironmentFile,
  type INetwork,
  LogDriver,
  LogGroup,
  Peer,
  Secret,
  Volume,
} from 'ecs-constructs';
import { acceptFindingsOfHosts, acceptOpenPorts } from './accepted-findings';

/**
 * Two containers that start in order and share a volume. The server gets a secret, a parameter and a file of variables;
 * its execution role may read these three and nothing else.
 */
export function sidecars(stack: TerraformStack, network: INetwork): void {
  const cluster = new Cluster(stack, 'Cluster', { clusterName: 'sidecars', network });
  cluster.addCapacity('Hosts', { instanceType: 't3.small', instanceCount: 2 });
  acceptFindingsOfHosts(cluster);
  acceptOpenPorts(cluster, 8080);
  const secret = new SecretsmanagerSecret(stack, 'Credentials', {
    name: 'sidecars/credentials',
    recoveryWindowInDays: 0,
  });
  acknowledge(secret, {
    id: 'CKV_AWS_149',
    reason:
      'a key of your own costs $1 a month; Secrets Manager encrypts with aws/secretsmanager anyway',
  });
  acknowledge(secret, {
    id: 'CKV2_AWS_57',
    reason:
      'rotating it takes a function that knows the database, which this example does not have',
  });
  const value = new SecretsmanagerSecretVersion(stack, 'CredentialsValue', {
    secretId: secret.id,
    secretString: JSON.stringify({ user: 'hello', password: 'change-me' }),
  });

  const taskDefinition = new Ec2TaskDefinition(stack, 'Task', {
    family: 'sidecars',
    memoryMiB: 512,
  });
  taskDefinition.addVolume('content', Volume.bindMount());
  taskDefinition.addContainer('Content', {
    image: ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1.37'),
    essential: false,
    // A new volume belongs to root.
    user: '0:0',
    memoryReservationMiB: 64,
    command: ['sh', '-c', 'date > /content/index.html'],
    mountPoints: [{ sourceVolume: 'content', containerPath: '/content' }],
  });
  acknowledge(taskDefinition, {
    id: 'ecs-ec2/no-root-user',
    of: 'Content',
    reason: 'it writes once into a volume that belongs to root, and ends',
  });
  const logGroup = new LogGroup(stack, 'Logs', { logGroupName: '/sidecars/server' });
  acknowledge(logGroup, {
    id: 'ecs-ec2/log-retention',
    reason: 'these log lines are no audit trail',
  });
  acknowledge(logGroup, {
    id: 'ecs-ec2/log-kms',
    reason: 'a key of your own costs $1 a month; CloudWatch encrypts log lines anyway',
  });
  taskDefinition.addContainer('Server', {
    image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx-unprivileged:1.29'),
    user: '101:101',
    tmpfs: [{ containerPath: '/tmp', sizeMiB: 16 }],
    memoryReservationMiB: 128,
    portMappings: [{ hostPort: 8080, containerPort: 8080 }],
    environment: { GREETING: 'hello' },
    environmentFiles: [EnvironmentFile.fromS3('arn:aws:s3:::existing-configuration', 'hello.env')],
    secrets: {
      DB_PASSWORD: Secret.fromSecretsManager(secret.arn, { jsonField: 'password' }),
      DATABASE_URL: Secret.fromSsmParameter('/existing/database-url'),
    },
    mountPoints: [
      { sourceVolume: 'content', containerPath: '/usr/share/nginx/html', readOnly: true },
    ],
    dependsOn: [{ containerName: 'Content', condition: 'SUCCESS' }],
    healthCheck: {
      command: ['CMD-SHELL', 'curl --fail --silent http://localhost:8080/ || exit 1'],
    },
    logging: LogDriver.awsLogs({ logGroup, streamPrefix: 'server' }),
  });
  const service = new Ec2Service(stack, 'Service', {
    serviceName: 'sidecars',
    cluster,
    taskDefinition,
    peers: [Peer.anyIpv4()],
    // The file of variables is read when a task starts: another version of it is told here.
    forceNewDeployment: { triggers: { variables: 'v1' } },
  });
  // The secret has no value before its version is there.
  service.dependOn(value);
}
