import { isSecretName } from '../../masking/secret-names';
import { isObject } from '../../plan/json';
import { blocks, isTrue, type PolicyRule, when } from '../rule';
import { containers, nameOf } from './containers';

const CONTAINER_SECURITY =
  'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html';

/** Rules for what containers of task definitions get and keep. */
export const taskRules: readonly PolicyRule[] = [
  {
    id: 'ecs-ec2/no-plain-secrets',
    // Trivy's AWS-0036 and cdk-nag's AwsSolutions-ECS2 have other names in mind.
    aliases: [],
    level: 'fail',
    types: ['aws_ecs_task_definition'],
    fix: 'Keep the value in Secrets Manager or Parameter Store and name it under secrets.',
    helpUri:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
    check: (task) =>
      containers(task).flatMap((container) =>
        blocks(container['environment']).flatMap(({ name }) =>
          when(
            isSecretName(String(name)),
            `${nameOf(container)} gets ${String(name)} as plain text, which everybody may read who may describe the task.`,
            `${nameOf(container)} ${String(name)}`,
          ),
        ),
      ),
  },
  {
    id: 'ecs-ec2/read-only-root',
    aliases: ['CKV_AWS_336'],
    level: 'warn',
    types: ['aws_ecs_task_definition'],
    fix: 'Set readonlyRootFilesystem and mount a volume or tmpfs where the application writes.',
    helpUri: CONTAINER_SECURITY,
    check: (task) =>
      containers(task).flatMap((container) =>
        when(
          !isTrue(container['readonlyRootFilesystem']),
          `${nameOf(container)} can change its own files.`,
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
    aliases: ['CKV_AWS_249'],
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
  {
    id: 'ecs-ec2/pinned-image',
    aliases: [],
    level: 'warn',
    types: ['aws_ecs_task_definition'],
    fix: 'Name a version, or better the digest of the image.',
    helpUri: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html',
    check: (task) =>
      containers(task).flatMap((container) =>
        when(
          isUnpinned(container['image']),
          `${nameOf(container)} runs whatever its tag latest names when a task starts.`,
        ),
      ),
  },
  {
    id: 'ecs-ec2/efs-encrypted',
    aliases: ['CKV_AWS_42', 'AWS-0037', 'AVD-AWS-0037'],
    level: 'fail',
    types: ['aws_efs_file_system'],
    fix: 'Set encrypted to true, which costs nothing; a file system that exists is replaced by it.',
    helpUri: 'https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html',
    check: ({ values }) =>
      when(!isTrue(values['encrypted']), 'Its files are not encrypted where they are kept.'),
  },
  {
    id: 'ecs-ec2/efs-in-transit',
    aliases: ['CKV_AWS_97'],
    level: 'warn',
    types: ['aws_ecs_task_definition'],
    fix: "Set transit_encryption to 'ENABLED'.",
    helpUri: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html',
    check: ({ values }) =>
      blocks(values['volume']).flatMap((volume) =>
        blocks(volume['efs_volume_configuration']).flatMap((efs) =>
          when(
            efs['transit_encryption'] !== 'ENABLED',
            `What is read from and written to the file system ${String(volume['name'])} crosses the network unencrypted.`,
          ),
        ),
      ),
  },
];

/** A reference without a tag means latest. What stands in for an unknown value is not judged, the tag behind it is. */
function isUnpinned(image: unknown): boolean {
  if (typeof image !== 'string' || image === '' || /[${]|\)$/.test(image)) {
    return false;
  }
  if (image.includes('@')) {
    return false;
  }
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest';
}
