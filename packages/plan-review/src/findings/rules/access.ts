import type { JsonObject } from '../../plan/json';
import type { WorldResource } from '../../plan/world';
import { type PolicyRule, texts, when } from '../rule';
import { allowedIn, isForEverybody } from './statements';

const AGENT_POLICY = 'AmazonEC2ContainerServiceforEC2Role';

const POLICY_TYPES = [
  'aws_iam_role_policy',
  'aws_iam_policy',
  'aws_iam_user_policy',
  'aws_iam_group_policy',
];

/** Actions that start something under a role that is passed to it. */
const STARTS_UNDER_A_ROLE =
  /^(ec2:(RunInstances|\*)|ecs:(RunTask|StartTask|RegisterTaskDefinition|\*)|lambda:(CreateFunction|\*)|cloudformation:(CreateStack|\*)|codebuild:(CreateProject|\*)|glue:(CreateJob|CreateDevEndpoint|\*)|sagemaker:(CreateNotebookInstance|\*)|\*)$/i;

/** Rules for IAM. */
export const accessRules: readonly PolicyRule[] = [
  {
    id: 'ecs-ec2/no-full-access',
    aliases: [],
    aliasesOf: { '*': ['CKV_AWS_62'] },
    level: 'fail',
    types: POLICY_TYPES,
    fix: 'Name the actions and the resources.',
    helpUri: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    check: (policy) =>
      allowed(policy).flatMap((statement) => {
        const wide = texts(statement['Action']).filter((action) => /^(\*|[\w-]+:\*)$/.test(action));
        const what = wide.join(', ');
        return when(
          isEverywhere(statement) && (wide.length > 0 || statement['NotAction'] !== undefined),
          `It allows ${what === '' ? 'all but a few actions' : what} on everything.`,
          what === '' ? `all but ${texts(statement['NotAction']).join(', ')}` : what,
        );
      }),
  },
  {
    id: 'ecs-ec2/no-escalation',
    // CKV_AWS_286 knows this way and many others.
    aliases: [],
    level: 'fail',
    types: POLICY_TYPES,
    fix: 'Name the roles that may be passed, and to which service by the condition iam:PassedToService.',
    helpUri: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    check: (policy) => {
      const statements = allowed(policy);
      const passes = statements.some(
        (statement) =>
          isEveryRole(statement) &&
          statement['Condition'] === undefined &&
          texts(statement['Action']).some((action) => /^iam:(PassRole|Pass\*|\*)$/i.test(action)),
      );
      const starts = statements
        .flatMap((statement) => texts(statement['Action']))
        .filter((action) => action !== '*' && STARTS_UNDER_A_ROLE.test(action));
      return when(
        passes && starts.length > 0,
        `It may pass every role to what it starts with ${starts.join(', ')}, and so do what any role of the account may.`,
        starts.join(', '),
      );
    },
  },
  {
    id: 'ecs-ec2/no-broad-managed-policy',
    aliases: [],
    aliasesOf: { AdministratorAccess: ['CKV_AWS_274'] },
    level: 'warn',
    types: ['aws_iam_role_policy_attachment'],
    fix: 'Grant what is needed, for this cluster only.',
    helpUri: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html',
    check: ({ values }) => {
      const name = String(values['policy_arn']).split('/').at(-1) ?? '';
      return when(
        name === AGENT_POLICY || name === 'AdministratorAccess' || name.endsWith('FullAccess'),
        `The managed policy ${name} reaches far beyond this stack.`,
        name,
      );
    },
  },
  {
    id: 'ecs-ec2/no-trust-for-everybody',
    // CKV_AWS_60 does not read conditions.
    aliases: [],
    level: 'fail',
    types: ['aws_iam_role'],
    fix: 'Name the account, role or service that takes the role on.',
    helpUri: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user.html',
    check: ({ values }) =>
      when(
        allowedIn(values['assume_role_policy']).some(isForEverybody),
        'Whoever has any AWS account may take this role on.',
      ),
  },
];

function allowed({ values }: WorldResource): readonly JsonObject[] {
  return allowedIn(values['policy']);
}

function isEverywhere(statement: JsonObject): boolean {
  return texts(statement['Resource']).includes('*');
}

function isEveryRole(statement: JsonObject): boolean {
  return texts(statement['Resource']).some((resource) =>
    /^(\*|arn:[\w-]+:iam::(\d{12}|\*):(\*|role\/\*))$/.test(resource),
  );
}
