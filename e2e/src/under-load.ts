import { localAwsStatus } from 'local-aws';
import { describeService } from './other-owners';
import { eventually } from './eventually';
import type { LocalAccess } from './local-access';
import { ask } from './visitors';

/** Sends requests until the service has grown, and none until it has shrunk: the count is nobody's but autoscaling's. */
export async function underLoad(access: LocalAccess): Promise<void> {
  const target = { cluster: 'autoscaled', service: 'autoscaled' };
  const { port } = new URL(access.endpoint);
  const status = await localAwsStatus({
    port: Number(port),
    directory: access.directory,
    firstHostAddress: '',
  });
  const url = status?.loadBalancers.find(({ name }) => name === 'autoscaled')?.urls[0];
  if (url === undefined) {
    throw new Error('the load balancer autoscaled listens nowhere');
  }
  let isOver = false;
  const clients = Array.from({ length: 8 }, async () => {
    while (!isOver) {
      await ask(url);
    }
  });
  try {
    await eventually('a service that has grown', async () => {
      const { desiredCount, runningCount } = await describeService(access, target);
      return desiredCount > 2 && runningCount === desiredCount ? true : undefined;
    });
  } finally {
    isOver = true;
    await Promise.all(clients);
  }
  await eventually('a service that has shrunk', async () => {
    const { desiredCount, runningCount } = await describeService(access, target);
    return desiredCount === 2 && runningCount === 2 ? true : undefined;
  });
}
