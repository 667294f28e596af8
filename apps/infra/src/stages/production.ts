import type { Environment, StageValues } from '../stage';
import aws from './aws';

/** A real account in the form for production: a load balancer, and two tasks that become more under load. */
export default function production(env: Environment): StageValues {
  return inProduction(env, aws(env));
}

/** That form of another stage, with names of its own: both can be in one account. */
export function inProduction(env: Environment, values: StageValues): StageValues {
  const repositoryName = env['HELLO_ECS_REPOSITORY_NAME'] ?? 'my-app/production';
  return {
    ...values,
    nickname: `${env['HELLO_ECS_NICKNAME'] ?? 'hello'}-prod`,
    image: { ...values.image, repositoryName },
    service: {
      ...values.service,
      reachedBy: 'load-balancer',
      desiredCount: 2,
      maximumCount: 6,
      // So small that each host has room for three.
      ...{ cpu: 256, memoryMiB: 256, memoryReservationMiB: 128 },
    },
  };
}
