import type { EcsService, EcsServiceConfig } from '@cdktf/provider-aws/lib/ecs-service';
import type { Construct } from 'constructs';
import { requireProvider } from '../support/provider-version';
import { literal } from '../support/terraform-text';
import { isKnown, misuse, numberAsText } from '../support/validation';
import type { Ec2ServiceProps } from './ec2-service-props';

/** What ends a deployment that fails, as Terraform takes it. */
export function renderDeployment({
  circuitBreaker = {},
  deploymentAlarms,
  ...props
}: Ec2ServiceProps): Pick<
  EcsServiceConfig,
  'deploymentCircuitBreaker' | 'alarms' | 'waitForSteadyState' | 'timeouts'
> {
  const waits = Math.ceil(props.deploymentStrategy?.settings?.waitMinutes ?? 0);
  const timeout = `${numberAsText(props.timeoutMinutes ?? 20 + waits)}m`;
  const { enable = true, rollback = true } = circuitBreaker;
  return {
    waitForSteadyState: props.waitForSteadyState ?? true,
    timeouts: { create: timeout, update: timeout, delete: timeout },
    deploymentCircuitBreaker: { enable, rollback: enable && rollback },
    alarms: deploymentAlarms && {
      enable: true,
      alarmNames: literal([...deploymentAlarms.alarmNames]),
      rollback: deploymentAlarms.rollback ?? true,
    },
  };
}

/** Sets a strategy that the provider must know, and refuses what does not go with one. */
export function applyStrategy(
  scope: Construct,
  resource: EcsService,
  props: Ec2ServiceProps,
): void {
  const { deploymentStrategy, schedulingStrategy, timeoutMinutes } = props;
  const { name, settings } = deploymentStrategy ?? {};
  if (settings === undefined) {
    return;
  }
  const where = `deploymentStrategy ${name}`;
  requireProvider(scope, resource, { feature: where, since: settings.since });
  if (schedulingStrategy === 'DAEMON') {
    throw misuse(scope, {
      what: `${where} does not go with a daemon, of which a host takes one task`,
      got: "schedulingStrategy 'DAEMON'",
      fix: 'Remove deploymentStrategy.',
    });
  }
  if (isKnown(timeoutMinutes) && timeoutMinutes <= settings.waitMinutes) {
    throw misuse(scope, {
      what: `an apply waits for the whole deployment, which takes ${settings.waitMinutes} minutes after its tasks have started`,
      got: `timeoutMinutes ${timeoutMinutes}`,
      fix: 'Raise timeoutMinutes or leave it out, or shorten the strategy.',
    });
  }
  resource.addOverride('deployment_configuration', literal(settings.block));
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
