import { Token } from 'cdktf';
import { type PlacedService, rolloutProblems } from './rollout';

const service = (overrides: Partial<PlacedService> = {}): PlacedService => ({
  path: 'Test/Service',
  desiredCount: 1,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  staticPorts: ['80/tcp'],
  ...overrides,
});

describe('rolloutProblems', () => {
  it.each([
    ['the reference case', { desiredCount: 1 }, 3],
    ['two tasks on three hosts', { desiredCount: 2 }, 3],
    ['a full cluster that may stop tasks first', { desiredCount: 3, minimumHealthyPercent: 50 }, 3],
    ['stop before start on the only host', { minimumHealthyPercent: 0, maximumPercent: 100 }, 1],
    ['many tasks without a static port', { desiredCount: 9, staticPorts: [] }, 3],
    ['nothing to run', { desiredCount: 0, minimumHealthyPercent: 100, maximumPercent: 100 }, 1],
    ['hosts that are not known', { desiredCount: 9 }, undefined],
  ])('accepts %s', (_, overrides, hosts) => {
    expect(rolloutProblems(service(overrides), [], hosts)).toEqual([]);
  });

  it('refuses more tasks than hosts on a static port', () => {
    expect(rolloutProblems(service({ desiredCount: 4 }), [], 3)).toEqual([
      'static host port 80/tcp allows one task per host: 4 tasks need 4 hosts; got 3 hosts. ' +
        'Lower desiredCount, add hosts, or set hostPort to 0 for a port that ECS chooses.',
    ]);
  });

  it('refuses a rollout that has no host for a new task', () => {
    expect(rolloutProblems(service({ desiredCount: 3 }), [], 3)).toEqual([
      'a rollout would hang: static host port 80/tcp is taken on every host, by the 3 of 3 tasks that must keep ' +
        'running (minimumHealthyPercent 100), and a new task needs one more host; got 3 hosts. ' +
        'Add a host, lower minimumHealthyPercent, or set hostPort to 0 for a port that ECS chooses.',
    ]);
  });

  it('rounds the minimum up: half of three is two', () => {
    expect(
      rolloutProblems(service({ desiredCount: 2, minimumHealthyPercent: 51 }), [], 2),
    ).toHaveLength(1);
    expect(rolloutProblems(service({ desiredCount: 2, minimumHealthyPercent: 50 }), [], 2)).toEqual(
      [],
    );
  });

  it('rounds the maximum down: one and a half tasks are one', () => {
    expect(rolloutProblems(service({ desiredCount: 1, maximumPercent: 150 }), [], 3)).toEqual([
      'a rollout can neither stop nor start a task: with desiredCount 1, at least 1 must keep running and at most 1 ' +
        'may run; got minimumHealthyPercent 100, maximumPercent 150. ' +
        'Raise maximumPercent, lower minimumHealthyPercent or raise desiredCount.',
    ]);
    expect(rolloutProblems(service({ desiredCount: 2, maximumPercent: 150 }), [], 3)).toEqual([]);
  });

  it('counts the tasks of other services on the same port', () => {
    const other = service({ path: 'Test/Other', desiredCount: 2 });
    expect(rolloutProblems(service(), [other], 3)).toEqual([
      expect.stringContaining('running (minimumHealthyPercent 100) beside the 2 of Test/Other'),
    ]);
    expect(rolloutProblems(service({ desiredCount: 2 }), [other], 3)).toEqual([
      expect.stringContaining('2 tasks beside the 2 of Test/Other need 4 hosts; got 3 hosts'),
    ]);
    expect(rolloutProblems(service(), [other], 4)).toEqual([]);
  });

  it('lets services on different ports or protocols share hosts', () => {
    const others = [
      service({ staticPorts: ['81/tcp'], desiredCount: 3 }),
      service({ staticPorts: ['80/udp'], desiredCount: 3 }),
    ];
    expect(rolloutProblems(service(), others, 3)).toEqual([]);
  });

  it('does not judge numbers that are not known yet', () => {
    const unknown = Token.asNumber({ resolve: () => 1 });
    expect(rolloutProblems(service({ desiredCount: unknown }), [], 1)).toEqual([]);
    expect(rolloutProblems(service({ maximumPercent: unknown }), [], 1)).toEqual([]);
    expect(rolloutProblems(service(), [service({ desiredCount: unknown })], 1)).toEqual([]);
  });
});
