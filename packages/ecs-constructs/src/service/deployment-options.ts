import type { EcsServiceConfig } from '@cdktf/provider-aws/lib/ecs-service';
import { literal } from '../support/terraform-text';
import type { Ec2ServiceProps } from './ec2-service-props';

/** What ends a deployment that fails, as Terraform takes it. */
export function renderDeployment({
  circuitBreaker = {},
  deploymentAlarms,
}: Ec2ServiceProps): Pick<EcsServiceConfig, 'deploymentCircuitBreaker' | 'alarms'> {
  const { enable = true, rollback = true } = circuitBreaker;
  return {
    deploymentCircuitBreaker: { enable, rollback: enable && rollback },
    alarms: deploymentAlarms && {
      enable: true,
      alarmNames: literal([...deploymentAlarms.alarmNames]),
      rollback: deploymentAlarms.rollback ?? true,
    },
  };
}

/** What a deployment may do that somebody who reads the code would not expect. */
export function deploymentWarnings({ circuitBreaker }: Ec2ServiceProps): readonly string[] {
  if (circuitBreaker?.enable !== false) {
    return [];
  }
  return [
    'circuitBreaker is off: ECS starts the tasks of a revision that does not come up again and again, for hours, and ' +
      'nothing goes back to the one before. Remove it, or leave only rollback: false to look at what failed.',
  ];
}
