import { stripVTControlCharacters } from 'node:util';
import type { HostStatus } from './ecs-status';
import { hostStatus } from './read-hosts';
import { serviceStatus } from './read-service';
import { taskStatus } from './read-tasks';
import { renderStatus } from './render-status';
import * as answers from './testing/documented-answers';
import { goodStatus } from './testing/status';

const plain = (status = goodStatus()) => renderStatus(status, { color: false });

describe('renderStatus', () => {
  it('says in words all that the workshop looks for', () => {
    const lines = plain().split('\n');
    expect(lines).toContain('Cluster hello_ecs_cluster ACTIVE in eu-central-1');
    expect(lines).toContain('Hosts 3 registered t3.micro hosts in 3 AZs, 3 subnets');
    expect(lines).toContain(
      '  i-0bbbbbbbbbbbbbbbb  t3.micro  eu-central-1b  subnet-0b  203.0.113.2  1 task   agent connected',
    );
    expect(lines).toContain('  sg-0123456789abcdef0  hello-hosts  lets in 0.0.0.0/0 -> 80/tcp');
    expect(lines).toContain('Service hello_app_service 1/1 running, revision hello_app_service:7');
    expect(lines).toContain(
      '  3f9c0a1b2c4d5e6f708192a3b4c5d6e7  RUNNING  hello_app_service:7  on i-0bbbbbbbbbbbbbbbb (eu-central-1b)  http://203.0.113.2:80/',
    );
    expect(lines).toContain(
      `  ${answers.IMAGE}  sha256:ab12ab12ab12  tags 3f9c0a1b, latest  pushed 8 min ago`,
    );
    expect(lines.at(-1)).toBe('All as it should be.');
  });

  it('is brief after a deployment: a line for each thing that is as it should be', () => {
    const brief = (status = goodStatus()) =>
      renderStatus(status, { color: false, purpose: 'deployment' }).split('\n');
    expect(brief()).toEqual([
      'Cluster hello_ecs_cluster ACTIVE in eu-central-1',
      'Hosts 3 registered t3.micro hosts in 3 AZs, 3 subnets',
      'Security group sg-0123456789abcdef0  hello-hosts  lets in 0.0.0.0/0 -> 80/tcp',
      'Service hello_app_service 1/1 running, revision hello_app_service:7',
      'Task 3f9c0a1b2c4d5e6f708192a3b4c5d6e7  RUNNING  hello_app_service:7  on i-0bbbbbbbbbbbbbbbb (eu-central-1b)  http://203.0.113.2:80/',
      'All as it should be.',
    ]);
    const [first, ...others] = goodStatus().hosts;
    const hosts = [{ ...(first as HostStatus), status: 'DRAINING' }, ...others];
    const draining = brief(goodStatus({ hosts })).filter((line) => line.startsWith('  i-'));
    expect(draining).toEqual([expect.stringMatching(/agent connected {2}DRAINING$/)]);
    const deployment = answers.deployment({ failedTasks: 1 });
    const service = serviceStatus(answers.service({ deployments: [deployment] }));
    expect(brief(goodStatus({ service }))).toContainEqual(
      expect.stringMatching(/PRIMARY.*1 failed$/),
    );
  });

  it('counts one zone and one host in the singular', () => {
    const hosts = [hostStatus(answers.containerInstance('a'), answers.instance('a'))];
    expect(plain(goodStatus({ hosts }))).toContain(
      'Hosts 1 registered t3.micro host in 1 AZ, 1 subnet\n',
    );
  });

  it('says what is missing and what to look at', () => {
    const text = plain(
      goodStatus({
        hosts: [],
        securityGroups: [],
        service: undefined,
        tasks: [],
        urls: [],
        images: [],
      }),
    );
    expect(text).toContain('Hosts none registered');
    expect(text).toContain('Service hello_app_service does not exist');
    expect(text).toContain('Tasks none');
    expect(text).toContain(
      "2 problems\n  - 0 of 1 hosts are registered. Look at the Auto Scaling group's activity",
    );
    expect(text).not.toContain('All as it should be');
  });

  it('judges by what is expected', () => {
    const text = renderStatus(goodStatus(), { color: false, expected: { hosts: 5 } });
    expect(text).toContain('3 of 5 hosts are registered');
  });

  it('shows why tasks stopped and how many are not shown', () => {
    const stoppedTasks = ['t1', 't2', 't3', 't4'].map((id) => taskStatus(answers.stoppedTask(id)));
    const text = plain(goodStatus({ stoppedTasks }));
    expect(text).toContain('Stopped recently (1 more not shown)');
    expect(text).toContain(
      '  t1  hello_app_service:7  2 min ago  Essential container in task exited; hello_server: exit code 137',
    );
    expect(text).not.toContain('t4');
  });

  it('shows the note of a URL and of a part that could not be read', () => {
    const [url] = goodStatus().urls;
    if (url === undefined) {
      throw new Error('the good status has a URL');
    }
    const text = plain(
      goodStatus({
        urls: [{ ...url, note: 'private' }],
        notes: ['ecr:DescribeImages: access denied'],
      }),
    );
    expect(text).toContain('http://203.0.113.2:80/ (private)');
    expect(text).toContain('  Not read: ecr:DescribeImages: access denied');
  });

  it('uses colour only when asked to', () => {
    expect(plain()).not.toContain('\u001b');
    const coloured = renderStatus(goodStatus(), { color: true });
    expect(coloured).toContain('\u001b[32mACTIVE\u001b[39m');
    expect(stripVTControlCharacters(coloured)).toBe(plain());
  });

  it('lets no text from AWS steer the terminal', () => {
    const events = [
      { id: '1', createdAt: answers.minutesAgo(1), message: 'bad\u001b[2J\r\nnews\u0007' },
    ];
    const text = plain(goodStatus({ service: serviceStatus(answers.service({ events })) }));
    expect(text).toContain('bad [2J news');
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});
