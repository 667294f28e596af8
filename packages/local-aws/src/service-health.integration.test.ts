import {
  CreateServiceCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
  type Deployment,
  type HealthCheck,
  type Service,
} from '@aws-sdk/client-ecs';
import { endpointOf } from './control/status-client';
import { describeWithDocker, docker, DockerLane } from './testing/docker-lane';
import { signedFor } from './testing/signed-headers';
import { eventually, HELLO_PROGRAM } from './testing/small-stack';

const PATIENCE_S = 300;

describeWithDocker()('a rollout of tasks with a health check', () => {
  let lane: DockerLane;

  beforeAll(async () => {
    lane = await DockerLane.start('127.0.81.11');
  }, 300_000);
  afterAll(() => lane.close(), 300_000);

  const register = async (
    family: string,
    program: string,
    check?: string,
    memory = 64,
  ): Promise<string> => {
    const healthCheck: HealthCheck = {
      command: ['CMD', process.execPath, '-e', check ?? ''],
      interval: 5,
      retries: 1,
    };
    const { taskDefinition } = await lane.stack.ecs.send(
      new RegisterTaskDefinitionCommand({
        family,
        containerDefinitions: [
          {
            name: 'app',
            image: lane.image,
            memory,
            stopTimeout: 2,
            entryPoint: [process.execPath, '-e'],
            command: [program],
            ...(check === undefined ? {} : { healthCheck }),
          },
        ],
      }),
    );
    return taskDefinition?.taskDefinitionArn ?? '';
  };
  const create = async (serviceName: string, taskDefinition: string): Promise<void> => {
    await lane.stack.ecs.send(
      new CreateServiceCommand({
        cluster: lane.stack.cluster,
        serviceName,
        taskDefinition,
        desiredCount: 1,
        deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
      }),
    );
  };
  const until = (name: string, wanted: (primary: Deployment, service: Service) => boolean) =>
    eventually(
      () => lane.stack.service(name),
      (service) => {
        const [primary] = service.deployments ?? [];
        return primary !== undefined && wanted(primary, service);
      },
      PATIENCE_S,
    );
  const eventsOf = ({ events = [] }: Service): readonly string[] =>
    events.map(({ message = '' }) => message);

  it('is done when they are HEALTHY, and goes back without touching them when the next never are', async () => {
    await create('good', await register('good', HELLO_PROGRAM, 'process.exit(0)'));
    await until('good', ({ rolloutState }) => rolloutState === 'COMPLETED');
    const [old] = await lane.stack.tasks('good');
    expect(old).toMatchObject({
      healthStatus: 'HEALTHY',
      containers: [expect.objectContaining({ healthStatus: 'HEALTHY' })],
    });
    const bad = await register('good', HELLO_PROGRAM, 'process.exit(1)');
    await lane.stack.ecs.send(
      new UpdateServiceCommand({
        cluster: lane.stack.cluster,
        service: 'good',
        taskDefinition: bad,
      }),
    );
    const started = await until('good', ({ taskDefinition }, { events = [] }) => {
      return (
        taskDefinition !== bad && events.some(({ message }) => /rolling back/.test(message ?? ''))
      );
    });
    const failed = started.deployments?.find(({ taskDefinition }) => taskDefinition === bad);
    expect(failed).toMatchObject({
      rolloutState: 'FAILED',
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
      failedTasks: 3,
    });
    await until('good', ({ rolloutState }) => rolloutState === 'COMPLETED');
    expect((await lane.stack.tasks('good')).map(({ taskArn }) => taskArn)).toEqual([old?.taskArn]);
    const running = docker([
      'inspect',
      '--format',
      '{{.State.Running}}',
      old?.containers?.[0]?.runtimeId ?? '',
    ]);
    expect(running).toBe('true');
  }, 600_000);

  it('goes back when an alarm comes, which a test of a user can set off', async () => {
    const alarm = (Action: string, parameters: Record<string, string>): Promise<Response> =>
      fetch(endpointOf(lane.options.port), {
        method: 'POST',
        headers: { authorization: signedFor(lane.options, 'monitoring') },
        body: new URLSearchParams({ Action, Version: '2010-08-01', ...parameters }),
      });
    const put = await alarm('PutMetricAlarm', {
      AlarmName: 'errors',
      Namespace: 'App',
      MetricName: 'Errors',
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: '1',
      Period: '60',
      Statistic: 'Sum',
      Threshold: '1',
    });
    expect(put.status).toBe(200);
    const good = await register('watched', HELLO_PROGRAM);
    const alarms = { alarmNames: ['errors'], enable: true, rollback: true };
    await lane.stack.ecs.send(
      new CreateServiceCommand({
        cluster: lane.stack.cluster,
        serviceName: 'watched',
        taskDefinition: good,
        desiredCount: 1,
        deploymentConfiguration: { alarms },
      }),
    );
    await until('watched', ({ rolloutState }) => rolloutState === 'COMPLETED');
    await lane.stack.ecs.send(
      new UpdateServiceCommand({
        cluster: lane.stack.cluster,
        service: 'watched',
        taskDefinition: await register('watched', HELLO_PROGRAM, undefined, 65),
      }),
    );
    await alarm('SetAlarmState', { AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'test' });
    const back = await until(
      'watched',
      ({ taskDefinition, rolloutState }) => taskDefinition === good && rolloutState === 'COMPLETED',
    );
    expect(eventsOf(back).join('\n')).toMatch(
      /\(deployment ecs-svc\/\d+\) deployment failed: alarm detected\.[^]*/,
    );
    expect(eventsOf(back).join('\n')).toMatch(/rolling back to deployment ecs-svc\/\d+\./);
  }, 600_000);

  it('fails when it is the first, and says what ECS says', async () => {
    await create('bad', await register('bad', HELLO_PROGRAM, 'process.exit(1)'));
    const seen = new Set<string>();
    const service = await until('bad', ({ rolloutState = '' }) => {
      seen.add(rolloutState);
      return rolloutState !== 'IN_PROGRESS';
    });
    expect([...seen]).toEqual(['IN_PROGRESS', 'FAILED']);
    expect(eventsOf(service).join('\n')).toMatch(
      /\(task [0-9a-f]{32}\) failed container health checks\./,
    );
    expect(eventsOf(service).join('\n')).not.toMatch(/steady state|deployment completed/);
    const [stopped] = await lane.stack.tasks('bad', 'STOPPED');
    expect(stopped).toMatchObject({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Task failed container health checks',
      healthStatus: 'UNHEALTHY',
    });
  }, 600_000);

  it('fails when their memory is not enough, also some seconds after the start', async () => {
    const eater = `const all = []; setTimeout(() => setInterval(() => all.push(Buffer.alloc(8e6, 1)), 10), 2000);`;
    await create('eater', await register('eater', eater));
    const service = await until('eater', ({ rolloutState }) => rolloutState !== 'IN_PROGRESS');
    expect(service.deployments?.[0]).toMatchObject({ rolloutState: 'FAILED', failedTasks: 3 });
    expect(eventsOf(service).join('\n')).not.toContain('steady state');
    const [stopped] = await lane.stack.tasks('eater', 'STOPPED');
    expect(stopped).toMatchObject({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [
        expect.objectContaining({
          exitCode: 137,
          reason: 'OutOfMemoryError: Container killed due to memory usage',
        }),
      ],
    });
  }, 600_000);
});
