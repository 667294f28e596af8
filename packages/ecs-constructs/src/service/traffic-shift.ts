import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { Construct } from 'constructs';
import { Role } from '../iam/role';
import type { ITargetGroup } from '../load-balancing/load-balancing-contract';
import { AwsEnvironment } from '../support/aws-environment';
import { dependOn } from '../support/dependencies';
import { describeProblem } from '../support/validation';

/** The role with which ECS moves requests. It outlives the service. */
export function trafficRole(scope: Construct, resource: EcsService): string {
  const { partition } = AwsEnvironment.of(scope);
  const policy = 'AmazonECSInfrastructureRolePolicyForLoadBalancers';
  const role = new Role(scope, 'TrafficRole', {
    assumedBy: 'ecs.amazonaws.com',
    description: 'Lets ECS move requests between the revisions of a service',
    managedPolicyArns: [`arn:${partition}:iam::aws:policy/${policy}`],
  });
  role.onPolicy((attached) => dependOn(resource, attached));
  return role.roleArn;
}

/** Whether a target group has what a strategy needs, and nothing that none uses. */
export function shiftProblems(
  { alternate, node }: ITargetGroup,
  shifts: boolean,
): readonly string[] {
  if (shifts === (alternate !== undefined)) {
    return [];
  }
  return [
    describeProblem(
      shifts
        ? {
            what: 'another deploymentStrategy than rolling moves requests between two target groups',
            got: `only ${node.path}`,
            fix: 'Set shiftTraffic where its targets are added, with a priority and conditions.',
          }
        : {
            what: 'shiftTraffic is for services with another deploymentStrategy than rolling: a rolling one stays in one of the two target groups',
            got: `two at ${node.path}`,
            fix: 'Remove shiftTraffic or set deploymentStrategy.',
          },
    ),
  ];
}
