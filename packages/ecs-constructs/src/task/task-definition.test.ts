import { TerraformVariable } from 'cdktf';
import { referenceStack } from '../fixtures/reference-stack';
import { Role } from '../iam/role';
import { ContainerImage } from '../image/container-image';
import { PlacementConstraint } from '../placement/placement';
import { Ec2Service } from '../service/ec2-service';
import { synth } from '../testing';
import type { ContainerDefinitionOptions } from './container-definition';
import { Ec2TaskDefinition } from './ec2-task-definition';
import type { Ec2TaskDefinitionProps } from './ec2-task-definition-props';

const image = ContainerImage.fromRegistry('nginx:1');

describe('the task role', () => {
  it('comes into being with the first thing that the application may do, and grows', () => {
    const template = synth((stack) => {
      const { taskDefinition } = referenceStack(stack, {
        task: { permissionsBoundaryArn: 'arn:aws:iam::1:policy/b' },
      });
      expect(taskDefinition.taskRole).toBeUndefined();
      taskDefinition.addToTaskRolePolicy({ actions: ['s3:GetObject'], resources: ['arn:a'] });
      taskDefinition.addToTaskRolePolicy({ actions: ['s3:PutObject'], resources: ['arn:b'] });
      expect(taskDefinition.taskRole).toBeDefined();
    });
    const task = template.resource('aws_ecs_task_definition');
    expect(task.attributes['task_role_arn']).toMatch(/aws_iam_role\.Task_TaskRole_\w+\.arn/);
    const statements = template
      .policyStatements()
      .filter(({ address }) => address.includes('TaskRole'))
      .map(({ statement }) => statement);
    expect(statements.map((statement) => statement['Action'])).toEqual(
      expect.arrayContaining([['s3:GetObject'], ['s3:PutObject']]),
    );
    const trust = statements.find((statement) => statement['Action'] === 'sts:AssumeRole');
    expect(trust?.['Condition']).toMatchObject({
      StringEquals: { 'aws:SourceAccount': expect.anything() },
    });
    const role = template
      .resourcesOf('aws_iam_role')
      .find(({ address }) => address.includes('TaskRole'));
    expect(role?.attributes['permissions_boundary']).toBe('arn:aws:iam::1:policy/b');
    const policy = template
      .resourcesOf('aws_iam_role_policy')
      .find(({ address }) => address.includes('TaskRole'));
    expect(template.createdBefore(policy?.address ?? '', task.address)).toBe(true);
  });

  it('is the one that was given', () => {
    const template = synth((stack) => {
      const taskRole = new Role(stack, 'App', { assumedBy: 'ecs-tasks.amazonaws.com' });
      const { taskDefinition } = referenceStack(stack, { task: { taskRole } });
      taskDefinition.addToTaskRolePolicy({ actions: ['s3:GetObject'], resources: ['arn:a'] });
    });
    const addresses = template.resourcesOf('aws_iam_role_policy').map(({ address }) => address);
    expect(addresses.some((address) => address.includes('App_Policy'))).toBe(true);
    expect(addresses.some((address) => address.includes('TaskRole'))).toBe(false);
  });
});

describe('what others may do with a task definition', () => {
  const statementsOf = (grant: 'grantRun' | 'grantRegister') =>
    synth((stack) => {
      const deployer = new Role(stack, 'Deployer', { assumedBy: 'ecs-tasks.amazonaws.com' });
      const { taskDefinition } = referenceStack(stack);
      taskDefinition.addToTaskRolePolicy({ actions: ['s3:GetObject'], resources: ['arn:a'] });
      taskDefinition[grant](deployer);
    })
      .policyStatements()
      .filter(({ address }) => address.includes('Deployer_Policy'))
      .map(({ statement }) => statement);
  const passRole = {
    Action: ['iam:PassRole'],
    Resource: [
      expect.stringMatching(/Task_ExecutionRole_\w+\.arn/),
      expect.stringMatching(/Task_TaskRole_\w+\.arn/),
    ],
    Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  };

  const FAMILY = expect.stringMatching(
    /^arn:.*:task-definition\/\$\{aws_ecs_task_definition\.\w+\.family\}:\*$/,
  );

  it('is to run any revision of it, with its roles', () => {
    expect(statementsOf('grantRun')).toEqual([
      expect.objectContaining({
        Action: ['ecs:RunTask'],
        Resource: [FAMILY],
      }),
      expect.objectContaining(passRole),
    ]);
  });

  it('is to register a revision, with its roles', () => {
    expect(statementsOf('grantRegister')).toEqual([
      expect.objectContaining({
        Action: ['ecs:RegisterTaskDefinition'],
        Resource: [FAMILY],
      }),
      expect.objectContaining({ Action: ['ecs:DescribeTaskDefinition'], Resource: ['*'] }),
      expect.objectContaining(passRole),
    ]);
  });
});

