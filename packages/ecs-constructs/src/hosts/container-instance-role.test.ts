import { Cluster } from '../cluster/cluster';
import { arnText } from '../fixtures/environment-text';
import { referenceStack, ZONES } from '../fixtures/reference-stack';
import { Network } from '../network/network';
import { synth } from '../testing';
import { ContainerInstanceRole, type ContainerInstanceRoleProps } from './container-instance-role';

const withRole = (props: Partial<ContainerInstanceRoleProps> = {}) =>
  synth((stack) => {
    const network = new Network(stack, 'Network', { availabilityZones: ZONES });
    const cluster = new Cluster(stack, 'Cluster', { clusterName: 'jane', network });
    new ContainerInstanceRole(stack, 'HostRole', { cluster, ...props });
  });
const actions = (props?: Partial<ContainerInstanceRoleProps>) =>
  withRole(props)
    .policyStatements()
    .flatMap(({ statement }) => statement['Action'] as string[]);

describe('ContainerInstanceRole', () => {
  it('can join one cluster only', () => {
    const template = withRole();
    const arn = arnText('ecs', `cluster/\${${template.resource('aws_ecs_cluster').address}.name}`);
    const statements = template.policyStatements().map(({ statement }) => statement);
    const registering = statements.find(({ Action }) =>
      (Action as string[]).includes('ecs:RegisterContainerInstance'),
    );
    const polling = statements.find(({ Action }) => (Action as string[]).includes('ecs:Poll'));
    expect(registering).toMatchObject({ Resource: [arn] });
    expect(polling).toMatchObject({
      Resource: ['*'],
      Condition: { ArnEquals: { 'ecs:cluster': arn } },
    });
  });

  it('can neither create clusters, nor pull images, nor write logs', () => {
    expect(actions().filter((action) => /CreateCluster|^ecr:|^logs:|\*/.test(action))).toEqual([]);
  });

  it('allows Session Manager unless told otherwise', () => {
    expect(actions()).toContain('ssmmessages:OpenDataChannel');
    expect(actions({ sessionManager: false }).filter((action) => action.startsWith('ssm'))).toEqual(
      [],
    );
  });

  it('may update what Systems Manager knows of hosts of its account and region, and of nothing else', () => {
    const updating = withRole()
      .policyStatements()
      .find(({ statement }) =>
        (statement['Action'] as string[]).includes('ssm:UpdateInstanceInformation'),
      );
    expect(updating?.statement['Resource']).toEqual([
      expect.stringMatching(/^arn:\$\{.*\}:ec2:\$\{.*\}:\$\{.*\}:instance\/\*$/),
    ]);
  });

  it('takes the name that the workshop text uses', () => {
    expect(
      withRole({ roleName: 'ecsInstanceRole' }).resource('aws_iam_role').attributes['name'],
    ).toBe('ecsInstanceRole');
    expect(withRole().resource('aws_iam_role').attributes['name_prefix']).toBe('jane-hosts-');
  });

  it('takes more statements, in the same policy', () => {
    const template = synth((stack) => {
      const network = new Network(stack, 'Network', { availabilityZones: ZONES });
      const cluster = new Cluster(stack, 'Cluster', { clusterName: 'jane', network });
      const role = new ContainerInstanceRole(stack, 'HostRole', { cluster });
      role.addToPolicy({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::agent/*'] });
    });
    expect(template.resourcesOf('aws_iam_role_policy')).toHaveLength(1);
    expect(template.policyStatements().map(({ statement }) => statement)).toContainEqual(
      expect.objectContaining({ Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::agent/*'] }),
    );
  });

  it('is attached before the hosts start', () => {
    const template = synth((stack) => referenceStack(stack));
    const hosts = template.resource('aws_autoscaling_group').address;
    const policy = template
      .resourcesOf('aws_iam_role_policy')
      .find(({ address }) => address.includes('Hosts'));
    expect(template.createdBefore(policy?.address ?? '', hosts)).toBe(true);
  });
});

describe('ContainerInstanceRole.fromRoleName', () => {
  it('uses a role that exists, as it is', () => {
    const template = synth((stack) => {
      const containerInstanceRole = ContainerInstanceRole.fromRoleName(
        stack,
        'HostRole',
        'ecsInstanceRole',
      );
      referenceStack(stack, { capacity: { containerInstanceRole } });
    });
    expect(template.resource('aws_iam_instance_profile').attributes['role']).toBe(
      'ecsInstanceRole',
    );
    const roles = template.resourcesOf('aws_iam_role').map(({ address }) => address);
    expect(roles).toEqual([expect.stringContaining('Task_ExecutionRole')]);
  });
});
