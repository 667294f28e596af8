import type { TerraformStack } from 'cdktf';
import { terraformChanges, whereTerraformRuns } from './fixtures/terraform-test';
import { Role } from './iam/role';
import { ImageRepository } from './image/image-repository';
import { LogGroup } from './task/log-group';

/** Every kind of policy this library writes, and names that only Terraform knows. */
const everything =
  (more: (role: Role) => void = () => undefined) =>
  (stack: TerraformStack) => {
    const role = new Role(stack, 'Role', {
      assumedBy: 'ecs-tasks.amazonaws.com',
      namePrefix: 'worker',
      path: '/services/',
      maxSessionDurationSeconds: 7200,
      managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      tags: { Team: 'a' },
    });
    const repository = new ImageRepository(stack, 'Repository', {
      repositoryName: 'a/b',
      lifecycleRules: [
        { tagStatus: 'untagged', expireAfterDays: 3 },
        { tagStatus: 'tagged', tagPatterns: ['pr-*'], keepNewest: 10 },
        { tagStatus: 'any', keepNewest: 1000 },
      ],
    });
    repository.grantPullPush(role);
    repository.grantPullToAccount('210987654321');
    new ImageRepository(stack, 'Plain', { repositoryName: 'c/d', encryption: 'AES256' });
    const logGroup = new LogGroup(stack, 'Logs', {
      logGroupName: '/a/b',
      logGroupClass: 'INFREQUENT_ACCESS',
      skipDestroy: true,
    });
    logGroup.grantWrite(role);
    logGroup.grantRead(role);
    LogGroup.fromLogGroupName(stack, 'Other', '/c/d').grantWrite(role);
    const statement = { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::bucket/*'] };
    // The name of this role is cut out of an ARN while Terraform runs.
    Role.fromRoleArn(stack, 'ByArn', role.roleArn).addToPolicy(statement);
    Role.fromRoleName(stack, 'ByName', 'worker', { path: '/services/' }).addToPolicy(statement);
    more(role);
  };

describe('repositories, roles and log groups, with the real provider and mocked answers', () => {
  whereTerraformRuns(
    'are accepted; the same again changes nothing, one grant more one policy',
    () => {
      const grown = everything((role) =>
        role.addToPolicy({
          actions: ['sqs:SendMessage'],
          resources: ['arn:aws:sqs:eu-west-1:1:q'],
        }),
      );
      expect(terraformChanges([everything(), everything(), grown])).toEqual([
        [],
        [expect.stringMatching(/^aws_iam_role_policy\.Role_Policy_/)],
      ]);
    },
  );
});
