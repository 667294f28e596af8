import {
  CreateServiceCommand,
  DeleteServiceCommand,
  waitUntilServicesStable,
} from '@aws-sdk/client-ecs';
import { startLocalAws, stopLocalAws } from './index';
import { describeWithDocker, docker, DockerLane } from './testing/docker-lane';
import { eventually, type SmallStack } from './testing/small-stack';

describeWithDocker()('tasks as containers', () => {
  let lane: DockerLane;
  let stack: SmallStack;

  beforeAll(async () => {
    lane = await DockerLane.start('127.0.73.11');
    ({ stack } = lane);
    expect(lane.status).toMatchObject({ runtime: { kind: 'containers' }, hostAccess: 'refused' });
    await stack.ecs.send(
      new CreateServiceCommand({
        cluster: stack.cluster,
        serviceName: 'web',
        taskDefinition: await stack.register(lane.image, lane.hostPort),
        desiredCount: 2,
        placementStrategy: [{ type: 'spread', field: 'attribute:ecs.availability-zone' }],
      }),
    );
    await waitUntilServicesStable(
      { client: stack.ecs, maxWaitTime: 300, minDelay: 1 },
      { cluster: stack.cluster, services: ['web'] },
    );
  });
  afterAll(() => lane.close());

  const containers = (): readonly string[] => lane.containers();
  const hello = (url: string): Promise<string> =>
    eventually(
      () =>
        fetch(url, { signal: AbortSignal.timeout(3000) }).then(
          (answer) => answer.text(),
          () => '',
        ),
      (text) => text !== '',
    );

  it('are real containers that greet with their container id, on the addresses of their hosts', async () => {
    const tasks = await stack.tasks('web');
    for (const task of tasks) {
      const id = task.containers?.[0]?.runtimeId ?? '';
      expect(containers()).toContain(id);
      expect(await hello(stack.urls([task])[0] ?? '')).toBe(`Hello from ${id.slice(0, 12)}!\n`);
    }
    expect(new Set(stack.urls(tasks)).size).toBe(2);
  });

  it('have the limits of their task', async () => {
    const [task] = await stack.tasks('web');
    const format =
      '{{.HostConfig.Memory}} {{.HostConfig.MemoryReservation}} {{.HostConfig.NanoCpus}}';
    expect(docker(['inspect', '--format', format, task?.containers?.[0]?.runtimeId ?? ''])).toBe(
      `${256 * 2 ** 20} ${128 * 2 ** 20} 500000000`,
    );
  });

  it('are replaced when they are killed, and when they are removed', async () => {
    for (const command of [['kill'], ['rm', '--force']]) {
      const before = await stack.tasks('web');
      const [id = ''] = before.flatMap(({ containers: all = [] }) =>
        all.map(({ runtimeId = '' }) => runtimeId),
      );
      docker([...command, id]);
      const after = await eventually(
        () => stack.tasks('web'),
        (all) =>
          all.filter(
            ({ lastStatus, containers: own }) =>
              lastStatus === 'RUNNING' && own?.[0]?.runtimeId !== id,
          ).length === 2,
      );
      expect(after.map(({ taskArn }) => taskArn)).not.toEqual(before.map(({ taskArn }) => taskArn));
    }
  });

  it('leave nothing when their service is deleted', async () => {
    await stack.ecs.send(
      new DeleteServiceCommand({ cluster: stack.cluster, service: 'web', force: true }),
    );
    await eventually(
      () => stack.service('web'),
      ({ status }) => status === 'INACTIVE',
    );
    expect(containers()).toEqual([]);
  });

  it('leave nothing when the local AWS stops, or was killed and is stopped then', async () => {
    const create = async (serviceName: string): Promise<void> => {
      await stack.ecs.send(
        new CreateServiceCommand({
          cluster: stack.cluster,
          serviceName,
          taskDefinition: await stack.register(lane.image, lane.hostPort, serviceName),
          desiredCount: 1,
        }),
      );
      await eventually(
        () => stack.tasks(serviceName),
        ([task]) => task?.lastStatus === 'RUNNING',
      );
    };
    await create('left');
    expect(containers()).toHaveLength(1);
    const { pid } = await startLocalAws(lane.options);
    process.kill(pid, 'SIGKILL');
    expect(containers()).toHaveLength(1);
    expect((await stopLocalAws(lane.options)).containersRemoved).toBe(1);
    expect(containers()).toEqual([]);
  });
});
