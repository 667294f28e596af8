import { taskStatus } from '../read-tasks';
import * as answers from '../testing/documented-answers';
import type { Diagnosis } from './diagnosis';
import { remedies } from './remedies';
import { renderDiagnosis } from './render-diagnosis';

const good: Diagnosis = {
  cluster: 'shop',
  service: 'web',
  region: 'eu-west-1',
  standing: '1 of 1 tasks run',
  problems: [],
  stopped: [],
  hosts: [],
  activities: [],
  healthChecks: ['app: CMD curl -f http://localhost/'],
  targets: [],
  remedies: [],
  console: 'https://console/',
  notRead: [],
};
const bad: Diagnosis = { ...good, standing: '0 of 1 tasks run', problems: ['0 of 1 tasks run.'] };
const remedyOf = (id: string) => {
  const [found] = remedies.filter((remedy) => remedy.id === id);
  if (found === undefined) {
    throw new Error(id);
  }
  return { remedy: found, fact: { source: 'task' as const, text: 'its words' } };
};
const render = (diagnosis: Diagnosis) => renderDiagnosis(diagnosis, false, answers.NOW);

describe('renderDiagnosis', () => {
  it('praises what was read, and nothing else', () => {
    expect(render(good)).toContain('Nothing is wrong with it now.');
    const unread = render({ ...good, notRead: ['the health of the targets: access denied'] });
    expect(unread).not.toContain('Nothing is wrong with it now.');
    expect(unread).toContain('Nothing is wrong in what could be read.');
    expect(unread).toContain('Not read: the health of the targets: access denied');
  });

  it('takes an unhealthy target for a problem, although every task runs', () => {
    const text = render({ ...good, targets: ['i-1:80 is unhealthy: Target.Timeout'] });
    expect(text).toContain('i-1:80 is unhealthy');
    expect(text).not.toContain('Nothing is wrong');
  });

  it('says why there is no log line, and that a container without an exit code never ran', () => {
    const latest = taskStatus(answers.stoppedTask('3f9c0a1b2c', { startedBy: 'x' }));
    const text = render({
      ...bad,
      stopped: [
        {
          count: 4,
          latest,
          stopCode: 'TaskFailedToStart',
          reason: 'CannotPullContainerError',
          containers: [{ name: 'app', log: { kind: 'none', why: 'the container never started' } }],
        },
      ],
    });
    expect(text).toContain(
      'Stopped 4 tasks of hello_app_service:7, the last one 3f9c0a1b 2 min ago',
    );
    expect(text).toContain('app: no exit code: it never ran');
    expect(text).toContain('no log line: the container never started');
  });

  it('says that it knows no remedy, rather than nothing', () => {
    expect(render(bad)).toContain(
      'What to do not known: nothing that was said fits the catalogue.',
    );
  });

  it('shows the command of a health check where one fails, and that ECS keeps no output of it', () => {
    const text = render({ ...bad, remedies: [remedyOf('container-health-check')] });
    expect(text).toContain('ECS keeps no output of it');
    expect(text).toContain('app: CMD curl -f http://localhost/');
    expect(render({ ...bad, remedies: [remedyOf('no-ports')] })).not.toContain('CMD curl');
  });

  it('lets nothing that a program or a resource says move the cursor', () => {
    const escape = '\u001b[2J';
    const text = render({ ...bad, service: `a${escape}`, problems: [escape], notRead: [escape] });
    expect(text).not.toContain('\u001b');
  });
});
