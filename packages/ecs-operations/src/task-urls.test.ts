import type { Instance } from '@aws-sdk/client-ec2';
import type { Task } from '@aws-sdk/client-ecs';
import { hostStatus } from './read-hosts';
import { taskStatus } from './read-tasks';
import { taskUrls } from './task-urls';
import { containerInstance, instance, task, TASK_DEFINITION } from './testing/documented-answers';

function urlsOf(change: Partial<Task> = {}, ec2: Partial<Instance> = {}) {
  return taskUrls(
    [taskStatus(task(change))],
    [hostStatus(containerInstance('b'), instance('b', ec2))],
  );
}

describe('taskUrls', () => {
  it("joins the bound host port with the host's public address", () => {
    expect(urlsOf()).toEqual([
      {
        taskArn: task().taskArn,
        taskDefinitionArn: TASK_DEFINITION,
        containerName: 'hello_server',
        url: 'http://203.0.113.2:80/',
        note: undefined,
      },
    ]);
  });

  it('falls back to the private address and says what that means', () => {
    const [url] = urlsOf({}, { PublicIpAddress: undefined });
    expect(url?.url).toBe('http://10.0.2.10:80/');
    expect(url?.note).toContain('has no public address');
  });

  it('gives one URL per published tcp port of every container', () => {
    const containers = [
      { name: 'web', networkBindings: [{ hostPort: 80, protocol: 'tcp' as const }] },
      { name: 'admin', networkBindings: [{ hostPort: 49153, protocol: 'tcp' as const }] },
      { name: 'statsd', networkBindings: [{ hostPort: 8125, protocol: 'udp' as const }] },
    ];
    expect(urlsOf({ containers }).map((item) => `${item.containerName} ${item.url}`)).toEqual([
      'web http://203.0.113.2:80/',
      'admin http://203.0.113.2:49153/',
    ]);
  });

  it.each<[string, Partial<Task>]>([
    ['is not running yet', { lastStatus: 'PENDING' }],
    ['publishes nothing', { containers: [{ name: 'worker' }] }],
    [
      'runs on a host that is not known',
      { containerInstanceArn: 'arn:aws:ecs:x:y:container-instance/z' },
    ],
  ])('gives no URL for a task that %s', (_, change) => {
    expect(urlsOf(change)).toEqual([]);
  });
});
