import type { HostStatus, TaskStatus } from '../ecs-status';
import { serviceStatus } from '../read-service';
import * as answers from '../testing/documented-answers';
import { goodStatus } from '../testing/status';
import { taskStatus } from '../read-tasks';
import { whyHopeless, type Outlook } from './hopeless';

const at = new Date('2026-01-01T12:00:00Z');
const before = (seconds: number): Date => new Date(Number(at) - seconds * 1000);
const dead = (stoppedReason: string, seconds = 0, id = '1f3c5a7b9d'): TaskStatus => ({
  ...taskStatus(answers.task()),
  taskArn: `arn:aws:ecs:eu-west-1:111122223333:task/shop/${id}`,
  stopCode: 'TaskFailedToStart',
  stoppedReason,
  stoppedAt: before(seconds),
  containers: [],
});
const hosts = goodStatus().hosts.map((host): HostStatus => ({
  ...host,
  registered: { cpu: 2048, memory: 900 },
}));
const outlook = (change: Partial<Outlook> = {}): Outlook => ({
  service: { ...serviceStatus(answers.service()), circuitBreaker: false },
  dead: [],
  alive: [],
  hosts,
  at,
  ...change,
});
const groups = { desired: 3, max: 3, failures: [] };
const waiting = { unplacedSince: before(61), unplaced: 'was unable to place a task', groups };

describe('whyHopeless', () => {
  it('has no reason at the beginning', () => {
    expect(whyHopeless(outlook())).toBeUndefined();
  });

  it('takes one task for enough where the image is not there', () => {
    const [task] = [dead('CannotPullContainerError: pull image manifest: shop/web:v9 not found')];
    const breaker = { ...outlook().service, circuitBreaker: true };
    expect(whyHopeless(outlook({ dead: [task], service: breaker }))).toContain(
      'its image is not there: CannotPullContainerError',
    );
  });

  it('wants three equal deaths, whatever their ids and addresses are', () => {
    const all = ['10.0.0.1:80', '10.0.0.2:81', '10.0.0.3:82'].map((address) =>
      dead(`connection to ${address} refused by 0123456789abcdef`),
    );
    expect(whyHopeless(outlook({ dead: all }))).toContain('3 tasks of it died of the same');
    expect(whyHopeless(outlook({ dead: all.slice(1) }))).toBeUndefined();
    const other = [...all.slice(1), dead('out of memory')];
    expect(whyHopeless(outlook({ dead: other }))).toBeUndefined();
  });

  it('leaves it to the circuit breaker to say when it is enough', () => {
    const service = { ...outlook().service, circuitBreaker: true };
    const all = [1, 2, 3].map(() => dead('exit'));
    expect(whyHopeless(outlook({ dead: all, service }))).toBeUndefined();
  });

  it('gives a role that was made a moment ago a minute', () => {
    const words = 'ECS was unable to assume the role arn:aws:iam::1:role/x';
    const soon = [0, 10, 20].map((seconds) => dead(words, seconds));
    expect(whyHopeless(outlook({ dead: soon }))).toBeUndefined();
    const long = [0, 40, 80].map((seconds) => dead(words, seconds));
    expect(whyHopeless(outlook({ dead: long }))).toContain('died of the same');
  });

  describe('where no host takes a task', () => {
    it('says at once that it is larger than every host', () => {
      const found = outlook({
        ...waiting,
        unplacedSince: at,
        needs: { cpu: 256, memory: 8000 },
      });
      expect(whyHopeless(found)).toBe(
        'no host could ever take one of its tasks: a task takes 256 cpu units and 8000 MiB, and a host offers at most 2048 and 900',
      );
      const soon = { ...found, groups: { ...groups, desired: 4 } };
      expect(whyHopeless(soon)).toBeUndefined();
    });

    it('waits a minute for anything that moves, and longer where more hosts may come', () => {
      expect(whyHopeless(outlook(waiting))).toContain(
        'nothing that could change that is on its way',
      );
      expect(whyHopeless(outlook({ ...waiting, unplacedSince: before(59) }))).toBeUndefined();
      expect(whyHopeless(outlook({ ...waiting, groups: { ...groups, max: 6 } }))).toBeUndefined();
      expect(whyHopeless(outlook({ ...waiting, groups: undefined }))).toBeUndefined();
    });

    it('says of a cluster without hosts why none comes, and waits where one does', () => {
      const none = { ...waiting, hosts: [] };
      expect(whyHopeless(outlook(none))).toBeUndefined();
      expect(whyHopeless(outlook({ ...none, groups: { desired: 0, max: 0, failures: [] } }))).toBe(
        'its cluster has no host, and nothing starts one',
      );
      const failures = [
        'hosts: Failed: Launching a new EC2 instance. InsufficientInstanceCapacity',
      ];
      expect(whyHopeless(outlook({ ...none, groups: { ...groups, failures } }))).toContain(
        'InsufficientInstanceCapacity',
      );
    });
  });
});