describe('Ec2TaskDefinition.addPlacementConstraint', () => {
  const withConstraints = (constraints: readonly PlacementConstraint[]) =>
    synth((stack) => {
      const { taskDefinition } = referenceStack(stack);
      for (const constraint of constraints) {
        taskDefinition.addPlacementConstraint(constraint);
      }
    });

  it('adds one constraint per call, also to those given at first', () => {
    const template = synth((stack) => {
      const first = PlacementConstraint.memberOf('a == 1');
      const { taskDefinition } = referenceStack(stack, { task: { placementConstraints: [first] } });
      taskDefinition.addPlacementConstraint(PlacementConstraint.memberOf('b == 2'));
    });
    expect(
      template.resource('aws_ecs_task_definition').attributes['placement_constraints'],
    ).toEqual([
      { type: 'memberOf', expression: 'a == 1' },
      { type: 'memberOf', expression: 'b == 2' },
    ]);
  });

  it('refuses what concerns a service', () => {
    expect(() => withConstraints([PlacementConstraint.distinctInstance()])).toThrow(
      'Test/Task: distinctInstance concerns the tasks of a service, so that a task definition takes memberOf only; ' +
        'got distinctInstance. Add it to the service.',
    );
  });

  it('takes ten and no more', () => {
    const some = (count: number) =>
      Array.from({ length: count }, (_, i) => PlacementConstraint.memberOf(`a == ${i}`));
    expect(() => withConstraints(some(10))).not.toThrow();
    expect(() => withConstraints(some(11))).toThrow(
      'Test/Task: ECS takes at most 10 placementConstraints; got 11. Remove some of them.',
    );
  });
});

