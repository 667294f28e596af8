import type { StageInput } from './stage';

/** What the workshop asks for, the same in every stage; a stage may change any of it. */
export function workshop(env: NodeJS.ProcessEnv) {
  return {
    hosts: {
      instanceType: 't3.micro',
      instanceCount: 3,
      operatingSystem: 'amazon-linux-2023',
      capacityMode: 'fixed',
    },
    service: {
      desiredCount: 1,
      cpu: 512,
      memoryMiB: 512,
      memoryReservationMiB: 256,
      hostPort: env['HELLO_ECS_HOST_PORT'] ?? 80,
    },
    image: {
      repositoryName: env['HELLO_ECS_REPOSITORY_NAME'] ?? 'my-app/server',
      registryAuth: 'token',
      baseImage: env['HELLO_SERVER_BASE_IMAGE'],
    },
  } satisfies StageInput;
}
