import { TerraformStack } from 'cdktf';
import { referenceStack, type ReferenceOverrides } from '../fixtures/reference-stack';
import { ContainerImage } from '../image/container-image';
import { Ec2Service } from '../service/ec2-service';
import { Ec2TaskDefinition } from '../task/ec2-task-definition';
import type { ContainerDefinitionOptions } from '../task/container-definition';
import { synth, type Template } from '../testing';
import { OneOffTask } from './one-off-task';
import type { OneOffTaskProps } from './one-off-task-props';
import { ScheduledTask } from './scheduled-task';

interface Job {
  readonly props?: Partial<OneOffTaskProps>;
  readonly container?: Partial<ContainerDefinitionOptions>;
  readonly reference?: ReferenceOverrides;
  /** What else is made of it. */
  readonly more?: (
    task: OneOffTask,
    reference: ReturnType<typeof referenceStack> & { readonly stack: TerraformStack },
  ) => void;
}

/** The reference case with a migration. */
function migrate({ props, container, reference, more }: Job = {}): Template {
  return synth((stack) => {
    const made = referenceStack(stack, reference);
    const taskDefinition = new Ec2TaskDefinition(stack, 'MigrateTask', { family: 'migrate' });
    taskDefinition.addContainer('Migrate', {
      image: ContainerImage.fromRegistry('busybox:1.37'),
      memoryLimitMiB: 128,
      ...container,
    });
    const { cluster } = made;
    const task = new OneOffTask(stack, 'Migrate', {
      taskName: 'migrate',
      cluster,
      taskDefinition,
      ...props,
    });
    more?.(task, { ...made, stack });
  });
}

