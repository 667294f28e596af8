import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import {
  DeploymentWorkspace,
  type NxResult,
  type StackService,
} from '../testing/deployment-workspace';
import { readService } from '../read-service';
import { CLUSTER, LocalServices, REGION, whyNoContainers } from '../testing/local-services';
import { shortName } from '../wording';
import { offerRollback } from './offer-rollback';

const missing = [
  ['terraform', 'version'],
  ['script', '--version'],
].find(([program = '', argument = '']) => spawnSync(program, [argument]).status !== 0);
const reason = missing === undefined ? whyNoContainers() : `no ${missing[0]} on the PATH`;
const title = `deployments of a stack${reason === undefined ? '' : ` (skipped: ${reason})`}`;
const describeWithAll = reason === undefined ? describe : describe.skip;

const SERVER = `
  require('http').createServer((request, response) => {
    response.setHeader('x-app-version', process.env.ANSWERS ?? process.env.APP_VERSION);
    response.end('Hello');
  }).listen(8080);
  process.on('SIGTERM', () => process.exit(0));`;
const PORT = { portMappings: [{ containerPort: 8080, hostPort: 0 }] };
const good = (version: string, change: Partial<StackService> = {}): StackService => ({
  program: SERVER,
  environment: { APP_VERSION: version },
  container: PORT,
  ...change,
});
const CRASHES: StackService = { program: `console.log('no database'); process.exit(7)` };
const BREAKER = { deployment_circuit_breaker: { enable: true, rollback: true } };

