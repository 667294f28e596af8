import { arnText } from '../fixtures/environment-text';
import { Role } from '../iam/role';
import { synth } from '../testing';
import { parseJsonTemplate } from '../testing/hcl';
import { LogGroup, type LogGroupProps } from './log-group';

const withDays = (retentionDays?: number) =>
  synth((stack) => new LogGroup(stack, 'Logs', { logGroupName: '/a/b', retentionDays }));

const nameOf = (template: ReturnType<typeof synth>): string =>
  `\${${template.resource('aws_cloudwatch_log_group').address}.name}`;

describe('LogGroup', () => {
  it('keeps log lines for 30 days', () => {
    expect(withDays().resource('aws_cloudwatch_log_group').attributes).toMatchObject({
      name: '/a/b',
      retention_in_days: 30,
    });
  });

  it.each([1, 365, 3653])('takes %i days', (days) => {
    expect(
      withDays(days).resource('aws_cloudwatch_log_group').attributes['retention_in_days'],
    ).toBe(days);
  });

  it.each([0, 2, 31, -1])('refuses %i days', (days) => {
    expect(() => withDays(days)).toThrow(`Test/Logs: retentionDays must be one of 1, 3, 5`);
    expect(() => withDays(days)).toThrow(`3653; got ${days}. Choose the next longer time.`);
  });

  it('is of the class, the key and the permanence that it is told', () => {
    const attributes = (props: Partial<LogGroupProps>) =>
      synth((stack) => new LogGroup(stack, 'Logs', { logGroupName: '/a/b', ...props })).resource(
        'aws_cloudwatch_log_group',
      ).attributes;
    const encryptionKeyArn = 'arn:aws:kms:eu-west-1:123456789012:key/k';
    expect(
      attributes({ logGroupClass: 'INFREQUENT_ACCESS', skipDestroy: true, encryptionKeyArn }),
    ).toMatchObject({
      log_group_class: 'INFREQUENT_ACCESS',
      skip_destroy: true,
      kms_key_id: encryptionKeyArn,
    });
    expect(attributes({})).not.toHaveProperty('skip_destroy');
  });

  it.each(['a', '/ecs/a_b-c.d#1', 'x'.repeat(512)])('takes the name %s', (logGroupName) => {
    expect(() => synth((stack) => new LogGroup(stack, 'Logs', { logGroupName }))).not.toThrow();
  });

  it.each(['', 'a b', 'a:b', 'a*', 'aws/a', 'x'.repeat(513)])('refuses the name %j', (name) => {
    const message = 'Test/Logs: logGroupName must be 1 to 512 letters, digits and _ - / . #';
    expect(() => synth((stack) => new LogGroup(stack, 'Logs', { logGroupName: name }))).toThrow(
      message,
    );
    expect(() => synth((stack) => LogGroup.fromLogGroupName(stack, 'Logs', name))).toThrow(message);
  });

  it('grants reading of its own lines only', () => {
    const template = synth((stack) => {
      const role = new Role(stack, 'Role', { assumedBy: 'ec2.amazonaws.com' });
      new LogGroup(stack, 'Logs', { logGroupName: '/a/b' }).grantRead(role);
    });
    const arn = arnText('logs', `log-group:${nameOf(template)}`);
    expect(template.policyStatements().map(({ statement }) => statement)).toContainEqual({
      Effect: 'Allow',
      Action: ['logs:DescribeLogStreams', 'logs:FilterLogEvents', 'logs:GetLogEvents'],
      Resource: [arn, `${arn}:*`],
    });
  });

  it('is used by its name where it exists', () => {
    const template = synth((stack) => {
      const role = new Role(stack, 'Role', { assumedBy: 'ec2.amazonaws.com' });
      const logGroup = LogGroup.fromLogGroupName(stack, 'Logs', '/a/b');
      expect(logGroup.logGroupName).toBe('/a/b');
      logGroup.grantWrite(role);
      logGroup.grantRead(role);
    });
    expect(template.resourcesOf('aws_cloudwatch_log_group')).toEqual([]);
    const resources = template
      .policyStatements()
      .flatMap(({ statement }) => (statement['Resource'] ?? []) as string[]);
    expect(resources).toHaveLength(3);
    for (const resource of resources) {
      expect(resource).toMatch(
        /^arn:\$\{data\.aws_partition\.\w+\.partition\}:logs:\$\{data\.aws_region\.\w+\.id\}:\$\{data\.aws_caller_identity\.\w+\.account_id\}:log-group:\/a\/b(:\*)?$/,
      );
    }
  });

  it('grants writing to its own streams only', () => {
    const template = synth((stack) => {
      const role = new Role(stack, 'Role', { assumedBy: 'ec2.amazonaws.com' });
      new LogGroup(stack, 'Logs', { logGroupName: '/a/b' }).grantWrite(role);
    });
    const { attributes } = template.resource('aws_iam_role_policy');
    expect((parseJsonTemplate(attributes['policy']) as { Statement: unknown }).Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [arnText('logs', `log-group:${nameOf(template)}:*`)],
      },
    ]);
  });
});
