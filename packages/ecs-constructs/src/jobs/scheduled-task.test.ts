import { referenceStack, type ReferenceOverrides } from '../fixtures/reference-stack';
import { ContainerImage } from '../image/container-image';
import { Ec2TaskDefinition } from '../task/ec2-task-definition';
import { synth, type Template } from '../testing';
import { ScheduledTask } from './scheduled-task';
import type { ScheduledTaskProps } from './scheduled-task-props';

interface Job {
  readonly props?: Partial<ScheduledTaskProps>;
  readonly memoryMiB?: number;
  readonly hostPort?: number;
  readonly reference?: ReferenceOverrides;
}

/** The reference case with a report that is made every night. */
function nightly({ props, memoryMiB = 128, hostPort, reference }: Job = {}): Template {
  return synth((stack) => {
    const { cluster } = referenceStack(stack, reference);
    const taskDefinition = new Ec2TaskDefinition(stack, 'ReportTask', { family: 'report' });
    taskDefinition.addContainer('Report', {
      image: ContainerImage.fromRegistry('busybox:1.37'),
      memoryLimitMiB: memoryMiB,
      portMappings: hostPort === undefined ? [] : [{ hostPort, containerPort: 8080 }],
    });
    new ScheduledTask(stack, 'Nightly', {
      scheduleName: 'nightly',
      cluster,
      taskDefinition,
      schedule: 'cron(0 3 * * ? *)',
      ...props,
    });
  });
}

const schedule = (job?: Job) => nightly(job).resource('aws_scheduler_schedule').attributes;
const target = (job?: Job) => schedule(job)['target'] as Record<string, unknown>;

