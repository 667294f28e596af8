import type { EcsStatus } from '../ecs-status';
import { hostStatus, securityGroupStatus } from '../read-hosts';
import { clusterStatus, serviceStatus } from '../read-service';
import { taskStatus } from '../read-tasks';
import { taskUrls } from '../task-urls';
import * as answers from './documented-answers';

/** A status with nothing wrong: three hosts, one task, one URL. */
export function goodStatus(change: Partial<EcsStatus> = {}): EcsStatus {
  const hosts = ['a', 'b', 'c'].map((zone) =>
    hostStatus(answers.containerInstance(zone), answers.instance(zone)),
  );
  const tasks = [taskStatus(answers.task())];
  return {
    region: 'eu-central-1',
    readAt: answers.NOW,
    cluster: clusterStatus(answers.cluster()),
    hosts,
    securityGroups: [securityGroupStatus(answers.securityGroup())],
    serviceName: 'hello_app_service',
    service: serviceStatus(answers.service()),
    tasks,
    stoppedTasks: [],
    urls: taskUrls(tasks, hosts),
    images: [
      {
        reference: answers.IMAGE,
        digest: answers.DIGEST,
        repository: 'my-app/server',
        inRepository: true,
        tags: ['3f9c0a1b', 'latest'],
        pushedAt: answers.minutesAgo(8),
      },
    ],
    notes: [],
    ...change,
  };
}
