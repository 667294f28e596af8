import type { StageInput } from './stage';

/** Everything on this machine: no account, no credentials, no cost. */
export function localStage(env: NodeJS.ProcessEnv): StageInput {
  const region = 'us-east-1';
  const nickname = env['HELLO_ECS_NICKNAME'] ?? 'hello';
  return {
    stage: 'local',
    // The account that moto, and so the local AWS, always answers with.
    accountId: '123456789012',
    region,
    nickname,
    network: {
      kind: 'create',
      cidrBlock: '10.0.0.0/16',
      availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    },
    hosts: { instanceType: 't3.micro', instanceCount: 3, operatingSystem: 'amazon-linux-2023' },
    service: {
      desiredCount: 1,
      cpu: 512,
      memoryMiB: 512,
      memoryReservationMiB: 256,
      settleMinutes: 3,
      hostPort: env['HELLO_ECS_HOST_PORT'] ?? 80,
    },
    image: {
      repositoryName: env['HELLO_ECS_REPOSITORY_NAME'] ?? 'my-app/server',
      source: 'local',
      registryAuth: 'token',
      baseImage: env['HELLO_SERVER_BASE_IMAGE'],
    },
    state: { bucket: `${nickname}-ecs-state-local`, key: 'hello-ecs/local.tfstate' },
    endpoint: `http://127.0.0.1:${env['LOCAL_AWS_PORT'] ?? 5566}`,
    approval: 'none',
    deleteImagesOnDestroy: true,
    tags: { Project: 'hello-ecs', Stage: 'local', Nickname: nickname },
  };
}
