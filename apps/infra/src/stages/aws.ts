import type { StageInput } from './stage';

/** A real account. What nobody else can know comes from the environment; the rest is edited here. */
export function awsStage(env: NodeJS.ProcessEnv): StageInput {
  const accountId = env['HELLO_ECS_ACCOUNT_ID'];
  const region = env['HELLO_ECS_REGION'] ?? 'us-east-1';
  const nickname = env['HELLO_ECS_NICKNAME'] ?? 'hello';
  return {
    stage: 'aws',
    accountId,
    region,
    nickname,
    network: {
      kind: 'create',
      cidrBlock: '10.0.0.0/16',
      availabilityZones: (
        env['HELLO_ECS_AVAILABILITY_ZONES'] ?? `${region}a,${region}b,${region}c`
      ).split(','),
    },
    hosts: { instanceType: 't3.micro', instanceCount: 3, operatingSystem: 'amazon-linux-2023' },
    service: {
      desiredCount: 1,
      cpu: 512,
      memoryMiB: 512,
      memoryReservationMiB: 256,
      settleMinutes: 15,
      hostPort: env['HELLO_ECS_HOST_PORT'] ?? 80,
    },
    image: {
      repositoryName: env['HELLO_ECS_REPOSITORY_NAME'] ?? 'my-app/server',
      source: 'docker-provider',
      registryAuth: 'token',
      baseImage: env['HELLO_SERVER_BASE_IMAGE'],
    },
    state: { bucket: `${nickname}-ecs-state-${accountId}-${region}`, key: 'hello-ecs/aws.tfstate' },
    approval: 'ask',
    deleteImagesOnDestroy: true,
    tags: { Project: 'hello-ecs', Stage: 'aws', Nickname: nickname },
  };
}
