import type { ServiceTarget } from '../services/service-target';
import { renderLine, TaskColors } from './render-line';
import type { LogLine } from './service-logs';

const target = { service: 'web', cluster: 'shop', region: 'eu-west-1' } as ServiceTarget;
const line = (text: string, task = '3f9c0a1b2c4d'): LogLine => ({
  id: '1',
  stream: `p/app/${task}`,
  time: new Date('2026-01-31T12:00:00.123Z'),
  text,
  target,
  container: 'app',
  task,
  group: '/g',
});
const session = (color: boolean) => ({
  targets: [target],
  json: false,
  surroundings: { color } as Parameters<typeof renderLine>[2]['surroundings'],
});

describe('renderLine', () => {
  it('puts time, service, container and task before the text', () => {
    expect(renderLine(line('hello'), new TaskColors(), session(false))).toBe(
      '2026-01-31T12:00:00Z web/app 3f9c0a1b | hello',
    );
  });

  it('gives each task a colour of its own and keeps it', () => {
    const colors = new TaskColors();
    const [a, b, again] = ['a', 'b', 'a'].map((task) =>
      renderLine(line('x', task), colors, session(true)),
    );
    expect(again).toBe(a);
    expect(b?.replace('b', 'a')).not.toBe(a);
  });

  it('lets no container move the cursor', () => {
    expect(renderLine(line('\u001b[2Jgone\u0007'), new TaskColors(), session(false))).not.toMatch(
      /[\u0000-\u001f]/,
    );
  });
});
