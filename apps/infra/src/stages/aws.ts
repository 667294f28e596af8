import type { Environment, StageValues } from '../stage';

/** A real account. What nobody else can know comes from the environment. */
export default function aws(env: Environment): StageValues {
  return {
    accountId: env['HELLO_ECS_ACCOUNT_ID'],
    region: env['HELLO_ECS_REGION'],
    network: {
      kind: 'create',
      availabilityZones: env['HELLO_ECS_AVAILABILITY_ZONES']?.split(','),
    },
  };
}
