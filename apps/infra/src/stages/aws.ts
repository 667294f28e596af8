import type { StageInput } from './stage';
import { workshop } from './workshop';

/** A real account. What nobody else can know comes from the environment; the rest is edited here. */
export function awsStage(env: NodeJS.ProcessEnv): StageInput {
  const accountId = env['HELLO_ECS_ACCOUNT_ID'];
  const region = env['HELLO_ECS_REGION'] ?? 'us-east-1';
  const nickname = env['HELLO_ECS_NICKNAME'] ?? 'hello';
  const { hosts, service, image } = workshop(env);
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
    hosts,
    service: { ...service, settleMinutes: 15 },
    image: { ...image, source: 'docker-provider' },
    state: { bucket: `${nickname}-ecs-state-${accountId}-${region}`, key: 'hello-ecs/aws.tfstate' },
    approval: 'ask',
    deleteImagesOnDestroy: true,
    tags: { Project: 'hello-ecs', Stage: 'aws', Nickname: nickname },
  };
}
