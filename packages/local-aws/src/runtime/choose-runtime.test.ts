import { FakeRuntime } from '../testing/fake-runtime';
import { ChosenRuntime } from './choose-runtime';
import type { DockerRuntime } from './containers';
import type { ContainerRequest } from './runtime';

const request: ContainerRequest = {
  definition: { name: 'web', image: 'image:1' },
  taskId: 't',
  taskArn: 'arn',
  family: 'f',
  revision: 1,
  cluster: 'c',
  hostAddress: '127.0.0.11',
};
const setUp = (hasImage: boolean) => {
  const containers = new FakeRuntime();
  const processes = new FakeRuntime();
  const docker = Object.assign(containers, {
    hasImage: () => Promise.resolve(hasImage),
  }) as unknown as DockerRuntime;
  return { containers, processes, docker };
};

describe('ChosenRuntime', () => {
  it('takes a container when the engine holds the image', async () => {
    const { containers, processes, docker } = setUp(true);
    await new ChosenRuntime({ docker, processes }).start(request);
    expect([containers.requests.length, processes.requests.length]).toEqual([1, 0]);
  });

  it('takes a process when it does not, and says so', async () => {
    const { processes, docker } = setUp(false);
    const started = await new ChosenRuntime({ docker, processes }).start(request);
    expect(processes.requests).toHaveLength(1);
    expect(started.notices).toEqual([
      'image:1 is not in the Docker engine: its tasks run as processes.',
    ]);
  });

  it('takes a process without a word where there is no engine at all', async () => {
    const { processes } = setUp(true);
    expect(
      (await new ChosenRuntime({ docker: undefined, processes }).start(request)).notices,
    ).toEqual([]);
  });
});
