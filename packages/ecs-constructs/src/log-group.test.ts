import { LogGroup } from './log-group';
import { Role } from './role';
import { synth } from './testing';

const withDays = (retentionDays?: number) =>
  synth((stack) => new LogGroup(stack, 'Logs', { logGroupName: '/a/b', retentionDays }));

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

  it('grants writing to its own streams only', () => {
    const template = synth((stack) => {
      const role = new Role(stack, 'Role', { assumedBy: 'ec2.amazonaws.com' });
      new LogGroup(stack, 'Logs', { logGroupName: '/a/b' }).grantWrite(role);
    });
    const { attributes } = template.resource('aws_iam_role_policy');
    expect(JSON.parse(attributes['policy']).Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [`\${${template.resource('aws_cloudwatch_log_group').address}.arn}:*`],
      },
    ]);
  });
});
