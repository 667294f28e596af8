import type { EcsStatus } from './ecs-status';
import { hostStatus, securityGroupStatus } from './read-hosts';
import { clusterStatus, serviceStatus } from './read-service';
import { taskStatus } from './read-tasks';
import { statusProblems } from './status-problems';
import * as answers from './testing/documented-answers';
import { goodStatus } from './testing/status';

const expected = { hosts: 3, availabilityZones: 3, instanceType: 't3.micro' };
const host = (zone: string, ecs = {}, ec2 = {}) =>
  hostStatus(answers.containerInstance(zone, ecs), answers.instance(zone, ec2));
const group = (fromPort: number, toPort: number) =>
  securityGroupStatus(
    answers.securityGroup({
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: fromPort,
          ToPort: toPort,
          IpRanges: [{ CidrIp: '10.0.0.0/8' }],
        },
      ],
    }),
  );

describe('statusProblems', () => {
  it('finds nothing wrong with three hosts in three zones and a running task', () => {
    expect(statusProblems(goodStatus(), expected)).toEqual([]);
  });

  it.each<[string, Partial<EcsStatus>, string]>([
    [
      'a cluster that is not ACTIVE',
      { cluster: clusterStatus(answers.cluster({ status: 'DEPROVISIONING' })) },
      'Cluster hello_ecs_cluster is DEPROVISIONING, not ACTIVE',
    ],
    ['too few hosts', { hosts: [host('a'), host('b')] }, '2 of 3 hosts are registered'],
    [
      'hosts in too few zones',
      { hosts: [host('a'), host('b'), host('b')] },
      'in 2 of 3 availability zones (eu-central-1a, eu-central-1b)',
    ],
    [
      'a disconnected agent',
      { hosts: [host('a', { agentConnected: false }), host('b'), host('c')] },
      'i-0aaaaaaaaaaaaaaaa (eu-central-1a): the ECS agent is disconnected',
    ],
    [
      'a terminated instance',
      { hosts: [host('a', {}, { State: { Name: 'terminated' } }), host('b'), host('c')] },
      'its EC2 instance is terminated',
    ],
    [
      'a draining host',
      { hosts: [host('a', { status: 'DRAINING' }), host('b'), host('c')] },
      'is DRAINING, so no new task',
    ],
    [
      'a missing service',
      { service: undefined, tasks: [] },
      "ECS service 'hello_app_service' does not exist on cluster 'hello_ecs_cluster'. Fix: deploy",
    ],
    [
      'a service that is being deleted',
      { service: serviceStatus(answers.service({ status: 'DRAINING' })) },
      'is DRAINING, not ACTIVE',
    ],
    [
      'a failed deployment',
      {
        service: serviceStatus(
          answers.service({
            deployments: [
              answers.deployment({
                rolloutState: 'FAILED',
                rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
              }),
            ],
          }),
        ),
      },
      'hello_app_service:7 FAILED: ECS deployment circuit breaker: tasks failed to start.',
    ],
    [
      'failing tasks during a rollout',
      {
        service: serviceStatus(
          answers.service({
            deployments: [answers.deployment({ rolloutState: 'IN_PROGRESS', failedTasks: 1 })],
          }),
        ),
      },
      '1 task has failed so far',
    ],
    [
      'an unhealthy task',
      { tasks: [taskStatus(answers.task({ healthStatus: 'UNHEALTHY' }))] },
      'Task 3f9c0a1b2c4d5e6f708192a3b4c5d6e7 is UNHEALTHY',
    ],
    [
      'a task that was not healthy yet',
      {
        tasks: [
          { ...taskStatus(answers.task({ healthStatus: 'UNKNOWN' })), healthCheck: 'DEFINED' },
        ],
      },
      'Task 3f9c0a1b2c4d5e6f708192a3b4c5d6e7 runs and is not HEALTHY yet: its health is UNKNOWN.',
    ],
    [
      'a published port below every rule',
      { securityGroups: [group(81, 65535)] },
      'Port 80/tcp is published, but no security group',
    ],
    ['a published port above every rule', { securityGroups: [group(22, 79)] }, 'Port 80/tcp'],
    [
      'a running image that left the repository',
      {
        images: [
          { reference: answers.IMAGE, repository: 'my-app/server', inRepository: false, tags: [] },
        ],
      },
      'is not in the ECR repository my-app/server',
    ],
  ])('names %s', (_, change, sentence) => {
    const problems = statusProblems(goodStatus(change), expected);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(sentence);
  });

  it('says why tasks are missing: the last telling event and the last stopped task', () => {
    const message =
      '(service hello_app_service) was unable to place a task because no container instance met all of its requirements.';
    const problems = statusProblems(
      goodStatus({
        tasks: [],
        stoppedTasks: [taskStatus(answers.stoppedTask('dead'))],
        service: serviceStatus(
          answers.service({
            runningCount: 0,
            events: [
              {
                id: '2',
                createdAt: answers.minutesAgo(1),
                message: '(service x) has reached a steady state.',
              },
              { id: '1', createdAt: answers.minutesAgo(2), message },
            ],
          }),
        ),
      }),
    );
    expect(problems).toEqual([
      `Service hello_app_service: 0 of 1 tasks run. Last event: ${message}`,
      'Task dead stopped: Essential container in task exited; hello_server: exit code 137, OutOfMemoryError: Container killed due to memory usage.',
    ]);
  });

  it.each(['HEALTHY', 'UNKNOWN'] as const)('has nothing against a task that is %s', (state) => {
    const healthCheck = state === 'HEALTHY' ? 'DEFINED' : 'NONE';
    const tasks = [{ ...taskStatus(answers.task({ healthStatus: state })), healthCheck } as const];
    expect(statusProblems(goodStatus({ tasks }), expected)).toEqual([]);
  });

  it('takes stopped tasks as history once the service runs what it should', () => {
    const stoppedTasks = [taskStatus(answers.stoppedTask('dead'))];
    expect(statusProblems(goodStatus({ stoppedTasks }), expected)).toEqual([]);
  });

  it('asks for at least one host when nothing is expected', () => {
    expect(statusProblems(goodStatus({ hosts: [host('a')] }))).toEqual([]);
    expect(statusProblems(goodStatus({ hosts: [] }))[0]).toContain('0 of 1 hosts');
  });

  it('does not judge ports whose rules could not be read', () => {
    expect(statusProblems(goodStatus({ securityGroups: [{ id: 'sg-1' }] }), expected)).toEqual([]);
  });

  it('accepts a port that any rule of any group lets in', () => {
    const securityGroups = [group(22, 22), group(80, 80)];
    expect(statusProblems(goodStatus({ securityGroups }), expected)).toEqual([]);
  });
});

