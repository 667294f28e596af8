import type { ITerraformDependable } from 'cdktf';
import { Role, type RoleProps } from './role';
import { type JsonValue, synth } from './testing';

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
      permissionsBoundaryArn: 'arn:b',
    }).resource('aws_iam_role');
    expect(attributes).toMatchObject({ name: 'exact', permissions_boundary: 'arn:b' });
    expect(attributes).not.toHaveProperty('name_prefix');
  });
});
