import { stackPolicies, type PolicyDocument } from './policies';

const place = {
  accountId: '111122223333',
  region: 'eu-west-1',
  state: { bucket: 'states', key: 'hello/state.tfstate' },
};
const stack = {
  data: { aws_region: { r: {} }, aws_new_source: { n: {} } },
  resource: {
    aws_ecs_cluster: { c: { name: 'hello' } },
    aws_ecs_task_definition: {
      t: { family: 'hello', execution_role_arn: '${aws_iam_role.execution.arn}' },
    },
    aws_iam_role: { execution: { name_prefix: 'hello-execution-' } },
    aws_iam_role_policy: {
      known: { role: '${aws_iam_role.execution.name}' },
      elsewhere: { role: '${data.aws_iam_role.other.name}' },
    },
    aws_vpc: { v: {} },
    aws_new_thing: { x: {} },
    docker_image: { i: {} },
  },
};
const policies = stackPolicies({ ...place, stack });

/** The resources on which an action is allowed. */
function where({ Statement }: PolicyDocument, action: string): readonly string[] {
  return Statement.filter(({ Action }) => Action.includes(action)).flatMap(
    ({ Resource }) => Resource,
  );
}

describe('the policies of a stack', () => {
  it('let a role that plans look, and write nothing but the lock of the state', () => {
    const writes = policies.plan.Statement.flatMap(({ Action, Resource }) =>
      Action.filter((name) => !/:(Get|List|Describe|BatchGet|BatchCheck)/.test(name)).map(
        (name) => `${name} ${Resource.join(' ')}`,
      ),
    );
    expect(writes).toEqual([
      's3:DeleteObject arn:aws:s3:::states/hello/state.tfstate.tflock',
      's3:PutObject arn:aws:s3:::states/hello/state.tfstate.tflock',
    ]);
  });

  it('let a role that deploys change what is in the stack, by its name, and the state', () => {
    expect(where(policies.deploy, 'ecs:CreateCluster')).toEqual([
      'arn:aws:ecs:eu-west-1:111122223333:cluster/hello',
    ]);
    expect(where(policies.deploy, 's3:PutObject')).toContain(
      'arn:aws:s3:::states/hello/state.tfstate',
    );
    expect(where(policies.deploy, 'elasticloadbalancing:CreateLoadBalancer')).toEqual([]);
  });

  it('allow nothing as a whole, and hold what names no resource to the region', () => {
    const statements = [...policies.plan.Statement, ...policies.deploy.Statement];
    expect(statements.flatMap(({ Action }) => Action).filter((name) => name.includes('*'))).toEqual(
      [],
    );
    for (const { Resource, Condition } of statements.filter(({ Resource: [one] }) => one === '*')) {
      expect({ Resource, Condition }).toEqual({
        Resource: ['*'],
        Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1'] } },
      });
    }
  });

  it('hand a role to the service that takes it, and to no other', () => {
    const passed = policies.deploy.Statement.find(({ Action }) => Action.includes('iam:PassRole'));
    expect(passed).toMatchObject({
      Resource: ['arn:aws:iam::111122223333:role/hello-execution-*'],
      Condition: { StringEquals: { 'iam:PassedToService': ['ecs-tasks.amazonaws.com'] } },
    });
  });

  it('never write the policies of any role for want of its name', () => {
    expect(where(policies.deploy, 'iam:PutRolePolicy')).toEqual([
      'arn:aws:iam::111122223333:role/hello-execution-*',
    ]);
    expect(policies.unknown).toContain(
      'iam:PutRolePolicy, iam:DeleteRolePolicy (on a role whose name is not in the stack)',
    );
  });

  it('let a role that deploys run one-off tasks, where the stack has one, and no role that plans', () => {
    const input = { oneOffTask: 'migrate', request: '{}' };
    const resource = { ...stack.resource, terraform_data: { m: { input }, other: { input: {} } } };
    const withTask = stackPolicies({ ...place, stack: { ...stack, resource } });
    expect(where(withTask.deploy, 'ecs:RunTask')).toEqual([
      'arn:aws:ecs:eu-west-1:111122223333:task-definition/*',
    ]);
    expect(where(withTask.deploy, 'logs:FilterLogEvents')).not.toEqual([]);
    expect(where(withTask.plan, 'ecs:RunTask')).toEqual([]);
    expect(where(policies.deploy, 'ecs:RunTask')).toEqual([]);
    expect(withTask.unknown).toEqual(policies.unknown);
  });

  it('let a role that plans ask which instance types are offered, where the stack asks', () => {
    const data = { aws_ec2_instance_type_offerings: { o: {} }, aws_ec2_instance_type: { t: {} } };
    const { plan, unknown } = stackPolicies({ ...place, stack: { data } });
    expect(where(plan, 'ec2:DescribeInstanceTypeOfferings')).toEqual(['*']);
    expect(where(plan, 'ec2:DescribeInstanceTypes')).toEqual(['*']);
    expect(unknown).toEqual([]);
  });

  it('name what nobody has written down, and leave other providers alone', () => {
    expect(policies.unknown).toEqual(
      expect.arrayContaining(['aws_new_thing', 'data.aws_new_source']),
    );
    expect(policies.unknown.join()).not.toContain('docker');
  });

  it.each([
    ['cn-north-1', 'arn:aws-cn:'],
    ['us-gov-west-1', 'arn:aws-us-gov:'],
  ])('are of the partition of %s', (region, begin) => {
    const { deploy } = stackPolicies({ ...place, region, stack });
    expect(where(deploy, 'ecs:CreateCluster')[0]).toContain(begin);
  });
});