describe('OneOffTask', () => {
  it('keeps in the state how the task is started, and starts nothing by itself', () => {
    const template = migrate();
    const { attributes } = template.resourceAt('Migrate');
    const { input } = attributes as { input: { oneOffTask: string; request: string } };
    expect(input.oneOffTask).toBe('migrate');
    expect(input.request).toContain('"startedBy":"migrate"');
    expect(input.request).toContain('"launchType":"EC2"');
    expect(input.request).toMatch(/"taskDefinition":\$\{jsonencode\(.*aws_ecs_task_definition\./);
    expect(attributes).not.toHaveProperty('provisioner');
    expect(attributes).not.toHaveProperty('triggers_replace');
  });

  it('runs before a service when its task definition or its overrides change', () => {
    const template = migrate({
      props: {
        containerOverrides: [{ containerName: 'Migrate', command: ['up'] }],
        timeoutSeconds: 600,
      },
      more: (task, { service }) => task.runBefore(service),
    });
    const { attributes, address } = template.resourceAt('Migrate');
    const { input } = attributes as { readonly input: { readonly request: string } };
    expect(attributes).toMatchObject({
      triggers_replace: {
        taskDefinition: `\${${template.resourceAt('MigrateTask').address}.arn}`,
        overrides: '{"containerOverrides":[{"name":"Migrate","command":["up"]}]}',
      },
      provisioner: [
        {
          'local-exec': {
            command:
              'npx --no-install ecs-operations run-task --request "$ONE_OFF_TASK" --timeout 600s --yes',
            environment: { ONE_OFF_TASK: input.request },
          },
        },
      ],
    });
    expect(template.createdBefore(address, template.resourceAt('Service').address)).toBe(true);
  });

  it('has its hosts and roles before it runs, and leaves others alone that do not wait', () => {
    const template = migrate();
    const { address } = template.resourceAt('Migrate');
    for (const earlier of ['Cluster/Hosts', 'MigrateTask', 'Cluster']) {
      expect(template.createdBefore(template.resourceAt(earlier).address, address)).toBe(true);
    }
    expect(template.createdBefore(address, template.resourceAt('Service').address)).toBe(false);
  });

  it('runs before several services, each with another one of its own, and before a schedule', () => {
    const template = migrate({
      more: (task, { stack, cluster, service, taskDefinition }) => {
        const other = new Ec2TaskDefinition(stack, 'OtherTask', { family: 'other' });
        other.addContainer('Other', {
          image: ContainerImage.fromRegistry('busybox:1.37'),
          memoryLimitMiB: 64,
        });
        const worker = new Ec2Service(stack, 'Worker', {
          serviceName: 'worker',
          cluster,
          taskDefinition: other,
        });
        const nightly = new ScheduledTask(stack, 'Nightly', {
          scheduleName: 'nightly',
          cluster,
          taskDefinition: other,
          schedule: 'rate(1 day)',
        });
        const seed = new OneOffTask(stack, 'Seed', {
          taskName: 'seed',
          cluster,
          taskDefinition: other,
        });
        task.runBefore(service);
        task.runBefore(nightly);
        seed.runBefore(worker, worker);
        expect(taskDefinition.containers).toHaveLength(1);
      },
    });
    const before = (first: string, second: string) =>
      template.createdBefore(
        template.resourceAt(first).address,
        template.resourceAt(second).address,
      );
    expect([before('Migrate', 'Service'), before('Migrate', 'Nightly')]).toEqual([true, true]);
    expect([before('Seed', 'Worker'), before('Seed', 'Service')]).toEqual([true, false]);
    expect(before('Migrate', 'Worker')).toBe(false);
    const { depends_on: all } = template.resourceAt('Worker').attributes as {
      depends_on: string[];
    };
    expect(all.filter((address) => address.startsWith('terraform_data.'))).toHaveLength(1);
  });

  const request = (template: Template) =>
    (template.resourceAt('Migrate').attributes as { input: { request: string } }).input.request;

  it('goes to the groups that ECS scales', () => {
    const scaled = request(
      migrate({ reference: { capacity: { managedScaling: { maxInstanceCount: 5 } } } }),
    );
    expect(scaled).toMatch(
      /"capacityProviderStrategy":\[\{"capacityProvider":.*"weight":1,"base":0\}\]/,
    );
    expect(scaled).not.toContain('launchType');
  });

  it('has a security group of its own with awsvpc, in the subnets of the hosts', () => {
    const template = synth((stack) => {
      const { cluster } = referenceStack(stack, { network: { hostSubnets: 'private' } });
      const taskDefinition = new Ec2TaskDefinition(stack, 'MigrateTask', {
        family: 'migrate',
        networkMode: 'awsvpc',
      });
      const image = ContainerImage.fromRegistry('busybox:1.37');
      taskDefinition.addContainer('Migrate', { image, memoryLimitMiB: 64 });
      new OneOffTask(stack, 'Migrate', { taskName: 'migrate', cluster, taskDefinition });
    });
    expect(request(template)).toMatch(
      /"networkConfiguration":\{"awsvpcConfiguration":\{"subnets":\[.*aws_subnet.*\],"securityGroups":\[.*aws_security_group/,
    );
  });

  it('takes a command of its own to run it with', () => {
    const runner = 'AWS_PROFILE=deploy pnpm exec ecs-operations';
    const { attributes } = migrate({
      props: { runner },
      more: (task, { service }) => task.runBefore(service),
    }).resourceAt('Migrate');
    expect(JSON.stringify(attributes)).toContain(`${runner} run-task --request`);
  });

  it('finds its place beside the services, or is refused', () => {
    const everywhere = {
      service: { desiredCount: 3, minimumHealthyPercent: 0, maximumPercent: 100 },
    };
    expect(() => migrate({ container: { memoryLimitMiB: 600 }, reference: everywhere })).toThrow(
      /Test\/Migrate\] the tasks of all services cannot run at the same time/,
    );
    expect(() =>
      migrate({ container: { memoryLimitMiB: 300 }, reference: everywhere }),
    ).not.toThrow();
  });

  it.each<[string, Job, string]>([
    [
      'a name with a blank',
      { props: { taskName: 'db up' } },
      'Test/Migrate: taskName must be 1 to 36 letters, digits, hyphens and underscores; got "db up". Change taskName.',
    ],
    [
      'a name that is missing',
      { props: { taskName: undefined } },
      'Test/Migrate: taskName must be given: a text; got undefined. Add taskName.',
    ],
    [
      'seconds as a text',
      { props: { timeoutSeconds: '600' as unknown as number } },
      'Test/Migrate: timeoutSeconds must be a number; got a text. Write it without quotes.',
    ],
    [
      'a time that is none',
      { props: { timeoutSeconds: 5 } },
      'Test/Migrate: timeoutSeconds must be a whole number of 60 to 86400 seconds; got 5. Set timeoutSeconds to a value in that range.',
    ],
    [
      'a runner of two lines',
      { props: { runner: 'a\nb' } },
      'Test/Migrate: runner is a command on one line, such as npx --no-install ecs-operations; got "a\\nb". Change runner, or leave it out.',
    ],
    [
      'a cluster by its name',
      { props: { cluster: 'shop' as unknown as OneOffTaskProps['cluster'] } },
      'Test/Migrate: cluster must be a Cluster',
    ],
    [
      'subnets for a task without an address of its own',
      { props: { taskSubnets: [] } },
      "Test/Migrate: taskSubnets is for tasks with networkMode 'awsvpc'",
    ],
    [
      'an override of a container that is not there',
      { props: { containerOverrides: [{ containerName: 'Migrat' }] } },
      'containerOverrides name containers of Test/MigrateTask, which has Migrate; got "Migrat". Give the containerName of one of them.',
    ],
    [
      'two essential containers',
      {
        more: ({ taskDefinition }) =>
          (taskDefinition as Ec2TaskDefinition).addContainer('Proxy', {
            image: ContainerImage.fromRegistry('busybox:1.37'),
            memoryLimitMiB: 32,
          }),
      },
      'the exit code of a one-off task is that of its one essential container, and Test/MigrateTask has 2; got Migrate, Proxy. Set essential: false on the containers that only help.',
    ],
    [
      'a name twice on a cluster',
      {
        more: ({ taskDefinition }, { stack, cluster }) =>
          new OneOffTask(stack, 'Again', { taskName: 'migrate', cluster, taskDefinition }),
      },
      'every one-off task of a cluster has a taskName of its own: by it an apply finds the run that another one left; got "migrate" in Test/Again too.',
    ],
    [
      'nothing that waits',
      { more: (task) => task.runBefore() },
      'Test/Migrate: runBefore names what waits for the task; got nothing. Pass an Ec2Service or a ScheduledTask.',
    ],
    [
      'a service by its name',
      { more: (task) => task.runBefore('web' as unknown as Ec2Service) },
      'Test/Migrate: runBefore makes an Ec2Service or a ScheduledTask of this stack wait; got "web".',
    ],
    [
      'a service that is managed elsewhere',
      {
        more: (task, { stack, cluster }) =>
          task.runBefore(
            Ec2Service.fromServiceAttributes(stack, 'Foreign', {
              serviceName: 'web',
              cluster,
            }) as Ec2Service,
          ),
      },
      'wait; got Test/Foreign. Pass the service itself;',
    ],
    [
      'itself',
      { more: (task) => task.runBefore(task) },
      'Test/Migrate: a task cannot wait for itself; got Test/Migrate.',
    ],
    [
      'a service of another stack',
      {
        more: (task, { stack }) => {
          const other = new TerraformStack(stack.node.root, 'Other');
          const { service } = referenceStack(other);
          task.runBefore(service);
        },
      },
      'Test/Migrate: Terraform orders what is in one stack; got Other/Service, of another one.',
    ],
    [
      'a service that a pipeline rolls',
      {
        reference: { service: { revisionOwner: 'pipeline' as const } },
        more: (task, { service }) => task.runBefore(service),
      },
      "Terraform does not roll this one; got Test/Service with revisionOwner 'pipeline'. Let the pipeline run the task",
    ],
  ])('refuses %s', (_, job, message) => {
    expect(() => migrate(job)).toThrow(message);
  });
});
