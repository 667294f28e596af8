import { scheduleNameOf, schedulerAction } from './scheduler-action';

describe('a call to EventBridge Scheduler', () => {
  it.each([
    ['POST', '/schedules/nightly', 'CreateSchedule'],
    ['PUT', '/schedules/nightly', 'UpdateSchedule'],
    ['DELETE', '/schedules/nightly?groupName=jobs', 'DeleteSchedule'],
    ['GET', '/schedules/nightly', undefined],
    ['GET', '/schedules', undefined],
    ['POST', '/schedule-groups/jobs', undefined],
    ['POST', '/schedules/nightly/more', undefined],
  ])('%s %s is %s', (method, url, action) => {
    expect(schedulerAction(method, url)).toBe(action);
  });

  it('has the name of the schedule in its path', () => {
    expect(scheduleNameOf('/schedules/every%20night?groupName=a')).toBe('every night');
  });
});
