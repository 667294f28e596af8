import { type ITerraformDependable, type TerraformStack, TerraformVariable } from 'cdktf';
import { type JsonValue, synth } from '../testing';
import { Role, type RoleProps } from './role';
import type { IRole } from './role-contract';

const withProps = (props: Partial<RoleProps>, use: (role: Role) => void = () => undefined) =>
  synth((stack) =>
    use(new Role(stack, 'Role', { assumedBy: 'ecs-tasks.amazonaws.com', ...props })),
  );
const trust = (props: Partial<RoleProps>) =>
  withProps(props).policyStatements()[0]?.statement as Record<string, JsonValue>;

describe('Role', () => {
  it('lets only ECS of this account and region assume a role for tasks', () => {
    const statement = trust({});
    expect(statement['Principal']).toEqual({ Service: 'ecs-tasks.amazonaws.com' });
    expect(statement['Condition'].ArnLike['aws:SourceArn']).toMatch(
      /^arn:\$\{data\.aws_partition\..*\.partition\}:ecs:\$\{data\.aws_region\..*\.id\}:\$\{data\.aws_caller_identity\..*\.account_id\}:\*$/,
    );
    expect(statement['Condition'].StringEquals['aws:SourceAccount']).toMatch(/account_id\}$/);
  });

  it('sets no conditions for hosts: EC2 names no source', () => {
    expect(trust({ assumedBy: 'ec2.amazonaws.com' })).not.toHaveProperty('Condition');
  });

  it('has no policy until something is granted', () => {
    expect(withProps({}).resourcesOf('aws_iam_role_policy')).toEqual([]);
  });

  it('collects grants in one policy and renders the same grant once', () => {
    const template = withProps({}, (role) => {
      role.addToPolicy({ actions: ['s3:GetObject'], resources: ['arn:a'] });
      role.addToPolicy({ actions: ['s3:GetObject'], resources: ['arn:a'] });
      role.addToPolicy({
        actions: ['s3:PutObject'],
        resources: ['arn:a'],
        conditions: { Bool: { 'aws:SecureTransport': 'true' } },
      });
    });
    const { attributes } = template.resource('aws_iam_role_policy');
    expect(JSON.parse(attributes['policy']).Statement).toEqual([
      { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:a'] },
      {
        Effect: 'Allow',
        Action: ['s3:PutObject'],
        Resource: ['arn:a'],
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      },
    ]);
  });

  it('tells listeners about its policy, whether they came before or after the first grant', () => {
    const heard: ITerraformDependable[] = [];
    withProps({}, (role) => {
      role.onPolicy((policy) => heard.push(policy));
      expect(heard).toHaveLength(0);
      role.addToPolicy({ actions: ['a:b'], resources: ['*'] });
      role.onPolicy((policy) => heard.push(policy));
      role.addToPolicy({ actions: ['a:c'], resources: ['*'] });
    });
    expect(heard).toHaveLength(2);
    expect(heard[0]).toBe(heard[1]);
  });

  it('generates a name that fits into the 38 characters of a prefix', () => {
    const { attributes } = withProps({ namePrefix: 'x'.repeat(60) }).resource('aws_iam_role');
    expect(attributes['name_prefix']).toBe(`${'x'.repeat(37)}-`);
    expect(attributes).not.toHaveProperty('name');
  });

  it('takes an exact name and a boundary', () => {
    const { attributes } = withProps({
      roleName: 'exact',
      namePrefix: 'x',
      permissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/b',
    }).resource('aws_iam_role');
    expect(attributes).toMatchObject({
      name: 'exact',
      permissions_boundary: 'arn:aws:iam::123456789012:policy/b',
    });
    expect(attributes).not.toHaveProperty('name_prefix');
  });

  it('takes a path, a session duration, tags and managed policies', () => {
    const template = withProps({
      path: '/services/',
      maxSessionDurationSeconds: 7200,
      tags: { Team: 'a' },
      managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::aws:policy/A/B'],
    });
    const role = template.resource('aws_iam_role');
    expect(role.attributes).toMatchObject({
      path: '/services/',
      max_session_duration: 7200,
      tags: { Team: 'a' },
    });
    expect(
      template
        .resourcesOf('aws_iam_role_policy_attachment')
        .map(({ attributes }) => [attributes['role'], attributes['policy_arn']]),
    ).toEqual([
      [`\${${role.address}.name}`, 'arn:aws:iam::aws:policy/A/B'],
      [`\${${role.address}.name}`, 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
    ]);
  });

  it('counts a managed policy among what others wait for', () => {
    const heard: ITerraformDependable[] = [];
    withProps({ managedPolicyArns: ['arn:aws:iam::aws:policy/A'] }, (role) => {
      role.onPolicy((policy) => heard.push(policy));
    });
    expect(heard).toHaveLength(1);
  });

  it('keeps the address of a managed policy when another one comes in front', () => {
    const addresses = (...names: readonly string[]) =>
      withProps({ managedPolicyArns: names.map((name) => `arn:aws:iam::aws:policy/${name}`) })
        .resourcesOf('aws_iam_role_policy_attachment')
        .map(({ address }) => address);
    expect(addresses('B', 'A')).toEqual(expect.arrayContaining([...addresses('A')]));
  });

  it.each([
    [{ roleName: 'a b' }, 'roleName must be 1 to 64 letters'],
    [{ roleName: 'x'.repeat(65) }, 'roleName must be 1 to 64 letters'],
    [
      { description: 'x'.repeat(1001) },
      'description has at most 1000 characters of Latin-1; got 1001 characters. Shorten it.',
    ],
    [{ description: '\u201cquoted\u201d' }, 'of Latin-1; got "\u201c". Write it without'],
    [{ namePrefix: 'a b' }, 'namePrefix must be letters, digits and + = , . @ _ -; got "a b".'],
    [
      { permissionsBoundaryArn: 'foo' },
      'permissionsBoundaryArn is the ARN of an IAM policy; got "foo". Write it like arn:aws:iam::',
    ],
    [{ managedPolicyArns: ['foo'] }, 'each of managedPolicyArns is the ARN of an IAM policy; got'],
    [{ path: 'services' }, 'path must be a / at both ends'],
    [{ path: '/services' }, 'path must be a / at both ends'],
    [
      { maxSessionDurationSeconds: 3599 },
      'maxSessionDurationSeconds must be a whole number of 3600',
    ],
    [{ maxSessionDurationSeconds: 43_201 }, 'to 43200 seconds; got 43201'],
  ])('refuses %j', (props, message) => {
    expect(() => withProps(props)).toThrow(`Test/Role: `);
    expect(() => withProps(props)).toThrow(message);
  });
});

describe('the inline policy of a role', () => {
  const statements = (use: (role: Role) => void) =>
    JSON.parse(withProps({}, use).resource('aws_iam_role_policy').attributes['policy']).Statement;

  it('joins statements that differ in their resources only, in the order in which they came', () => {
    expect(
      statements((role) => {
        role.addToPolicy({
          actions: ['s3:GetObject'],
          resources: ['arn:b'],
        });
        role.addToPolicy({ actions: ['s3:PutObject'], resources: ['arn:a'] });
        role.addToPolicy({
          actions: ['s3:GetObject'],
          resources: ['arn:a', 'arn:b'],
        });
      }),
    ).toEqual([
      {
        Effect: 'Allow',
        Action: ['s3:GetObject'],
        Resource: ['arn:b', 'arn:a'],
      },
      { Effect: 'Allow', Action: ['s3:PutObject'], Resource: ['arn:a'] },
    ]);
  });

  it.each([
    [
      { resources: ['bucket'] },
      'a resource of a policy is an ARN, or * where IAM knows no narrower',
    ],
    [{ sid: 'a b' }, 'sid must be letters and digits; got "a b". Change sid.'],
  ])('has no statement with %j', (part, message) => {
    const statement = { actions: ['s3:GetObject'], resources: ['arn:a'] };
    expect(() => statements((role) => role.addToPolicy({ ...statement, ...part }))).toThrow(
      message,
    );
  });

  it('keeps apart what differs in effect, condition or name', () => {
    const statement = { actions: ['s3:GetObject'], resources: ['arn:a'] };
    expect(
      statements((role) => {
        role.addToPolicy(statement);
        role.addToPolicy({ ...statement, effect: 'Deny' });
        role.addToPolicy({ ...statement, sid: 'Named' });
        role.addToPolicy({ ...statement, conditions: { Bool: { 'aws:SecureTransport': 'true' } } });
        role.addToPolicy({ ...statement, effect: 'Allow' });
      }),
    ).toEqual([
      { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:a'] },
      { Effect: 'Deny', Action: ['s3:GetObject'], Resource: ['arn:a'] },
      { Sid: 'Named', Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:a'] },
      {
        Effect: 'Allow',
        Action: ['s3:GetObject'],
        Resource: ['arn:a'],
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      },
    ]);
  });

  const grow = (count: number) => (role: Role) => {
    for (let index = 0; index < count; index++) {
      role.addToPolicy({
        actions: ['s3:GetObject'],
        resources: [`arn:aws:s3:::${index}-`.padEnd(97, 'x')],
      });
    }
  };

  it('fits into the 10,240 characters that IAM takes, or says so', () => {
    expect(() => withProps({}, grow(100))).not.toThrow();
    expect(() => withProps({}, grow(110))).toThrow(
      /Test\/Role\] the inline policy of a role may have 10240 characters; got at least 1\d{4} in 1 statements\./,
    );
  });

  it('does not count what only Terraform knows', () => {
    expect(() =>
      withProps({}, (role) => {
        for (let index = 0; index < 600; index++) {
          const variable = new TerraformVariable(role, `Arn${index}`, { type: 'string' });
          role.addToPolicy({ actions: ['s3:GetObject'], resources: [variable.stringValue] });
        }
      }),
    ).not.toThrow();
  });

  it.each([
    [
      { actions: [], resources: ['*'] },
      'a policy statement names at least one action and one resource',
    ],
    [
      { actions: ['s3:GetObject'], resources: [] },
      'a policy statement names at least one action and one resource',
    ],
    [
      { actions: ['*'], resources: ['*'] },
      'an action is a service and an operation, such as s3:GetObject; got "*"',
    ],
    [{ actions: ['GetObject'], resources: ['*'] }, 'an action is a service and an operation'],
    [{ actions: ['s3:Get Object'], resources: ['*'] }, 'an action is a service and an operation'],
  ])('refuses %j', (statement, message) => {
    expect(() => withProps({}, (role) => role.addToPolicy(statement))).toThrow(
      `Test/Role: ${message}`,
    );
  });
});

describe('an imported role', () => {
  const arn = 'arn:aws:iam::123456789012:role/services/worker';
  const statement = { actions: ['s3:GetObject'], resources: ['arn:a'] };
  const imported = (
    make: (stack: TerraformStack) => IRole,
    use = (role: IRole) => role.addToPolicy(statement),
  ) => {
    let role: IRole | undefined;
    const template = synth((stack) => use((role = make(stack))));
    return { template, role: role as unknown as IRole };
  };

  it('is known by its ARN, path and all', () => {
    const { role, template } = imported(
      (stack) => Role.fromRoleArn(stack, 'Imported', arn),
      () => undefined,
    );
    expect(role).toMatchObject({ roleArn: arn, roleName: 'worker' });
    expect(template.resourcesOf()).toEqual([]);
  });

  it('is known by its name in the account of the provider', () => {
    const { role, template } = imported(
      (stack) => Role.fromRoleName(stack, 'Imported', 'worker', { path: '/services/' }),
      (own) => own.addToPolicy({ actions: ['iam:PassRole'], resources: [own.roleArn] }),
    );
    expect(role.roleName).toBe('worker');
    expect(template.policyStatements()[0]?.statement['Resource'][0]).toMatch(
      /^arn:\$\{data\.aws_partition\.\w+\.partition\}:iam::\$\{data\.aws_caller_identity\.\w+\.account_id\}:role\/services\/worker$/,
    );
  });

  it('gets an inline policy of its own name, which replaces no other', () => {
    const { template } = imported((stack) => Role.fromRoleArn(stack, 'Imported', arn));
    expect(template.resourcesOf('aws_iam_role')).toEqual([]);
    expect(template.resource('aws_iam_role_policy').attributes).toMatchObject({
      role: 'worker',
      name: 'Test-Imported',
    });
    expect(template.warnings).toEqual([]);
  });

  it('gets nothing when it is not mutable, and a warning for each thing it must allow', () => {
    const { template } = imported(
      (stack) => Role.fromRoleArn(stack, 'Imported', arn, { mutable: false }),
      (role) => {
        role.addToPolicy(statement);
        role.addToPolicy(statement);
        role.onPolicy(() => {
          throw new Error('there is no policy to wait for');
        });
      },
    );
    expect(template.resourcesOf()).toEqual([]);
    expect(template.warnings).toEqual([
      'Test/Imported: the role worker is imported with mutable: false, so nothing is added to it; it must allow ' +
        's3:GetObject on arn:a. Add that where the role is managed, or set mutable to true.',
    ]);
  });

  it('takes its name out of an ARN that only Terraform knows', () => {
    const { template } = imported((stack) => {
      const { stringValue } = new TerraformVariable(stack, 'RoleArn', { type: 'string' });
      return Role.fromRoleArn(stack, 'Imported', stringValue);
    });
    expect(template.resource('aws_iam_role_policy').attributes['role']).toBe(
      '${element(reverse(split("/", var.RoleArn)), 0)}',
    );
  });

  it.each(['worker', 'arn:aws:iam::1:role/worker', 'arn:aws:iam::123456789012:user/worker'])(
    'refuses the ARN %j',
    (roleArn) => {
      expect(() => imported((stack) => Role.fromRoleArn(stack, 'Imported', roleArn))).toThrow(
        `Test/Imported: roleArn must be the ARN of an IAM role; got ${JSON.stringify(roleArn)}.`,
      );
    },
  );

  it('refuses a name that is an ARN, and a path without slashes', () => {
    expect(() => imported((stack) => Role.fromRoleName(stack, 'Imported', arn))).toThrow(
      'Test/Imported: roleName must be',
    );
    expect(() =>
      imported((stack) => Role.fromRoleName(stack, 'Imported', 'worker', { path: 'services' })),
    ).toThrow('Test/Imported: path must be');
  });
});