describe('Ec2TaskDefinition.fromTaskDefinitionArn', () => {
  const ARN = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/hello:7';

  it('runs a revision that is registered elsewhere', () => {
    const template = synth((stack) => {
      const { cluster } = referenceStack(stack);
      const taskDefinition = Ec2TaskDefinition.fromTaskDefinitionArn(stack, 'Other', ARN);
      new Ec2Service(stack, 'OtherService', { serviceName: 'other', cluster, taskDefinition });
    });
    const services = template.resourcesOf('aws_ecs_service').map(({ attributes }) => attributes);
    expect(services).toContainEqual(expect.objectContaining({ task_definition: ARN }));
    expect(template.resourcesOf('aws_ecs_task_definition')).toHaveLength(1);
  });

  it('grants with the roles it knows', () => {
    const template = synth((stack) => {
      const role = (id: string) => new Role(stack, id, { assumedBy: 'ecs-tasks.amazonaws.com' });
      const taskRole = role('App');
      const imported = Ec2TaskDefinition.fromTaskDefinitionArn(stack, 'Other', ARN, { taskRole });
      imported.addToTaskRolePolicy({ actions: ['s3:GetObject'], resources: ['arn:a'] });
      imported.grantRun(role('Runner'));
      Ec2TaskDefinition.fromTaskDefinitionArn(stack, 'Bare', ARN).grantRegister(role('Registrar'));
    });
    const grantsOf = (id: string) =>
      template
        .policyStatements()
        .filter(({ address }) => address.includes(`${id}_Policy`))
        .map(({ statement }) => [statement['Action'], statement['Resource']]);
    const family = [ARN.replace(/\d+$/, '*')];
    expect(grantsOf('App')).toEqual([[['s3:GetObject'], ['arn:a']]]);
    expect(grantsOf('Runner')).toEqual([
      [['ecs:RunTask'], family],
      [['iam:PassRole'], [expect.stringMatching(/App_\w+\.arn/)]],
    ]);
    expect(grantsOf('Registrar')).toEqual([
      [['ecs:RegisterTaskDefinition'], family],
      [['ecs:DescribeTaskDefinition'], ['*']],
    ]);
  });

  it('grants for its family also where only Terraform knows the revision', () => {
    const template = synth((stack) => {
      const arn = new TerraformVariable(stack, 'arn', { type: 'string' }).stringValue;
      const role = new Role(stack, 'Runner', { assumedBy: 'ecs-tasks.amazonaws.com' });
      Ec2TaskDefinition.fromTaskDefinitionArn(stack, 'Other', arn).grantRun(role);
    });
    const granted = template
      .policyStatements()
      .find(({ address }) => address.includes('Runner_Policy'))?.statement;
    expect(granted?.['Resource']).toEqual([
      expect.stringMatching(/^\$\{local\.Other_FamilyArn_\w+\}:\*$/),
    ]);
    expect(template.json).toContain(JSON.stringify('${replace(var.arn, "/:[0-9]+$/", "")}'));
  });

  it('cannot grant anything to a task role that it does not know', () => {
    expect(() =>
      synth((stack) => {
        const task = Ec2TaskDefinition.fromTaskDefinitionArn(stack, 'Other', ARN);
        task.addToTaskRolePolicy({ actions: ['s3:GetObject'], resources: ['arn:a'] });
      }),
    ).toThrow(
      'Test/Other: the task role of an imported task definition must be given before it can be granted anything; ' +
        'got no taskRole, for s3:GetObject. Pass taskRole to fromTaskDefinitionArn, or grant it where the task ' +
        'definition is managed.',
    );
  });

  it.each(['hello:7', 'arn:aws:ecs:eu-west-1:123456789012:task-definition/hello'])(
    'refuses %s, which ECS would not return',
    (arn) => {
      expect(() =>
        synth((stack) => Ec2TaskDefinition.fromTaskDefinitionArn(stack, 'Other', arn)),
      ).toThrow(
        'Test/Other: a task definition is named by the ARN of a revision, with its number: ECS returns that, so that a ' +
          `family alone would be a difference in every plan; got "${arn}". ` +
          'Write it like arn:aws:ecs:eu-west-1:123456789012:task-definition/hello:7.',
      );
    },
  );
});

describe('what a task reserves on its host', () => {
  const reservation = (
    props: Partial<Ec2TaskDefinitionProps>,
    ...containers: readonly Partial<ContainerDefinitionOptions>[]
  ) => {
    let found: unknown;
    synth((stack) => {
      const { numberValue } = new TerraformVariable(stack, 'n', { type: 'number' });
      const known = props.cpu === 0 ? { ...props, cpu: numberValue } : props;
      const task = new Ec2TaskDefinition(stack, 'Task', { family: 'jane', ...known });
      containers.forEach((options, i) => task.addContainer(`C${i}`, { image, ...options }));
      found = task.reservation;
    });
    return found;
  };

  it('is the size of the task, or else the sum of the containers', () => {
    const containers = [
      { cpu: 100, memoryReservationMiB: 64, memoryLimitMiB: 128 },
      { cpu: 28, memoryLimitMiB: 32 },
    ];
    expect(reservation({ cpu: 256, memoryMiB: 512 }, ...containers)).toEqual({
      cpu: 256,
      memoryMiB: 512,
      gpuCount: 0,
    });
    expect(reservation({}, ...containers)).toEqual({ cpu: 128, memoryMiB: 96, gpuCount: 0 });
  });

  it('is not known where only Terraform knows it', () => {
    expect(reservation({ cpu: 0, memoryMiB: 512 }, {})).toEqual({
      cpu: undefined,
      memoryMiB: 512,
      gpuCount: 0,
    });
  });
});
