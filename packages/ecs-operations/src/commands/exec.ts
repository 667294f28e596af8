import { DescribeTasksCommand, type Task } from '@aws-sdk/client-ecs';
import { onThisTerminal, whyNoProgram } from '../changes/engine';
import { oneTarget } from '../changes/one-service';
import { exitCodes, UsageError, type CommandSpec } from '../cli/command';
import type { Options } from '../cli/options';
import type { Session } from '../cli/session';
import { inWords } from '../explain-error';
import { customEndpoint, isLoopback } from '../operation-clients';
import { readTasks } from '../read-tasks';
import type { ServiceTarget } from '../services/service-target';
import { shortName } from '../wording';

const PLUGIN_PAGE =
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html';
const EXEC_PAGE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html';

/** A command inside of a running container. */
export const exec: CommandSpec = {
  name: 'exec',
  summary: 'runs a command in a container of a running task, on this terminal; a shell by default',
  details: [
    'On AWS it needs the AWS CLI, its Session Manager plugin, and a service with ECS Exec; what is missing is said.',
    'On a local endpoint it goes through the Docker engine of this machine.',
  ],
  rest: { name: 'command', describes: 'the command; AWS reads it as one text. Default: /bin/sh' },
  options: {
    task: {
      type: 'text',
      value: 'ID',
      describes: 'the beginning of its id. Default: the newest that runs',
    },
    container: { type: 'text', value: 'NAME', describes: 'Default: the first one of the task' },
  },
  examples: [
    { does: 'a shell', line: 'exec --cluster shop --service web' },
    {
      does: 'one command',
      line: 'exec --cluster shop --service web --task 3f9c0a1b -- ls -l /tmp',
    },
  ],
  changes: false,
  async run(session, options) {
    if (session.json) {
      throw new UsageError('exec: what a terminal shows is no JSON. Fix: leave --json out.');
    }
    const target = oneTarget('exec', session.targets);
    const task = await runningTask(target, options.text('task'));
    const container = containerOf(task, options.text('container'));
    const words = options.list('command');
    const command = words.length === 0 ? ['/bin/sh'] : words;
    return isLoopback(await customEndpoint(target.clients))
      ? throughEngine(session, task, container, command)
      : throughAws(session, target, task, container.name ?? '', command, options);
  },
};

async function runningTask(target: ServiceTarget, wanted: string | undefined): Promise<Task> {
  const { clients, cluster, service, region } = target;
  const found = await readTasks(clients, target, 'RUNNING', region);
  const running = found.filter(({ lastStatus }) => lastStatus === 'RUNNING');
  const chosen = running.find(({ taskArn }) => shortName(taskArn).startsWith(wanted ?? ''));
  if (chosen === undefined) {
    const ids = running.map(({ taskArn }) => shortName(taskArn).slice(0, 8)).join(', ') || 'none';
    throw new Error(
      `exec: no ${wanted === undefined ? 'task' : `task '${wanted}'`} of ${service} runs. Running: ${ids}. Fix: see ecs-operations diagnose.`,
    );
  }
  const { tasks = [] } = await inWords({ action: 'ecs:DescribeTasks', region, cluster }, () =>
    clients.ecs.send(new DescribeTasksCommand({ cluster, tasks: [chosen.taskArn] })),
  );
  return tasks[0] ?? {};
}

function containerOf({ containers = [] }: Task, wanted: string | undefined) {
  const found = containers.find(({ name }) => wanted === undefined || name === wanted);
  if (found !== undefined) {
    return found;
  }
  const names = containers.map(({ name }) => name).join(', ');
  throw new UsageError(`container: there is no '${wanted ?? ''}'. There are: ${names}.`);
}

async function throughEngine(
  session: Session,
  { enableExecuteCommand }: Task,
  { name = '', runtimeId }: { readonly name?: string; readonly runtimeId?: string },
  command: readonly string[],
): Promise<number> {
  const missing = whyNoProgram('docker', ['version']);
  if (missing !== undefined || runtimeId === undefined) {
    const why =
      missing === undefined ? `${name} is no container but a process` : `docker: ${missing}`;
    session.say(`exec: on a local endpoint a command goes through the Docker engine, and ${why}.`);
    return exitCodes.problem;
  }
  if (enableExecuteCommand !== true) {
    session.say(
      'exec: the task was started without ECS Exec: this goes on a local endpoint, and on AWS it would not. Fix: set ' +
        `enableExecuteCommand of the service. ${EXEC_PAGE}`,
    );
  }
  const terminal = session.surroundings.interactive ? ['-it'] : ['-i'];
  return onThisTerminal(
    'docker',
    ['exec', ...terminal, runtimeId, ...command],
    session.surroundings.environment,
  );
}

async function throughAws(
  session: Session,
  { cluster, region }: ServiceTarget,
  task: Task,
  container: string,
  command: readonly string[],
  options: Options,
): Promise<number> {
  const problems = [
    ...missingPrograms(),
    ...(task.enableExecuteCommand === true
      ? []
      : [
          'the task was started without ECS Exec. Fix: set enableExecuteCommand of the service, give the task role ' +
            `ssmmessages:*Channel, and restart it (ecs-operations restart). ${EXEC_PAGE}`,
        ]),
    ...agentProblem(task, container),
    ...(session.surroundings.interactive ? [] : ['ECS Exec needs a terminal, and this is none.']),
  ];
  if (problems.length > 0) {
    for (const problem of problems) {
      session.say(`exec: ${problem}`);
    }
    return exitCodes.problem;
  }
  const profile = options.text('profile');
  return onThisTerminal(
    'aws',
    [
      ...['ecs', 'execute-command', '--interactive', '--cluster', cluster, '--region', region],
      ...['--task', task.taskArn ?? '', '--container', container, '--command', command.join(' ')],
      ...(profile === undefined ? [] : ['--profile', profile]),
    ],
    session.surroundings.environment,
  );
}

function missingPrograms(): readonly string[] {
  const cli = whyNoProgram('aws', ['--version']);
  const plugin = whyNoProgram('session-manager-plugin', ['--version']);
  return [
    ...(cli === undefined
      ? []
      : [
          `the AWS CLI (aws) is missing: ${cli}. Fix: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html`,
        ]),
    ...(plugin === undefined
      ? []
      : [
          `the Session Manager plugin (session-manager-plugin) is missing: ${plugin}. Fix: ${PLUGIN_PAGE}`,
        ]),
  ];
}

function agentProblem(
  { enableExecuteCommand, containers = [] }: Task,
  name: string,
): readonly string[] {
  if (enableExecuteCommand !== true) {
    return [];
  }
  const agents = containers.find((one) => one.name === name)?.managedAgents ?? [];
  const agent = agents.find((one) => one.name === 'ExecuteCommandAgent');
  return agent?.lastStatus === 'RUNNING'
    ? []
    : [
        `the agent of ECS Exec in ${name} is ${agent?.lastStatus ?? 'not there'}${agent?.reason === undefined ? '' : ` (${agent.reason})`}. ` +
          `Fix: the task role needs ssmmessages, the host a route to it. ${EXEC_PAGE}`,
      ];
}
