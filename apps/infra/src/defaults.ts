import type { Environment, StageConfig, StageValues } from './stage';

/** What every stage has that says nothing else: all but the account. Above all what the workshop asks for. */
export type StageDefaults = Omit<StageConfig, 'stage' | 'accountId'>;

/**
 * The values of every stage. To change one for a single stage, give that field in the stage's file; what hangs on region
 * and nickname follows the stage's own.
 */
export function defaults(stage: string, own: StageValues, env: Environment): StageDefaults {
  const { accountId, region = 'us-east-1', endpoint } = own;
  const nickname = own.nickname ?? env['HELLO_ECS_NICKNAME'] ?? 'hello';
  return {
    region,
    nickname,
    network: {
      kind: 'create',
      cidrBlock: '10.0.0.0/16',
      availabilityZones: [`${region}a`, `${region}b`, `${region}c`],
    },
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
      settleMinutes: 15,
      reachedBy: 'host-port',
      hostPort: numberFrom(env['HELLO_ECS_HOST_PORT']) ?? 80,
    },
    image: {
      repositoryName: env['HELLO_ECS_REPOSITORY_NAME'] ?? 'my-app/server',
      source: 'docker-provider',
      registryAuth: 'token',
      baseImage: env['HELLO_SERVER_BASE_IMAGE'],
    },
    state: {
      // The name of a bucket is taken for all accounts of the world; a local AWS has the world to itself.
      bucket: `${nickname}-ecs-state-${endpoint === undefined ? `${accountId}-${region}` : stage}`,
      key: `hello-ecs/${stage}.tfstate`,
    },
    approval: 'ask',
    deleteImagesOnDestroy: true,
    tags: { Project: 'hello-ecs', Stage: stage, Nickname: nickname },
  };
}

/** A variable is text. One that is no number stays what it is: the check refuses it, and shows what was written. */
function numberFrom(text: string | undefined): number | undefined {
  const number = Number(text);
  return text === undefined || text.trim() === '' || Number.isNaN(number)
    ? (text as number | undefined)
    : number;
}
