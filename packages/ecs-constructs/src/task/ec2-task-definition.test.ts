import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { TerraformVariable } from 'cdktf';
import { referenceStack } from '../fixtures/reference-stack';
import { Role } from '../iam/role';
import { ContainerImage } from '../image/container-image';
import { synth } from '../testing';
import type { ContainerDefinitionOptions } from './container-definition';
import { Ec2TaskDefinition } from './ec2-task-definition';
import type { Ec2TaskDefinitionProps } from './ec2-task-definition-props';
import { LogDriver } from './log-driver';
import { LogGroup } from './log-group';
import '../fixtures/matchers';

const image = ContainerImage.fromRegistry('nginx:1');
const withContainers = (
  containers: Record<string, Partial<ContainerDefinitionOptions>>,
  props: Partial<Ec2TaskDefinitionProps> = {},
) =>
  synth((stack) => {
    const task = new Ec2TaskDefinition(stack, 'Task', {
      family: 'jane',
      cpu: 512,
      memoryMiB: 512,
      ...props,
    });
    for (const [id, options] of Object.entries(containers)) {
      task.addContainer(id, { image, ...options });
    }
  });

describe('Ec2TaskDefinition', () => {
  it('keeps the output of a container in files that do not fill the disk, unless told otherwise', () => {
    const logsOf = (options: Partial<ContainerDefinitionOptions>) =>
      withContainers({ Main: options }).container('Main')['logConfiguration'];
    expect(logsOf({})).toEqual({
      logDriver: 'json-file',
      options: { 'max-size': '10m', 'max-file': '3' },
    });
    expect(logsOf({ logging: LogDriver.none() })).toEqual({ logDriver: 'none' });
  });

  it('says what the workshop text says', () => {
    const template = synth((stack) => referenceStack(stack));
    expect(template.json).toHaveResourceWithProperties(EcsTaskDefinition, {
      family: 'jane_app_service',
      requires_compatibilities: ['EC2'],
      network_mode: 'bridge',
      cpu: '512',
      memory: '512',
      skip_destroy: true,
      runtime_platform: { cpu_architecture: 'X86_64', operating_system_family: 'LINUX' },
    });
    expect(template.containerDefinitions()).toEqual([
      expect.objectContaining({
        name: 'jane_server',
        memoryReservation: 256,
        portMappings: [{ containerPort: 8080, hostPort: 80, protocol: 'tcp' }],
      }),
    ]);
    expect(template.resource('aws_ecs_task_definition').attributes).not.toHaveProperty(
      'task_role_arn',
    );
  });

  it('limits its execution role to this repository and this log group', () => {
    const template = synth((stack) => referenceStack(stack));
    const statements = template
      .policyStatements()
      .filter(({ address }) => address.includes('Task_ExecutionRole_Policy'));
    expect(statements.map(({ statement }) => statement['Resource'])).toEqual([
      [expect.stringMatching(/^arn:.*:repository\/\$\{aws_ecr_repository\.\w+\.name\}$/)],
      ['*'],
      [expect.stringMatching(/^arn:.*:log-group:\$\{aws_cloudwatch_log_group\.\w+\.name\}:\*$/)],
    ]);
    expect(statements[1]?.statement['Action']).toEqual(['ecr:GetAuthorizationToken']);
  });

  it('keeps the old revision until the service has left it', () => {
    const { attributes } = withContainers({ App: {} }).resource('aws_ecs_task_definition');
    expect(attributes['lifecycle']).toEqual({ create_before_destroy: true });
  });

  it('keeps every revision, so that there is one to roll back to, unless told otherwise', () => {
    const skipDestroy = (props: Partial<Ec2TaskDefinitionProps>) =>
      withContainers({ App: {} }, props).resource('aws_ecs_task_definition').attributes[
        'skip_destroy'
      ];
    expect(skipDestroy({})).toBe(true);
    expect(skipDestroy({ retainRevisions: false })).toBe(false);
  });

  it('comes after the policies of its execution role, and after them in time only', () => {
    const template = synth((stack) => referenceStack(stack));
    const task = template.resource('aws_ecs_task_definition').address;
    const policy = template
      .resourcesOf('aws_iam_role_policy')
      .find(({ address }) => address.includes('Task'));
    expect(template.createdBefore(policy?.address ?? '', task)).toBe(true);
    expect(template.createdBefore(task, policy?.address ?? '')).toBe(false);
  });

  it('takes a role for the application', () => {
    const template = synth((stack) => {
      const taskRole = new Role(stack, 'App', { assumedBy: 'ecs-tasks.amazonaws.com' });
      referenceStack(stack, { task: { taskRole } });
    });
    expect(template.resource('aws_ecs_task_definition').attributes['task_role_arn']).toMatch(
      /aws_iam_role\.App/,
    );
  });

  it('takes sizes that are known only to Terraform, and does not misread them', () => {
    const template = synth((stack) => {
      const { numberValue } = new TerraformVariable(stack, 'size', { type: 'number' });
      referenceStack(stack, {
        task: { cpu: numberValue, memoryMiB: numberValue },
        container: { cpu: numberValue, memoryReservationMiB: numberValue, memoryLimitMiB: 64 },
      });
    });
    expect(template.resource('aws_ecs_task_definition').attributes).toMatchObject({
      cpu: '${var.size}',
      memory: '${var.size}',
    });
    expect(
      template.resource('aws_ecs_task_definition').attributes['container_definitions'],
    ).toContain('"cpu":${jsonencode(tonumber(var.size))}');
  });

  it.each([
    [
      { family: 'a b' },
      'family must be 1 to 255 letters, digits, hyphens and underscores; got "a b"',
    ],
    [{ cpu: 64 }, 'cpu must be a whole number of 128 to 196608 CPU units; got 64'],
    [{ memoryMiB: 5 }, 'memoryMiB must be a whole number of 6 MiB or more; got 5'],
  ])('refuses %j', (props, message) => {
    expect(() => withContainers({ App: {} }, props)).toThrow(`Test/Task: ${message}`);
  });

  it('refuses a task without containers', () => {
    expect(() => withContainers({})).toThrow(
      '[Test/Task] a task needs a container; got none. Call addContainer on Test/Task.',
    );
  });

  it('refuses a task without an essential container', () => {
    expect(() => withContainers({ A: { essential: false }, B: { essential: false } })).toThrow(
      '[Test/Task] at least one container must be essential, or the task would never stop; got none of A, B.',
    );
    expect(() => withContainers({ A: { essential: false }, B: {} })).not.toThrow();
  });
});

