import { type PolicyRule, when } from '../rule';

const YEAR = 365;

/** Rules for log groups. */
export const logRules: readonly PolicyRule[] = [
  {
    id: 'ecs-ec2/log-retention',
    aliases: ['CKV_AWS_338'],
    level: 'note',
    types: ['aws_cloudwatch_log_group'],
    fix: 'Keep logs for 365 days where somebody audits them, which is charged by the gigabyte.',
    helpUri:
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
    check: ({ values }) => {
      const days = values['retention_in_days'];
      return when(
        typeof days === 'number' && days > 0 && days < YEAR,
        `Log lines are gone after ${String(days)} ${days === 1 ? 'day' : 'days'}.`,
      );
    },
  },
  {
    id: 'ecs-ec2/log-kms',
    aliases: ['CKV_AWS_158', 'AWS-0017', 'AVD-AWS-0017'],
    level: 'note',
    types: ['aws_cloudwatch_log_group'],
    fix: 'Encrypt with a key of your own where who reads logs must be recorded.',
    helpUri: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
    check: ({ values }) => {
      const key = values['kms_key_id'];
      return when(
        typeof key !== 'string' || key === '',
        'Log lines are encrypted with the key of CloudWatch Logs, not with one of yours.',
      );
    },
  },
];
