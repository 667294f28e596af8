import {
  DescribeTasksCommand,
  ExecuteCommandCommand,
  ListTasksCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { readTasks } from '../read-tasks';
import { CLUSTER, type LocalServices, REGION } from './local-services';
import type { CliResult } from './run-cli';

/** What the tests of `exec` take from those around them. */
interface Surroundings {
  readonly local: () => LocalServices;
  readonly cli: (command: string, ...args: readonly string[]) => Promise<CliResult>;
  readonly rolledOut: (service: string) => Promise<unknown>;
}

/** Tests of `exec` in a task of the service `web`, whose container is `app`. */
export function itRunsCommandsInContainers({ local, cli, rolledOut }: Surroundings): void {
  it('says what is missing for a command in a container, and that another task is none', async () => {
    const none = await cli('exec', '--service', 'web', '--task', 'zzz');
    expect([none.code, none.stderr]).toEqual([
      1,
      expect.stringContaining("no task 'zzz' of web runs"),
    ]);
    const wrong = await cli('exec', '--service', 'web', '--container', 'nope');
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringContaining("no 'nope'. There are: app."),
    ]);
    const closed = await cli('exec', '--service', 'web', '--', 'node', '-e', 'process.exit(7)');
    expect([closed.code, closed.stderr]).toEqual([
      7,
      expect.stringContaining(
        'exec: the task was started without ECS Exec: this goes on a local endpoint',
      ),
    ]);
  });

  it('runs a command in a task with ECS Exec, whose agent runs, and says that AWS itself has another way in', async () => {
    const { ecs } = local().clients;
    const service = { cluster: CLUSTER, service: 'web' };
    const execute = async () => {
      const [{ taskArn: task } = { taskArn: '' }] = await readTasks(
        local().clients,
        service,
        'RUNNING',
        REGION,
      );
      const command = { cluster: CLUSTER, task, command: '/bin/sh', interactive: true };
      return ecs.send(new ExecuteCommandCommand(command));
    };
    await expect(execute()).rejects.toThrow(
      'execute command was not enabled when the task was run',
    );
    await ecs.send(
      new UpdateServiceCommand({
        ...service,
        enableExecuteCommand: true,
        forceNewDeployment: true,
      }),
    );
    await rolledOut('web');
    const { code, stderr } = await cli('exec', '--service', 'web', '--', 'node', '-e', '');
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('without ECS Exec')]);
    await expect(execute()).rejects.toThrow('Fix: npx ecs-operations exec, or docker exec -it');
    const { taskArns = [] } = await ecs.send(
      new ListTasksCommand({ cluster: CLUSTER, serviceName: 'web', desiredStatus: 'RUNNING' }),
    );
    const { tasks = [] } = await ecs.send(
      new DescribeTasksCommand({ cluster: CLUSTER, tasks: taskArns }),
    );
    const agents = tasks.flatMap(({ containers }) =>
      containers?.flatMap((one) => one.managedAgents),
    );
    expect(agents).toContainEqual(
      expect.objectContaining({ name: 'ExecuteCommandAgent', lastStatus: 'RUNNING' }),
    );
  });
}
