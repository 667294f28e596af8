import type { EcsService, EcsServiceConfig } from '@cdktf/provider-aws/lib/ecs-service';
import type { Construct } from 'constructs';
import { AtSynth } from '../support/at-synth';
import { requireProvider } from '../support/provider-version';
import { literal } from '../support/terraform-text';
import {
  describeProblem,
  isKnown,
  misuse,
  numberAsText,
  requireTexts,
} from '../support/validation';
import type { Ec2ServiceProps } from './ec2-service-props';

/** What starts a deployment, and what ends one that fails, as Terraform takes it. */
export function renderDeployment(
  scope: Construct,
  props: Ec2ServiceProps,
  usesStrategy: () => boolean,
): Partial<EcsServiceConfig> {
  const { circuitBreaker = {}, deploymentAlarms } = props;
  const waits = Math.ceil(props.deploymentStrategy?.settings?.waitMinutes ?? 0);
  const timeout = `${numberAsText(props.timeoutMinutes ?? 20 + waits)}m`;
  const { enable = true, rollback = true } = circuitBreaker;
  return {
    ...renderForced(scope, props, usesStrategy),
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

/** When the provider asks for a deployment, whatever has changed. */
function renderForced(
  scope: Construct,
  { forceNewDeployment }: Ec2ServiceProps,
  usesStrategy: () => boolean,
): Pick<EcsServiceConfig, 'forceNewDeployment' | 'triggers'> {
  const { triggers } = forceNewDeployment ?? {};
  requireTexts(scope, 'forceNewDeployment.triggers', triggers);
  return {
    // Without it the provider would replace the service whenever a weight of a strategy changes.
    forceNewDeployment: AtSynth.any(() =>
      forceNewDeployment !== undefined || usesStrategy() ? true : undefined,
    ),
    triggers: triggers && literal({ ...triggers }),
  };
}

/** Values that only the moment of this synth explains: each plan would deploy. */
function clockTriggers({ forceNewDeployment }: Ec2ServiceProps): readonly string[] {
  const now = Date.now();
  const minute = 60_000;
  const isNow = (value: string) =>
    [Date.parse(value), Number(value), Number(value) * 1000].some(
      (time) => Math.abs(time - now) < minute,
    );
  return Object.entries(forceNewDeployment?.triggers ?? {})
    .filter(([, value]) => isKnown(value) && isNow(value))
    .map(([name, value]) =>
      describeProblem({
        what: `forceNewDeployment.triggers.${name} is the time of this synth, so that every plan deploys`,
        got: value,
        fix: 'Name the version of what the tasks read, or restart them by hand: npx ecs-operations restart.',
      }),
    );
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
export function deploymentWarnings(props: Ec2ServiceProps): readonly string[] {
  const clocks = clockTriggers(props);
  if (props.circuitBreaker?.enable !== false) {
    return clocks;
  }
  return [
    ...clocks,
    'circuitBreaker is off: ECS starts the tasks of a revision that does not come up again and again, for hours, and ' +
      'nothing goes back to the one before. Remove it, or leave only rollback: false to look at what failed.',
  ];
}
