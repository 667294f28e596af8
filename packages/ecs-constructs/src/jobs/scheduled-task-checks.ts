import type { Construct } from 'constructs';
import { requireOwnRegion } from '../support/arn';
import { scheduleProblem, timeZoneProblem } from '../support/schedule-expression';
import { isKnown, misuse, requireInteger, requireName } from '../support/validation';
import { requireStrategyItems } from '../hosts/strategy-items';
import { requireOverrides } from './container-override';
import type { ScheduledTaskProps } from './scheduled-task-props';

/** What can be said of a schedule by its options alone. */
export function requireScheduleOptions(scope: Construct, props: ScheduledTaskProps): void {
  const { scheduleName, schedule, timeZone = 'UTC', deadLetterQueue } = props;
  requireName(scope, scheduleName, {
    name: 'scheduleName',
    pattern: /^[\w.-]{1,64}$/,
    allowed: '1 to 64 letters, digits and . _ -',
  });
  const problem = scheduleProblem(schedule) ?? timeZoneProblem(timeZone);
  if (problem !== undefined) {
    throw misuse(scope, problem);
  }
  requireNumbers(scope, props);
  requireStrategyItems(scope, props.capacityProviderStrategy ?? []);
  requireOverrides(scope, props.containerOverrides);
  if (typeof deadLetterQueue === 'object') {
    requireStandardQueue(scope, deadLetterQueue.queueArn);
    requireOwnRegion(scope, 'deadLetterQueue', [deadLetterQueue.queueArn]);
  }
}

function requireNumbers(scope: Construct, props: ScheduledTaskProps): void {
  const { flexibleTimeWindowMinutes, taskCount, maximumRetryAttempts, maximumEventAgeSeconds } =
    props;
  requireInteger(scope, flexibleTimeWindowMinutes, {
    name: 'flexibleTimeWindowMinutes',
    min: 1,
    max: 1440,
    unit: 'minutes',
  });
  requireInteger(scope, taskCount, { name: 'taskCount', min: 1, max: 10 });
  requireInteger(scope, maximumRetryAttempts, { name: 'maximumRetryAttempts', min: 0, max: 185 });
  requireInteger(scope, maximumEventAgeSeconds, {
    name: 'maximumEventAgeSeconds',
    min: 60,
    max: 86_400,
    unit: 'seconds',
  });
}

function requireStandardQueue(scope: Construct, queueArn: string): void {
  if (!isKnown(queueArn) || /^arn:[\w-]+:sqs:[\w-]+:\d{12}:[\w-]{1,80}$/.test(queueArn)) {
    return;
  }
  throw misuse(scope, {
    what: 'a dead-letter queue is a standard queue of SQS, named by its ARN; Scheduler takes no FIFO queue',
    got: JSON.stringify(queueArn),
    fix: 'Write it like arn:aws:sqs:eu-west-1:123456789012:failed-runs.',
  });
}
