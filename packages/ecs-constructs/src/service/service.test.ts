import { referenceStack } from '../fixtures/reference-stack';
import { Role } from '../iam/role';
import { synth } from '../testing';
import { Ec2Service } from './ec2-service';

describe('what others may do with a service', () => {
  const actionsOf = (grant: (service: Ec2Service, role: Role) => void) =>
    synth((stack) => {
      const role = new Role(stack, 'Deployer', { assumedBy: 'ecs-tasks.amazonaws.com' });
      grant(referenceStack(stack).service, role);
    })
      .policyStatements()
      .filter(({ address }) => address.includes('Deployer_Policy'))
      .map(({ statement }) => [statement['Action'], statement['Resource']]);
  const update = [
    ['ecs:DescribeServices', 'ecs:UpdateService'],
    [
      expect.stringMatching(
        /^arn:.*:service\/\$\{aws_ecs_cluster\.\w+\.name\}\/\$\{aws_ecs_service\.\w+\.name\}$/,
      ),
    ],
  ];

  it('is to update it', () => {
    expect(actionsOf((service, role) => service.grantUpdate(role))).toEqual([update]);
  });

  it('is to deploy: register a revision, hand over its roles, update', () => {
    expect(actionsOf((service, role) => service.grantDeploy(role))).toEqual([
      [
        ['ecs:RegisterTaskDefinition'],
        [
          expect.stringMatching(
            /^arn:.*:task-definition\/\$\{aws_ecs_task_definition\.\w+\.family\}:\*$/,
          ),
        ],
      ],
      [['ecs:DescribeTaskDefinition'], ['*']],
      [['iam:PassRole'], [expect.stringMatching(/Task_ExecutionRole/)]],
      update,
    ]);
  });
});

describe('Ec2Service.fromServiceAttributes', () => {
  it('names a service of another stack, and grants on it', () => {
    const template = synth((stack) => {
      const cluster = { clusterName: 'other' };
      const service = Ec2Service.fromServiceAttributes(stack, 'Other', {
        serviceName: 'hello',
        cluster,
      });
      expect(service.serviceName).toBe('hello');
      const role = new Role(stack, 'Deployer', { assumedBy: 'ecs-tasks.amazonaws.com' });
      service.grantUpdate(role);
    });
    expect(template.resourcesOf('aws_ecs_service')).toEqual([]);
    expect(JSON.stringify(template.policyStatements())).toMatch(
      /arn:[^"]*:ecs:[^"]*:service\/other\/hello/,
    );
  });

  it('refuses a name that no service has', () => {
    const attributesOf = { serviceName: 'a/b', cluster: { clusterName: 'other' } };
    expect(() =>
      synth((stack) => Ec2Service.fromServiceAttributes(stack, 'Other', attributesOf)),
    ).toThrow('Test/Other: serviceName must be 1 to 255 letters');
  });
});