describe('ScheduledTask', () => {
  it('starts the task at its time, on the hosts of the cluster', () => {
    const template = nightly();
    const { attributes, address } = template.resource('aws_scheduler_schedule');
    const [cluster] = template.resourcesOf('aws_ecs_cluster');
    expect(attributes).toMatchObject({
      name: 'nightly',
      schedule_expression: 'cron(0 3 * * ? *)',
      schedule_expression_timezone: 'UTC',
      state: 'ENABLED',
      flexible_time_window: { mode: 'OFF' },
      target: {
        arn: `\${${cluster?.address}.arn}`,
        ecs_parameters: {
          launch_type: 'EC2',
          task_count: 1,
          enable_ecs_managed_tags: true,
          propagate_tags: 'TASK_DEFINITION',
        },
        retry_policy: { maximum_retry_attempts: 185, maximum_event_age_in_seconds: 3600 },
      },
    });
    const policy = template.resourceAt('Nightly/Role/Policy').address;
    expect(template.createdBefore(policy, address)).toBe(true);
  });

  it('takes what was asked for', () => {
    const attributes = schedule({
      props: {
        schedule: 'rate(12 hours)',
        timeZone: 'Europe/Berlin',
        flexibleTimeWindowMinutes: 15,
        enabled: false,
        taskCount: 2,
        maximumRetryAttempts: 0,
        maximumEventAgeSeconds: 60,
      },
    });
    expect(attributes).toMatchObject({
      schedule_expression: 'rate(12 hours)',
      schedule_expression_timezone: 'Europe/Berlin',
      state: 'DISABLED',
      flexible_time_window: { mode: 'FLEXIBLE', maximum_window_in_minutes: 15 },
      target: {
        ecs_parameters: { task_count: 2 },
        retry_policy: { maximum_retry_attempts: 0, maximum_event_age_in_seconds: 60 },
      },
    });
  });

  it('goes to the groups that ECS scales, where the cluster has such', () => {
    const managed = { capacity: { instanceCount: 1, managedScaling: { maxInstanceCount: 4 } } };
    const { ecs_parameters } = target({ reference: managed }) as {
      ecs_parameters: Record<string, unknown>;
    };
    expect(ecs_parameters).not.toHaveProperty('launch_type');
    expect(ecs_parameters).toMatchObject({
      capacity_provider_strategy: [{ weight: 1, base: 0 }],
    });
  });

  it('changes containers for its runs', () => {
    const containerOverrides = [
      {
        containerName: 'Report',
        command: ['report', '--of="${yesterday}"'],
        environment: { B: '2', A: '1', RESET_TOKEN: 'none' },
        plainEnvironmentNames: ['RESET_TOKEN'],
        memoryLimitMiB: 256,
      },
    ];
    const { input } = target({ props: { containerOverrides } });
    expect(JSON.parse(String(input).replaceAll('$${', '${'))).toEqual({
      containerOverrides: [
        {
          name: 'Report',
          command: ['report', '--of="${yesterday}"'],
          environment: [
            { name: 'A', value: '1' },
            { name: 'B', value: '2' },
            { name: 'RESET_TOKEN', value: 'none' },
          ],
          memory: 256,
        },
      ],
    });
    expect(target()).not.toHaveProperty('input');
  });

  describe('and its role', () => {
    it('starts this family on this cluster, and hands it its roles', () => {
      const template = nightly();
      const { address: cluster } = template.resource('aws_ecs_cluster');
      const { address: family } = template.resourceAt('ReportTask/Resource');
      const own = template
        .policyStatements()
        .filter(({ path }) => path === 'Nightly/Role/Policy')
        .map(({ statement }) => statement);
      const expected: Record<string, unknown>[] = [
        {
          Action: ['ecs:RunTask'],
          Resource: [expect.stringMatching(/:task-definition\/.*:\*$/)],
          Condition: { ArnEquals: { 'ecs:cluster': expect.stringContaining(`${cluster}.name`) } },
        },
        {
          Action: ['iam:PassRole'],
          Resource: [expect.stringContaining('ReportTask_ExecutionRole')],
          Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        },
        {
          Action: ['ecs:TagResource'],
          Resource: [expect.stringContaining(`:task/\${${cluster}.name}/*`)],
          Condition: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
        },
        { Action: ['sqs:SendMessage'], Resource: [expect.stringContaining('aws_sqs_queue')] },
      ];
      expect(own).toEqual(expected.map((statement) => ({ Effect: 'Allow', ...statement })));
      expect(JSON.stringify(own[0])).toContain(`${family}.family`);
    });

    it('is assumed by Scheduler alone, for schedules of this account', () => {
      const trust = nightly()
        .policyStatements()
        .filter(({ path }) => path === 'Nightly/Role/Resource')
        .map(({ statement }) => statement);
      expect(trust).toEqual([
        expect.objectContaining({
          Principal: { Service: 'scheduler.amazonaws.com' },
          Condition: {
            ArnLike: {
              'aws:SourceArn': expect.stringMatching(/:scheduler:.*:schedule-group\/default$/),
            },
            StringEquals: { 'aws:SourceAccount': expect.stringContaining('account_id') },
          },
        }),
      ]);
    });
  });

  describe('and what could not be started', () => {
    it('is kept in a queue of its own', () => {
      const template = nightly();
      const queue = template.resource('aws_sqs_queue');
      expect(queue.attributes).toMatchObject({
        name_prefix: 'nightly-failed-',
        message_retention_seconds: 1_209_600,
        sqs_managed_sse_enabled: true,
      });
      expect(target()['dead_letter_config']).toEqual({ arn: `\${${queue.address}.arn}` });
    });

    it('goes to a queue that exists, or nowhere', () => {
      const queueArn = 'arn:aws:sqs:eu-west-1:123456789012:failed';
      expect(target({ props: { deadLetterQueue: { queueArn } } })['dead_letter_config']).toEqual({
        arn: queueArn,
      });
      const none = nightly({ props: { deadLetterQueue: 'none' } });
      expect(none.count('aws_sqs_queue')).toBe(0);
    });
  });

  describe('and its place', () => {
    const everywhere = {
      service: { desiredCount: 3, minimumHealthyPercent: 0, maximumPercent: 100 },
    };
    it('is beside the services of the cluster', () => {
      expect(() => nightly({ memoryMiB: 900, reference: everywhere })).toThrow(
        /\[Test\/Nightly\] the tasks of all services cannot run at the same time/,
      );
      expect(() => nightly({ memoryMiB: 300, reference: everywhere })).not.toThrow();
    });

    it('is not on a host port that services have on every host', () => {
      const everywhere = {
        service: { desiredCount: 3, minimumHealthyPercent: 0, maximumPercent: 100 },
      };
      expect(() => nightly({ hostPort: 80, reference: everywhere })).toThrow(
        /static host port 80\/tcp .* beside the 3 of Test\/Service/,
      );
      expect(() => nightly({ hostPort: 81, reference: everywhere })).not.toThrow();
    });
  });

  it.each<[string, Partial<ScheduledTaskProps>, string]>([
    [
      'a name with a blank',
      { scheduleName: 'every night' },
      'Test/Nightly: scheduleName must be 1 to 64 letters, digits and . _ -; got "every night". Change scheduleName.',
    ],
    [
      'a cron expression of Unix',
      { schedule: 'cron(0 3 * * *)' },
      'Test/Nightly: a cron expression of AWS has six fields (minutes, hours, day of month, month, day of week, year), ' +
        'and this one has 5; got "cron(0 3 * * *)". Write it like cron(0 3 * * ? *), rate(12 hours) or at(2027-01-01T03:00:00).',
    ],
    [
      'a time zone that does not exist',
      { timeZone: 'CEST' },
      'Test/Nightly: a time zone is a name of the IANA time zone database, in its spelling; got "CEST". Write it like Europe/Berlin.',
    ],
    [
      'more tasks than one call starts',
      { taskCount: 11 },
      'Test/Nightly: taskCount must be a whole number of 1 to 10; got 11. Set taskCount to a value in that range.',
    ],
    [
      'more retries than Scheduler makes',
      { maximumRetryAttempts: 186 },
      'Test/Nightly: maximumRetryAttempts must be a whole number of 0 to 185; got 186. Set maximumRetryAttempts to a value in that range.',
    ],
    [
      'a run that may begin after two days',
      { maximumEventAgeSeconds: 172_800 },
      'Test/Nightly: maximumEventAgeSeconds must be a whole number of 60 to 86400 seconds; got 172800. Set maximumEventAgeSeconds to a value in that range.',
    ],
    [
      'a FIFO queue',
      { deadLetterQueue: { queueArn: 'arn:aws:sqs:eu-west-1:123456789012:failed.fifo' } },
      'Test/Nightly: a dead-letter queue is a standard queue of SQS, named by its ARN; Scheduler takes no FIFO queue; ' +
        'got "arn:aws:sqs:eu-west-1:123456789012:failed.fifo". Write it like arn:aws:sqs:eu-west-1:123456789012:failed-runs.',
    ],
    [
      'an override of a container that is not there',
      { containerOverrides: [{ containerName: 'report' }] },
      '[Test/Nightly] containerOverrides name containers of Test/ReportTask, which has Report; got "report". Give the containerName of one of them.',
    ],
    [
      'an override of one container in two parts',
      { containerOverrides: [{ containerName: 'Report' }, { containerName: 'Report', cpu: 64 }] },
      'Test/Nightly: containerOverrides name a container once; got "Report" twice. Make them one.',
    ],
    [
      'a secret in an override',
      {
        containerOverrides: [
          { containerName: 'Report', environment: { URL: 'postgres://u:p@h/x' } },
        ],
      },
      'got a URL with a password in URL. Move URL to secrets, or name it in plainEnvironmentNames where its value is no secret.',
    ],
    [
      'more overrides than one call takes',
      { containerOverrides: [{ containerName: 'Report', command: ['x'.repeat(8200)] }] },
      'RunTask takes at most 8192 characters of overrides; got 8257.',
    ],
  ])('refuses %s', (_, props, message) => {
    expect(() => nightly({ props })).toThrow(message);
  });
});
