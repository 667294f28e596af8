/**
 * The calls of EventBridge Scheduler that change a schedule, by method and path; undefined for all others.
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Operations.html
 */
export function schedulerAction(method: string, url: string): string | undefined {
  return scheduleNameOf(url) === undefined ? undefined : ACTIONS[method];
}

/** The name in `/schedules/<name>`. */
export function scheduleNameOf(url: string): string | undefined {
  const name = /^\/schedules\/([^/?]+)\/?(\?|$)/.exec(url)?.[1];
  return name === undefined ? undefined : decodeURIComponent(name);
}

const ACTIONS: Readonly<Record<string, string>> = {
  POST: 'CreateSchedule',
  PUT: 'UpdateSchedule',
  DELETE: 'DeleteSchedule',
};