describe('Ec2TaskDefinition.addContainer', () => {
  it('adds one container per call and names it after its id', () => {
    const names = withContainers({ First: {}, Second: { containerName: 'other' } })
      .containerDefinitions()
      .map(({ name }) => name);
    expect(names).toEqual(['First', 'other']);
  });

  it('writes logs without blocking the application', () => {
    const [container] = synth((stack) => referenceStack(stack)).containerDefinitions();
    expect(container?.['logConfiguration']).toEqual({
      logDriver: 'awslogs',
      options: {
        'awslogs-group': expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..*\.name\}$/),
        'awslogs-region': expect.stringMatching(/^\$\{data\.aws_region\..*\.id\}$/),
        'awslogs-stream-prefix': 'server',
        mode: 'non-blocking',
        'max-buffer-size': '25m',
      },
    });
  });

  it('blocks rather than loses lines when asked to', () => {
    const template = synth((stack) => {
      const logGroup = new LogGroup(stack, 'Group', { logGroupName: '/x' });
      const logging = LogDriver.awsLogs({ logGroup, streamPrefix: 'x', mode: 'blocking' });
      referenceStack(stack, { container: { logging } });
    });
    const { options } = template.containerDefinitions()[0]?.['logConfiguration'];
    expect(options).toMatchObject({ mode: 'blocking' });
    expect(options).not.toHaveProperty('max-buffer-size');
  });

  it('fills in what a port mapping leaves out', () => {
    const mappings = (networkMode: 'bridge' | 'host') =>
      withContainers(
        { App: { portMappings: [{ containerPort: 53, protocol: 'udp' }] } },
        { networkMode },
      ).containerDefinitions()[0]?.['portMappings'];
    expect(mappings('bridge')).toEqual([{ containerPort: 53, hostPort: 0, protocol: 'udp' }]);
    expect(mappings('host')).toEqual([{ containerPort: 53, hostPort: 53, protocol: 'udp' }]);
  });

  it('accepts what just fits', () => {
    expect(() =>
      withContainers({
        A: { cpu: 256, memoryReservationMiB: 256, memoryLimitMiB: 512 },
        B: { cpu: 256, memoryLimitMiB: 256 },
      }),
    ).not.toThrow();
  });

  it.each<[string, Record<string, Partial<ContainerDefinitionOptions>>, string]>([
    [
      'a soft limit above the hard one',
      { A: { memoryReservationMiB: 300, memoryLimitMiB: 256 } },
      'Test/Task/A: the soft limit may not be above the hard limit; got memoryReservationMiB 300, memoryLimitMiB 256. Lower memoryReservationMiB or raise memoryLimitMiB.',
    ],
    [
      'more reserved memory than the task has',
      { A: { memoryReservationMiB: 300 }, B: { memoryLimitMiB: 300 } },
      'Test/Task/B: the containers may reserve the 512 MiB of the task together; got 600 MiB (A 300 + B 300). Raise memoryMiB on the task or lower memoryReservationMiB on a container.',
    ],
    [
      'a hard limit above the memory of the task',
      { A: { memoryReservationMiB: 10, memoryLimitMiB: 513 } },
      'Test/Task/A: no container may use more than the 512 MiB of the task; got memoryLimitMiB 513 on A.',
    ],
    [
      'more cpu than the task has',
      { A: { cpu: 500 }, B: { cpu: 13 } },
      'Test/Task/B: the containers may use the 512 CPU units of the task together; got 513 (A 500 + B 13).',
    ],
    [
      'less memory than Docker takes',
      { A: { memoryReservationMiB: 5 } },
      'Test/Task/A: memoryReservationMiB must be a whole number of 6 MiB or more; got 5.',
    ],
    [
      'the same name twice',
      { A: { containerName: 'x' }, B: { containerName: 'x' } },
      'Test/Task/B: the containers of a task have different names; got x more than once.',
    ],
    [
      'a name that ECS refuses',
      { A: { containerName: 'x.y' } },
      'Test/Task/A: containerName must be 1 to 255 letters, digits, hyphens and underscores; got "x.y".',
    ],
    [
      'the same host port twice',
      {
        A: { portMappings: [{ containerPort: 1, hostPort: 80 }] },
        B: { portMappings: [{ containerPort: 2, hostPort: 80 }] },
      },
      'Test/Task/B: a host port can be mapped once in a task; got 80/tcp in A and in B.',
    ],
    [
      'a port that the host needs',
      { A: { portMappings: [{ containerPort: 1, hostPort: 51678 }] } },
      'Test/Task/A: the host needs the ports 22, 2375, 2376, 51678, 51679, 51680 for itself; got hostPort 51678.',
    ],
    [
      'a port above 65535',
      { A: { portMappings: [{ containerPort: 1, hostPort: 65536 }] } },
      'Test/Task/A: hostPort must be a whole number of 0 to 65535; got 65536.',
    ],
    [
      'container port 0',
      { A: { portMappings: [{ containerPort: 0 }] } },
      'Test/Task/A: containerPort must be a whole number of 1 to 65535; got 0.',
    ],
    [
      'a health check without a command',
      { A: { healthCheck: { command: [] } } },
      'Test/Task/A: a health check needs a command; got an empty list.',
    ],
    [
      'a health check that hardly runs',
      { A: { healthCheck: { command: ['CMD', 'x'], intervalSeconds: 301 } } },
      'Test/Task/A: healthCheck.intervalSeconds must be a whole number of 5 to 300; got 301.',
    ],
    [
      'no time to stop',
      { A: { stopTimeoutSeconds: 0 } },
      'Test/Task/A: stopTimeoutSeconds must be a whole number of 1 s or more; got 0.',
    ],
    [
      'images for two platforms',
      {
        A: { image: ContainerImage.fromRegistry('a:1', { platform: 'linux/amd64' }) },
        B: { image: ContainerImage.fromRegistry('b:1', { platform: 'linux/arm64' }) },
      },
      'Test/Task/B: all images of a task run on one platform, here linux/amd64; got linux/arm64.',
    ],
  ])('refuses %s', (_, containers, message) => {
    expect(() => withContainers(containers)).toThrow(message);
  });

  it('lets one port be used for tcp and udp', () => {
    const portMappings = [
      { containerPort: 53, hostPort: 53, protocol: 'tcp' as const },
      { containerPort: 53, hostPort: 53, protocol: 'udp' as const },
    ];
    expect(() => withContainers({ App: { portMappings } })).not.toThrow();
  });

  it('needs memory on every container when the task has none', () => {
    expect(() =>
      withContainers({ A: { memoryLimitMiB: 64 }, B: {} }, { memoryMiB: undefined }),
    ).toThrow(
      'Test/Task/B: without a memory size on the task every container needs one; got neither memoryReservationMiB nor memoryLimitMiB on B.',
    );
    expect(() =>
      withContainers({ A: { memoryLimitMiB: 64 } }, { memoryMiB: undefined }),
    ).not.toThrow();
  });

  it.each([
    [
      'none' as const,
      { containerPort: 80 },
      "a task with networkMode 'none' has no network to map ports from; got containerPort 80",
    ],
    [
      'host' as const,
      { containerPort: 80, hostPort: 81 },
      "with networkMode 'host' the container listens on the host itself, so both ports are the same; got containerPort 80, hostPort 81",
    ],
  ])('refuses a mapping that does not suit networkMode %s', (networkMode, mapping, message) => {
    expect(() => withContainers({ App: { portMappings: [mapping] } }, { networkMode })).toThrow(
      `Test/Task/App: ${message}`,
    );
  });
});

describe('the modes of a task', () => {
  it('are rendered', () => {
    const { attributes } = withContainers(
      { App: {} },
      { networkMode: 'host', pidMode: 'task', ipcMode: 'none' },
    ).resource('aws_ecs_task_definition');
    expect(attributes).toMatchObject({ network_mode: 'host', pid_mode: 'task', ipc_mode: 'none' });
  });

  it('do not include what is none', () => {
    const networkMode = 'nat' as 'bridge';
    expect(() => withContainers({ App: {} }, { networkMode })).toThrow(
      "Test/Task: networkMode must be 'bridge', 'awsvpc', 'host' or 'none'; got \"nat\". Use 'bridge' with host port 0",
    );
  });
});
