import type { Timed } from './schedule';
import { timesOf, type NextTime } from './schedule-times';

/** The longest wait that a timer of Node takes. */
const LONGEST = 2_147_483_647;

interface Entry<Schedule extends Timed> {
  readonly schedule: Schedule;
  readonly next: NextTime;
  timer?: NodeJS.Timeout;
}

/** Calls back whenever a schedule has come to its time. */
export class ScheduleClock<Schedule extends Timed> {
  private readonly entries = new Map<string, Entry<Schedule>>();

  constructor(
    private readonly fire: (schedule: Schedule, time: Date) => void,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Takes a schedule, in the place of the one with its ARN. Throws what Scheduler says to a wrong expression. */
  set(schedule: Schedule): void {
    const next = timesOf(schedule.expression, schedule.timeZone, this.now());
    this.delete(schedule.arn);
    const entry: Entry<Schedule> = { schedule, next };
    this.entries.set(schedule.arn, entry);
    if (schedule.enabled) {
      this.wait(entry);
    }
  }

  /** The one with an ARN. */
  get(arn: string): Schedule | undefined {
    return this.entries.get(arn)?.schedule;
  }

  delete(arn: string): void {
    clearTimeout(this.entries.get(arn)?.timer);
    this.entries.delete(arn);
  }

  close(): void {
    for (const arn of [...this.entries.keys()]) {
      this.delete(arn);
    }
  }

  private wait(entry: Entry<Schedule>, after = this.now()): void {
    const time = entry.next(after);
    if (time === undefined) {
      return;
    }
    const left = time.getTime() - this.now().getTime();
    entry.timer = setTimeout(
      () => {
        if (left > LONGEST) {
          this.wait(entry, after);
          return;
        }
        this.fire(entry.schedule, time);
        this.wait(entry, time);
      },
      Math.max(0, Math.min(left, LONGEST)),
    );
    entry.timer.unref();
  }
}
