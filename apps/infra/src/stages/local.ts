import type { StageInput } from './stage';
import { workshop } from './workshop';

/** Everything on this machine: no account, no credentials, no cost. */
export function localStage(env: NodeJS.ProcessEnv): StageInput {
  const region = 'us-east-1';
  const nickname = env['HELLO_ECS_NICKNAME'] ?? 'hello';
  const { hosts, service, image } = workshop(env);
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
    hosts,
    service: { ...service, settleMinutes: 2 },
    image: { ...image, source: 'local' },
    state: { bucket: `${nickname}-ecs-state-local`, key: 'hello-ecs/local.tfstate' },
    endpoint: `http://127.0.0.1:${env['LOCAL_AWS_PORT'] ?? 5566}`,
    approval: 'none',
    deleteImagesOnDestroy: true,
    tags: { Project: 'hello-ecs', Stage: 'local', Nickname: nickname },
  };
}