// One stack after the other in one state: what a test leaves, the next one changes.
describeWithAll(title, () => {
  let local: LocalServices;
  let workspace: DeploymentWorkspace;
  const deploy = async (services: Readonly<Record<string, StackService>>): Promise<NxResult> => {
    workspace.setServices(services);
    return workspace.nx('app:deploy');
  };
  /** Terraform was asked to end, and kept everything. */
  const stoppedSafely = ({ output }: NxResult, ...addresses: readonly string[]): void => {
    expect(output).toContain('Stopped, because it could only wait: ');
    expect(output).toContain('Its lock is released.');
    expect(workspace.state()).toEqual(expect.arrayContaining([...addresses]));
    expect(output).not.toMatch(/as it should be|is deployed|Nothing is wrong/);
  };

  beforeAll(async () => {
    local = await LocalServices.start('127.0.64.11');
    workspace = new DeploymentWorkspace(local);
  }, 600_000);
  afterAll(async () => {
    workspace.remove();
    await local.stop();
  }, 300_000);

  it('fail where the second service crashes, on the first deployment too, and say why', async () => {
    const failed = await deploy({ web: good('1'), worker: CRASHES });
    const { code, output } = failed;
    expect(code).toBe(1);
    stoppedSafely(failed, 'aws_ecs_service.web', 'aws_ecs_service.worker');
    expect(output).toContain(
      'Service worker: worker:1 failed: 3 tasks of it died of the same: Essential container in task exited; app: exit code 7.',
    );
    expect(output).not.toContain('Service web:');
    // While it ran: what ECS did, in time order, and what was waited for.
    expect(output).toMatch(/\d\d:\d\d:\d\d web {2}web:1 \d\/1 running/);
    // A first revision replaces nothing: the counts name it.
    expect(output).not.toMatch(/ web {2}web:1\n/);
    expect(output).toMatch(/ worker {2}worker:1 0\/1 running/);
    expect(output).toMatch(/ web {2}has started 1 tasks/);
    expect(output).toMatch(
      /worker {2}\d tasks? stopped: Essential container in task exited; app: exit code 7; last line: no database/,
    );
    expect(output).toMatch(/ worker {2}failed: 3 tasks of it died of the same/);
    expect(output).toMatch(/app: exit code 7\n\s+last 1 log line:\n\s+\| no database/);
    expect(output).toContain('- the program itself ended (container: exit code 7)');
    expect(output).toContain(
      'Later, or for a colleague: npx nx run app:diagnose -c local --service=worker',
    );
  });

  it('fail at once where an image is not there, and where no host could ever take a task', async () => {
    const absent = good('1', { image: 'ecs-operations-test/does-not-exist:v9' });
    // Behind Terraform's back, where it does not wait itself.
    const large = good('1', { memory: 8000, service: { wait_for_steady_state: false } });
    const failed = await deploy({ web: good('1'), worker: absent, large });
    const { code, output } = failed;
    expect(code).toBe(1);
    stoppedSafely(failed, 'aws_ecs_service.large');
    expect(output).toMatch(
      /Service worker: worker:2 failed: its image is not there: .*does-not-exist/,
    );
    expect(output).toContain('the image does not exist in its registry');
    expect(output).toMatch(
      /Service large: large:1 failed: no host could ever take one of its tasks: a task takes \d+ cpu units and 8000 MiB/,
    );
    expect(output).toContain('no host has enough memory or cpu left');
  });

  it('run what must be done before each service, and leave a service alone where that fails', async () => {
    const broken = `console.log('adding the column'); console.error('no such table'); process.exit(3);`;
    const { code, output } = await deploy({
      web: good('2', { service: BREAKER, migration: broken }),
      worker: good('1'),
    });
    expect(code).toBe(1);
    expect(output).toContain(
      'the one-off task web-migration runs before what waits for it; when it fails, that stays as',
    );
    expect(output).not.toContain('worker-migration');
    expect(output).toContain('| adding the column');
    expect(output).toContain('The container app ended with exit code 3.');
    expect(output).toMatch(
      /The one-off task web-migration of web-migration:1 failed \(task \w+\)\. What waits for it/,
    );
    // The service is as it was, and the other one was not kept waiting.
    expect(output).not.toMatch(/web:2 replaces|web {2}web:2 /);
    expect(await local.revisionOf('web')).toBe('web:1');
    expect(await local.revisionOf('worker')).toBe('worker:3');
    expect(workspace.state()).toContain('terraform_data.web-migration');
  });

  it('succeed when every service serves its revision, and say what it answers and what comes next', async () => {
    const { code, output } = await deploy({
      web: good('2', { service: BREAKER, migration: `console.log('column added')` }),
      worker: good('2', { migration: `console.log('queue drained')` }),
    });
    for (const [name, line] of [
      ['web', 'column added'],
      ['worker', 'queue drained'],
    ]) {
      expect(output).toContain(`| ${line}`);
      expect(output).toMatch(
        new RegExp(`The one-off task ${name}-migration of ${name}-migration:\\d has done its work`),
      );
    }
    const again = await workspace.nx('app:run-task', '--task=worker-migration');
    expect(again.output).toContain('queue drained');
    expect(again.code).toBe(0);
    expect(output).toContain('web: web:2 replaces web:1 (kept for rollback), 1 task');
    expect(output.match(/http:\/\/127\.0\.64\.\d+:\d+\/ -> Hello/g)).toHaveLength(2);
    expect(output).toContain('All as it should be.');
    expect(output).toContain(
      'Next: npx nx run app:logs -c local | npx nx run app:status -c local | npx nx run app:diagnose -c local',
    );
    expect(code).toBe(0);
  });

  it('are left alone where nobody says that they shall be taken back, and say the command', async () => {
    const { clients } = local;
    const target = { clients, region: REGION, cluster: CLUSTER, service: 'web' };
    const runs = async () =>
      shortName((await readService(clients, target, REGION)).taskDefinitionArn);
    const revision = (number: number) =>
      `arn:aws:ecs:${REGION}:123456789012:task-definition/web:${number}`;
    const said: string[] = [];
    const offer = (answer: string | undefined, to: number, ask = true) =>
      offerRollback(
        {
          progress: {
            step: async (_title, work) => work(() => undefined),
            info: (text) => said.push(text),
            warn: (text) => said.push(text),
          },
          commandFor: () => 'npx nx run app:rollback -c local',
          ...(ask ? { ask: async (text: string) => (said.push(text), answer) } : {}),
        },
        [{ target, from: 'web:2', to: revision(to) }],
      );
    await offer(undefined, 1);
    await offer('no', 1, false);
    expect([await runs(), said.length]).toEqual(['web:2', 3]);
    expect(said[2]).toBe(
      'To roll web back to web:1: npx nx run app:rollback -c local --service=web',
    );
    await offer('y', 99);
    expect(said.at(-1)).toMatch(/^web was not rolled back to web:99: ecs:UpdateService failed/);
    expect(await runs()).toBe('web:2');
  });

  it('fail where another version answers than was deployed, and are quiet when asked', async () => {
    workspace.setServices({
      web: good('3', { environment: { APP_VERSION: '3', ANSWERS: '1' }, service: BREAKER }),
      worker: good('2'),
    });
    const { code, output } = await workspace.nx('app:deploy', '--quiet');
    expect(output).toContain("header x-app-version is '1', expected '3'");
    expect(output).not.toMatch(/Plan:|created|updated|running|✓ (Planning|Applying)/);
    expect(code).toBe(1);
  });

  it('end with 6 when an alarm rolled a service back, and say so', async () => {
    await local.alarm('PutMetricAlarm', {
      AlarmName: 'errors',
      Namespace: 'App',
      MetricName: 'Errors',
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: '1',
      Period: '60',
      Statistic: 'Sum',
      Threshold: '1',
    });
    const alarms = { alarms: { alarm_names: ['errors'], enable: true, rollback: true } };
    let over = false;
    const deploying = deploy({
      web: good('4', { service: { ...BREAKER, ...alarms } }),
      worker: good('2'),
    }).finally(() => (over = true));
    while (!over && (await local.revisionOf('web')) !== 'web:4') {
      await delay(500);
    }
    const state = (StateValue: string) =>
      local.alarm('SetAlarmState', { AlarmName: 'errors', StateValue, StateReason: 'a test' });
    await state('ALARM');
    const { code, output } = await deploying;
    await state('OK');
    expect(output).toMatch(/Service web: web:4 failed: .*alarm detected/);
    expect(output).not.toMatch(/as it should be|is deployed|Nothing is wrong/);
    expect(await local.revisionOf('web')).toBe('web:3');
    expect(code).toBe(6);
  });

  it('end with 6 when ECS rolled a service back, and name both revisions', async () => {
    workspace.setServices({ web: { ...CRASHES, service: BREAKER }, worker: good('2') });
    const { code, output } = await workspace.nx('app:deploy', '--json');
    expect(code).toBe(6);
    expect(output).toMatch(
      /Service web: web:5 failed: .*(ECS rolled back to web:3|rolled back: web:3 runs again).*; \d tasks? died, the last of: Essential container in task exited; app: exit code 7/,
    );
    const events = output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { readonly type: string });
    for (const event of [
      // Whichever of them saw it: the old revision may be steady again before Terraform looks.
      { type: 'step', state: 'failed' },
      { type: 'resource', kind: 'started', address: 'aws_ecs_service.web' },
      {
        type: 'service',
        kind: 'revision',
        service: 'web',
        text: 'web:5 replaces web:3 (kept for rollback)',
      },
      { type: 'service', kind: 'standing', service: 'web' },
    ]) {
      const alike = events.filter(({ type }) => type === event.type);
      expect(alike).toContainEqual(expect.objectContaining(event));
    }
    expect(output).toContain('| no database');
    expect(output).not.toMatch(/as it should be|is deployed|Nothing is wrong/);
  });

  it('are taken back in a terminal where somebody presses Ctrl-C and says yes', async () => {
    const healthCheck = { command: ['CMD-SHELL', 'exit 1'], interval: 30, retries: 10 };
    workspace.setServices({
      web: good('6', { container: { ...PORT, healthCheck } }),
      worker: good('2'),
    });
    const { code, output } = await workspace.inTerminal(
      ['app:deploy'],
      [
        [/web:6 replaces web:3/, '\u0003'],
        [/Roll it back to web:3, which served before, now\? \[y\/N\]/, 'y\n'],
      ],
    );
    expect(output).toContain('Press Ctrl-C once more to force it.');
    expect(output).toMatch(/ECS goes on with the rollout, .*: npx nx run app:status -c local/);
    expect(output).toContain('web on shop is left on web:6.');
    expect(output).toContain('web runs web:3. The code still wants the other one');
    expect(output).toContain('Interrupted: terraform apply stopped.');
    expect(output).toContain('Its lock is released.');
    expect(await local.revisionOf('web')).toBe('web:3');
    expect(code).toBe(130);
  });
});
