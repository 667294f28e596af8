import { createServer, type Server } from 'node:net';
import { CreateServiceCommand, DeleteServiceCommand } from '@aws-sdk/client-ecs';
import { localAwsStatus, type LocalAwsOptions } from './index';
import { HELLO_IMAGE, ProcessLane, SPREAD } from './testing/process-lane';
import { eventually, type SmallStack } from './testing/small-stack';

let lane: ProcessLane;
let options: LocalAwsOptions;
let stack: SmallStack;
let hostPort: number;

beforeAll(async () => {
  lane = await ProcessLane.start('127.0.83.11', {
    'crash:1': 'process.exit(3)',
  });
  ({ options, stack, hostPort } = lane);
});
afterAll(() => lane.close());

describe('a service in trouble', () => {
  // Closed after each test, also after one that failed: an open server keeps jest from ending.
  const blocked: Server[] = [];
  afterEach(() => {
    for (const server of blocked.splice(0)) {
      server.close();
    }
  });
  /** A replaced host may have another address than the first three. */
  const hostAddresses = async (): Promise<readonly string[]> =>
    ((await localAwsStatus(options))?.hosts ?? []).map(({ address }) => address);
  const create = async (serviceName: string, image: string, extra: object = {}): Promise<void> => {
    await stack.ecs.send(
      new CreateServiceCommand({
        cluster: stack.cluster,
        serviceName,
        taskDefinition: await stack.register(image, hostPort, serviceName),
        desiredCount: 1,
        placementStrategy: SPREAD,
        deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
        ...extra,
      }),
    );
  };
  const remove = async (service: string): Promise<void> => {
    await stack.ecs.send(
      new DeleteServiceCommand({ cluster: stack.cluster, service, force: true }),
    );
    await eventually(
      () => stack.service(service),
      ({ status }) => status === 'INACTIVE',
    );
  };
  const failedDeployment = (service: string) =>
    eventually(
      () => stack.service(service),
      ({ deployments }) => deployments?.[0]?.rolloutState === 'FAILED',
    );
  const occupy = (address: string): Promise<Server> =>
    new Promise((resolve, reject) => {
      const server = createServer();
      server.on('error', reject);
      server.listen(hostPort, address, () => resolve(server));
    });

  it('an image that nobody has fails like a pull', async () => {
    await create('unknown', 'unknown/image:1');
    expect((await failedDeployment('unknown')).runningCount).toBe(0);
    const [task] = await stack.tasks('unknown', 'STOPPED');
    expect(task).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: expect.stringMatching(
        /^CannotPullContainerError: .*unknown\/image:1: not found/,
      ),
    });
    await remove('unknown');
  });

  it('a container that ends at once trips the circuit breaker and never counts as running', async () => {
    await create('crash', 'crash:1');
    const service = await failedDeployment('crash');
    expect(service.deployments?.[0]).toMatchObject({
      failedTasks: 3,
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
    });
    const tasks = await stack.tasks('crash', 'STOPPED');
    expect(tasks.every(({ startedAt }) => startedAt === undefined)).toBe(true);
    expect(tasks[0]?.containers?.[0]?.exitCode).toBe(3);
    await remove('crash');
  });

  it('a port taken on one host sends the task to another', async () => {
    const [first = ''] = await hostAddresses();
    blocked.push(await occupy(first));
    await create('busy', HELLO_IMAGE, { desiredCount: 2 });
    const tasks = await eventually(
      () => stack.tasks('busy'),
      (all) => all.filter(({ lastStatus }) => lastStatus === 'RUNNING').length === 2,
    );
    expect(stack.urls(tasks).join()).not.toContain(`${first}:`);
    await remove('busy');
  });

  it('a port taken on every host is named in the event, with who has it', async () => {
    const addresses = await hostAddresses();
    for (const address of addresses) {
      blocked.push(await occupy(address));
    }
    await create('blocked', HELLO_IMAGE, { deploymentConfiguration: {} });
    const service = await eventually(
      () => stack.service('blocked'),
      ({ events = [] }) =>
        events.some(({ message }) => message?.includes('unable to place a task')),
    );
    const message = service.events?.find((event) =>
      event.message?.includes('unable to place'),
    )?.message;
    expect(message).toContain('is already using a port required by your task');
    expect(message).toContain(`${addresses[0]}:${hostPort} is in use by`);
    await remove('blocked');
  });

  it('what is not emulated is refused with the reason', async () => {
    await expect(
      create('blue', HELLO_IMAGE, { deploymentController: { type: 'CODE_DEPLOY' } }),
    ).rejects.toThrow('deploymentController is not emulated; got CODE_DEPLOY. Allowed ECS');
    await expect(
      create('odd', HELLO_IMAGE, {
        placementConstraints: [{ type: 'memberOf', expression: 'task:group == web' }],
      }),
    ).rejects.toThrow('placement expression not supported');
  });
});
