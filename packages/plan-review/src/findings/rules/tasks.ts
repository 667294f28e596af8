import { isList, isObject, type JsonObject, parseEmbedded } from '../../plan/json';
import { blocks, isTrue, type Rule, when } from '../rule';
import type { WorldResource } from '../../plan/world';

/** Names that scanners take for secrets, and that people use for them. */
const SECRET_NAME =
  /pass(word|wd|phrase)?$|secret|private_?key|api_?key|access_?key|token$|credential/i;

/** Rules for task definitions. */
export const taskRules: readonly Rule[] = [
  {
    id: 'ecs-ec2/no-plain-secrets',
    aliases: ['AWS-0036', 'AVD-AWS-0036', 'AwsSolutions-ECS2'],
    level: 'fail',
    types: ['aws_ecs_task_definition'],
    fix: 'Keep the value in Secrets Manager or Parameter Store and name it under secrets.',
    helpUri:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
    check: (task) =>
      containers(task).flatMap((container) =>
        blocks(container['environment']).flatMap(({ name }) =>
          when(
            SECRET_NAME.test(String(name)),
            `${nameOf(container)} gets ${String(name)} as plain text, which everybody may read who may describe the task.`,
          ),
        ),
      ),
  },
  {
    id: 'ecs-ec2/no-privileged-container',
    // CKV_AWS_334 looks for a field that does not exist.
    aliases: ['CKV_AWS_334'],
    level: 'fail',
    types: ['aws_ecs_task_definition'],
    fix: 'Remove privileged; add the one kernel capability that is needed.',
    helpUri:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',
    check: (task) =>
      containers(task).flatMap((container) =>
        when(isTrue(container['privileged']), `${nameOf(container)} is root on the host.`),
      ),
  },
  {
    id: 'ecs-ec2/read-only-root',
    aliases: ['CKV_AWS_336'],
    level: 'warn',
    types: ['aws_ecs_task_definition'],
    fix: 'Set readonlyRootFilesystem and mount a volume or tmpfs where the application writes.',
    helpUri:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',
    check: (task) =>
      containers(task).flatMap((container) =>
        when(
          !isTrue(container['readonlyRootFilesystem']),
          `${nameOf(container)} can change its own files.`,
        ),
      ),
  },
  {
    id: 'ecs-ec2/no-host-namespaces',
    aliases: ['CKV_AWS_335'],
    level: 'warn',
    types: ['aws_ecs_task_definition'],
    fix: "Use network mode 'bridge' or 'awsvpc', and no pid or ipc mode.",
    helpUri:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-networkmode-host.html',
    check: ({ values }) =>
      (['network_mode', 'pid_mode', 'ipc_mode'] as const).flatMap((mode) =>
        when(
          values[mode] === 'host',
          `The task shares the ${mode.replace('_mode', '')} of its host.`,
        ),
      ),
  },
  {
    id: 'ecs-ec2/container-logs',
    aliases: ['AwsSolutions-ECS7'],
    level: 'warn',
    types: ['aws_ecs_task_definition'],
    fix: 'Give the container a log configuration.',
    helpUri: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',
    check: (task) =>
      containers(task).flatMap((container) =>
        when(
          !isObject(container['logConfiguration']),
          `The output of ${nameOf(container)} goes with its host.`,
        ),
      ),
  },
  {
    id: 'ecs-ec2/separate-roles',
    aliases: ['CKV_AWS_97', 'CKV_AWS_249'],
    level: 'warn',
    types: ['aws_ecs_task_definition'],
    fix: 'Use one role to start the task and another, or none, for the application.',
    helpUri: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html',
    check: ({ values }) => {
      const { task_role_arn: task, execution_role_arn: execution } = values;
      return when(
        typeof task === 'string' && task !== '' && task === execution,
        'The application can do what ECS needs to start it: pull images, read its secrets.',
      );
    },
  },
];

function containers({ values }: WorldResource): readonly JsonObject[] {
  const text = values['container_definitions'];
  const parsed = typeof text === 'string' ? parseEmbedded(text) : undefined;
  return isList(parsed) ? parsed.filter(isObject) : [];
}

function nameOf(container: JsonObject): string {
  return String(container['name']);
}
