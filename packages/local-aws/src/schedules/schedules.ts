import type { EcsContext } from '../ecs/action';
import type { AwsCall } from '../gateway/aws-call';
import { partitionOf } from '../ecs/identifiers';
import { AwsError, jsonBody } from '../gateway/aws-response';
import type { Correction } from '../gateway/correction';
import { record, text } from '../gateway/xml';
import { scheduleNameOf } from '../gateway/scheduler-action';
import { LOCAL_ACCOUNT_ID } from '../status';
import { sendToDeadLetterQueue } from './dead-letter-queue';
import type { Schedule, ScheduleTarget } from './schedule';
import { ScheduleClock } from './schedule-clock';
import { timesOf } from './schedule-times';
import { startRun } from './start-run';

/** Schedules that fire: moto keeps them and never looks at the clock. */
export class Schedules {
  private readonly clock = new ScheduleClock<Schedule>(
    (schedule, time) => void this.run(schedule, time),
  );

  constructor(
    private readonly ecs: EcsContext,
    private readonly log: (line: string) => void,
  ) {}

  /** Sees what becomes of schedules on their way to moto. */
  correction(): Correction {
    return {
      name: 'schedules',
      page: 'https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html',
      service: 'scheduler',
      actions: ['CreateSchedule', 'UpdateSchedule', 'DeleteSchedule'],
      handle: async (call, next) => {
        const name = scheduleNameOf(call.url) ?? '';
        if (call.action === 'DeleteSchedule') {
          const answer = await next(call);
          if (answer.status < 300) {
            const group = new URL(call.url, 'http://local').searchParams.get('groupName');
            this.clock.delete(keyOf(call.region, group ?? 'default', name));
          }
          return answer;
        }
        const schedule = readSchedule(call, name);
        // What moto would keep and AWS would refuse.
        timesOf(schedule.expression, schedule.timeZone, new Date());
        await this.requireRole(call, schedule.target.RoleArn);
        const answer = await next(call);
        if (answer.status < 300) {
          this.clock.set(schedule);
        }
        return answer;
      },
    };
  }

  close(): void {
    this.clock.close();
  }

  /** Scheduler takes no role that it may not assume. */
  private async requireRole({ region }: AwsCall, roleArn = ''): Promise<void> {
    const RoleName = roleArn.split('/').at(-1) ?? '';
    const role = await this.ecs.moto
      .query('iam', region, 'GetRole', { RoleName })
      .catch(() => undefined);
    const trust = text(record(role?.['Role'])['AssumeRolePolicyDocument']) ?? '';
    if (!decodeURIComponent(trust).includes('scheduler.amazonaws.com')) {
      throw new AwsError(
        'ValidationException',
        'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
      );
    }
  }

  /** One attempt: what a retry could mend is not there to be waited for on this machine. */
  private async run(schedule: Schedule, time: Date): Promise<void> {
    try {
      const { started, unplaced } = await startRun(this.ecs, schedule);
      const lost = unplaced.length === 0 ? '' : `; not placed: ${unplaced.join(', ')}`;
      this.log(`schedule ${schedule.name}: ${started} tasks started${lost}`);
    } catch (error) {
      const failure =
        error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
      this.log(`schedule ${schedule.name}: ${failure.code}: ${failure.message}`);
      await sendToDeadLetterQueue(this.ecs.moto, schedule, time, failure).catch((reason: unknown) =>
        this.log(`schedule ${schedule.name}: its dead-letter queue: ${String(reason)}`),
      );
    }
  }
}

function readSchedule(call: AwsCall, name: string): Schedule {
  const input = jsonBody(call);
  const group = String(input['GroupName'] ?? 'default');
  return {
    arn: keyOf(call.region, group, name),
    name,
    region: call.region,
    expression: String(input['ScheduleExpression'] ?? ''),
    timeZone: String(input['ScheduleExpressionTimezone'] ?? 'UTC'),
    enabled: input['State'] !== 'DISABLED',
    target: (input['Target'] ?? {}) as ScheduleTarget,
  };
}

/** The ARN that moto gives it. */
function keyOf(region: string, group: string, name: string): string {
  return `arn:${partitionOf(region)}:scheduler:${region}:${LOCAL_ACCOUNT_ID}:schedule/${group}/${name}`;
}