describe('statusProblems: a program that ends again and again', () => {
  const ended = (count: number, minutes: number, change = {}) =>
    Array.from({ length: count }, (_, index) =>
      taskStatus(
        answers.stoppedTask(`task-${index}`, { stoppedAt: answers.minutesAgo(minutes), ...change }),
      ),
    );
  const found = (stoppedTasks: EcsStatus['stoppedTasks']) =>
    statusProblems(goodStatus({ stoppedTasks }), expected);

  it('is a problem although all tasks run at the moment', () => {
    expect(found(ended(3, 2))).toEqual([
      expect.stringContaining('3 of its tasks ended by themselves within 10 minutes, the last:'),
    ]);
  });

  it('is none when it was twice, long ago, another revision, or on purpose', () => {
    expect(found(ended(2, 2))).toEqual([]);
    expect(found(ended(9, 11))).toEqual([]);
    expect(found(ended(9, 2, { taskDefinitionArn: answers.OLD_TASK_DEFINITION }))).toEqual([]);
    expect(found(ended(9, 2, { stopCode: 'ServiceSchedulerInitiated' }))).toEqual([]);
  });

  it('misses a host only where the service wants a task', () => {
    const scaledTo = (desiredCount: number) => {
      const service = serviceStatus(answers.service({ desiredCount, runningCount: 0 }));
      return statusProblems(goodStatus({ hosts: [], tasks: [], service }));
    };
    expect(scaledTo(0)).toEqual([]);
    expect(scaledTo(1)).toContainEqual(expect.stringContaining('0 of 1 hosts are registered'));
  });

  it('judges by what the stack of the service asks for', () => {
    const hosts = [host('a'), host('b')];
    expect(statusProblems(goodStatus({ hosts, expected: { hosts: 3 } }))).toEqual([
      expect.stringContaining('2 of 3 hosts are registered'),
    ]);
    expect(statusProblems(goodStatus({ hosts, expected: { hosts: 2 } }))).toEqual([]);
  });
});
