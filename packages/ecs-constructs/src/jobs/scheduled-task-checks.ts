import type { Construct } from 'constructs';
import { scheduleProblem, timeZoneProblem } from '../support/schedule-expression';
import {
  describeProblem,
  isKnown,
  misuse,
  requireInteger,
  requireName,
  requireTexts,
} from '../support/validation';
import type { IEc2TaskDefinition } from '../task/task-definition';
import { requireStrategyItems } from '../hosts/strategy-items';
import type { ContainerOverride, ScheduledTaskProps } from './scheduled-task-props';

/** What one call of RunTask takes as overrides. */
const MAX_OVERRIDES = 8192;

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
  for (const { environment } of props.containerOverrides ?? []) {
    requireTexts(scope, 'environment of containerOverrides', environment);
  }
  if (typeof deadLetterQueue === 'object') {
    requireStandardQueue(scope, deadLetterQueue.queueArn);
  }
}

/** What can be said once all containers are there. */
export function overrideProblems(
  taskDefinition: IEc2TaskDefinition,
  overrides: readonly ContainerOverride[],
  input: string,
): readonly string[] {
  const names = taskDefinition.containers.map(({ containerName }) => containerName);
  const strangers =
    names.length === 0 || !names.every((name) => isKnown(name))
      ? []
      : overrides.filter(
          ({ containerName }) => isKnown(containerName) && !names.includes(containerName),
        );
  const problems = strangers.map(({ containerName }) =>
    describeProblem({
      what: `containerOverrides name containers of ${taskDefinition.node.path}, which has ${names.join(', ')}`,
      got: JSON.stringify(containerName),
      fix: 'Give the containerName of one of them.',
    }),
  );
  if (input.length > MAX_OVERRIDES) {
    problems.push(
      describeProblem({
        what: `RunTask takes at most ${MAX_OVERRIDES} characters of overrides`,
        got: input.length,
        fix: 'Put what is long into the task definition, a secret or an object in S3.',
      }),
    );
  }
  return problems;
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
  for (const { cpu, memoryLimitMiB, memoryReservationMiB } of props.containerOverrides ?? []) {
    requireInteger(scope, cpu, { name: 'cpu of containerOverrides', min: 1, unit: 'CPU units' });
    for (const [name, value] of Object.entries({ memoryLimitMiB, memoryReservationMiB })) {
      requireInteger(scope, value, { name: `${name} of containerOverrides`, min: 6, unit: 'MiB' });
    }
  }
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
