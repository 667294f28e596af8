import type { TaskStatus } from '../ecs-status';
import { serviceStatus } from '../read-service';
import { taskStatus } from '../read-tasks';
import * as answers from '../testing/documented-answers';
import { goodStatus } from '../testing/status';
import { eventLine, liveTable, Narrator } from './narrator';
import type { ServiceLook } from './service-watch';
import type { WatchedService } from './watched-services';

const arn = (revision: number): string =>
  `arn:aws:ecs:eu-central-1:111122223333:task-definition/web:${revision}`;
const at = (seconds: number): Date => new Date(Date.now() + seconds * 1000);

function watched(change: Partial<ServiceLook> = {}): readonly WatchedService[] {
  const service = serviceStatus(
    answers.service({
      deployments: [answers.deployment({ id: 'ecs-svc/2', taskDefinition: arn(2) })],
      events: [
        { id: 'e1', message: '(service web) has started 1 tasks: (task 1).', createdAt: at(2) },
      ],
    }),
  );
  const task: TaskStatus = {
    ...taskStatus(answers.task()),
    taskDefinitionArn: arn(2),
    startedBy: 'ecs-svc/2',
  };
  const look: ServiceLook = {
    standing: { state: 'rolling', detail: '' },
    service,
    deployment: service.deployments[0] && { ...service.deployments[0], createdAt: at(1) },
    before: arn(1),
    tasks: [task],
    dead: [],
    hosts: goodStatus().hosts.slice(0, 1),
    ...change,
  };
  const planned = { address: 'aws_ecs_service.web', service: 'web', clusters: ['shop'] };
  return [{ planned, look, watch: undefined as unknown as WatchedService['watch'] }];
}
const dead = (reason: string): TaskStatus => ({
  ...taskStatus(answers.task()),
  stoppedReason: reason,
  stoppedAt: at(3),
  containers: [],
});

describe('Narrator', () => {
  it('tells everything once, in time order', async () => {
    const narrator = new Narrator();
    const hosts = goodStatus()
      .hosts.slice(0, 1)
      .map((host) => ({ ...host, registeredAt: at(0.5) }));
    const first = await narrator.tell(watched({ hosts }));
    expect(first.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'counts: web:2 1/1 running; 1 host',
      'host: host i-0aaaaaaaaaaaaaaaa (eu-central-1a) joined',
      'revision: web:2 replaces web:1 (kept for rollback)',
      'event: has started 1 tasks: (task 1).',
    ]);
    expect(first.find(({ kind }) => kind === 'revision')?.replaces).toBe('web:1');
    expect(await narrator.tell(watched({ hosts }))).toEqual([]);
  });

  it('takes the hosts that were there at the beginning for no news', async () => {
    const kinds = (await new Narrator().tell(watched())).map(({ kind }) => kind);
    expect(kinds).not.toContain('host');
  });

  it('tells stopped tasks by their reason, again when there are more', async () => {
    const narrator = new Narrator();
    await narrator.tell(watched());
    const texts = async (...reasons: readonly string[]) =>
      (await narrator.tell(watched({ dead: reasons.map(dead) }))).map(({ text }) => text);
    expect(await texts('no memory')).toEqual(['1 task stopped: no memory']);
    expect(await texts('no memory')).toEqual([]);
    expect(await texts('no memory', 'no memory', 'no port')).toEqual([
      '2 tasks stopped: no memory',
      '1 task stopped: no port',
    ]);
  });

  it('leaves out what ECS said before, and says how it ended', async () => {
    const { look } = watched()[0] as WatchedService;
    const events = [{ id: 'old', message: 'old', createdAt: at(-600) }];
    const service = look?.service && { ...look.service, events };
    const standing = { state: 'rolled-back' as const, reason: 'it failed' };
    const told = await new Narrator().tell(watched({ service, standing }));
    expect(told.map(({ text }) => text)).not.toContain('old');
    expect(told.map(({ text }) => text)).toContain('was rolled back: it failed');
  });
});

describe('eventLine and liveTable', () => {
  it('begin with what they are about, and move no cursor', () => {
    const event = { type: 'service', kind: 'event', service: 'web', at: at(0), text: 'x' } as const;
    expect(eventLine(event, false)).toMatch(/^ {2}\d\d:\d\d:\d\d web {2}x$/);
  });

  it('show each service with its revisions, tasks and what stopped', () => {
    const [one] = watched({ dead: [dead('no port'), dead('no port')] });
    const absent = { ...(one as WatchedService), look: undefined };
    expect(liveTable([one as WatchedService, absent], false)).toEqual([
      '    web  web:2 1/1 running; 1 host',
      '  web    not there yet',
      '    web: 2 tasks stopped: no port',
    ]);
  });
});
