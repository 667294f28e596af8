import { isList, isObject, type JsonObject, parseEmbedded } from '../../plan/json';
import { type Rule, texts, when } from '../rule';
import type { WorldResource } from '../../plan/world';

const AGENT_POLICY = 'AmazonEC2ContainerServiceforEC2Role';

/** Rules for IAM. */
export const accessRules: readonly Rule[] = [
  {
    id: 'ecs-ec2/no-full-access',
    aliases: [
      'CKV_AWS_62',
      'CKV_AWS_63',
      'CKV_AWS_290',
      'AWS-0345',
      'AVD-AWS-0345',
      'AwsSolutions-IAM5',
    ],
    level: 'fail',
    types: ['aws_iam_role_policy', 'aws_iam_policy', 'aws_iam_user_policy', 'aws_iam_group_policy'],
    fix: 'Name the actions and the resources.',
    helpUri: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    check: (policy) =>
      statements(policy)
        .filter((statement) => statement['Effect'] === 'Allow')
        .flatMap((statement) => {
          const wide = texts(statement['Action']).filter((action) =>
            /^(\*|[\w-]+:\*)$/.test(action),
          );
          const everywhere = texts(statement['Resource']).includes('*');
          return when(
            everywhere && (wide.length > 0 || statement['NotAction'] !== undefined),
            `It allows ${wide.join(', ') || 'all but a few actions'} on everything.`,
          );
        }),
  },
  {
    id: 'ecs-ec2/no-broad-managed-policy',
    aliases: ['CKV_AWS_274', 'AwsSolutions-IAM4'],
    level: 'warn',
    types: ['aws_iam_role_policy_attachment'],
    fix: 'Grant what is needed, for this cluster only.',
    helpUri: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html',
    check: ({ values }) => {
      const name = String(values['policy_arn']).split('/').at(-1) ?? '';
      return when(
        name === AGENT_POLICY || name === 'AdministratorAccess' || name.endsWith('FullAccess'),
        `The managed policy ${name} reaches far beyond this stack.`,
      );
    },
  },
];

function statements({ values }: WorldResource): readonly JsonObject[] {
  const text = values['policy'];
  const document = typeof text === 'string' ? parseEmbedded(text) : undefined;
  const all = isObject(document) ? document['Statement'] : undefined;
  return (isList(all) ? all : [all]).filter(isObject);
}
