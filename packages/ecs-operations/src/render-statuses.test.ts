import { serviceStatus } from './read-service';
import { taskStatus } from './read-tasks';
import { renderStatuses } from './render-status';
import { statusProblems } from './status-problems';
import * as answers from './testing/documented-answers';
import { goodStatus } from './testing/status';

const fargate = goodStatus({
  serviceName: 'api',
  service: serviceStatus(answers.service({ serviceName: 'api', launchType: 'FARGATE' })),
  hosts: [],
  securityGroups: [],
  urls: [],
  images: [],
  tasks: [
    taskStatus(
      answers.task({
        launchType: 'FARGATE',
        containerInstanceArn: undefined,
        containers: [],
        attachments: [{ details: [{ name: 'privateIPv4Address', value: '10.0.1.7' }] }],
      }),
    ),
  ],
});

describe('renderStatuses', () => {
  it('shows the hosts of a cluster once, and a problem of a host once', () => {
    const hosts = goodStatus().hosts.map((host) => ({ ...host, agentConnected: false }));
    const text = renderStatuses(
      [goodStatus({ hosts }), goodStatus({ hosts, serviceName: 'second' })],
      { color: false },
    );
    expect(text.match(/^Cluster /gm)).toHaveLength(1);
    expect(text.match(/^Service /gm)).toHaveLength(2);
    expect(text).toContain('3 problems');
  });

  it('says nothing good about all of them when one is broken', () => {
    const broken = serviceStatus(answers.service({ serviceName: 'worker', runningCount: 0 }));
    const text = renderStatuses([goodStatus(), goodStatus({ service: broken, tasks: [] })], {
      color: false,
    });
    expect(text).toContain('Service worker: 0 of 1 tasks run.');
    expect(text).not.toContain('as it should be');
  });

  it('takes a service on Fargate for what it is', () => {
    expect(statusProblems(fargate)).toEqual([]);
    const text = renderStatuses([fargate], { color: false });
    expect(text).toContain('Hosts none needed: the tasks run on Fargate');
    expect(text).toContain('on Fargate (eu-central-1b)  10.0.1.7 inside its network (private)');
  });

  it('misses the hosts of a service that needs some', () => {
    expect(statusProblems(goodStatus({ hosts: [] }))).toContainEqual(
      expect.stringContaining('0 of 1 hosts are registered'),
    );
  });
});
