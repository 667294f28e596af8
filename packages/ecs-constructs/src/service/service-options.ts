import type { Construct } from 'constructs';
import { ecsName, misuse, requireInteger, requireName } from '../support/validation';
import { requireStrategyItems } from '../hosts/strategy-items';
import type { Ec2ServiceProps } from './ec2-service-props';

/** Rules for the properties of a service that need nothing but these properties. */
export function requireServiceOptions(scope: Construct, props: Ec2ServiceProps): void {
  const percent = (name: string, min: number, max: number) => ({ name, min, max });
  const { minimumHealthyPercent, maximumPercent } = props;
  requireName(scope, props.serviceName, ecsName('serviceName'));
  requireInteger(scope, props.desiredCount, { name: 'desiredCount', min: 0 });
  requireInteger(scope, minimumHealthyPercent, percent('minimumHealthyPercent', 0, 100));
  requireInteger(scope, maximumPercent, percent('maximumPercent', 100, 200));
  requireInteger(scope, props.timeoutMinutes, { name: 'timeoutMinutes', min: 1, unit: 'minutes' });
  requireInteger(scope, props.healthCheckGracePeriodSeconds, {
    name: 'healthCheckGracePeriodSeconds',
    min: 0,
    max: 2_147_483_647,
    unit: 'seconds',
  });
  requireStrategyItems(scope, props.capacityProviderStrategy ?? []);
  if (props.deploymentAlarms?.alarmNames.length === 0) {
    throw misuse(scope, {
      what: 'deploymentAlarms names at least one alarm',
      got: 'none',
      fix: 'Add one to alarmNames or remove deploymentAlarms.',
    });
  }
  if (props.revisionOwner === 'pipeline' && !props.taskDefinition.retainsRevisions) {
    throw misuse(scope, {
      what: "with revisionOwner 'pipeline' Terraform may not deregister revisions: the service may run one of them",
      got: `retainRevisions false on ${props.taskDefinition.node.path}`,
      fix: 'Remove retainRevisions: to retain them is the default.',
    });
  }
  if (props.schedulingStrategy === 'DAEMON') {
    requireDaemonOptions(scope, props);
  }
}

/** One task runs on every host, so that there is nothing to count or to choose. */
function requireDaemonOptions(scope: Construct, props: Ec2ServiceProps): void {
  const { desiredCount, desiredCountOwner, maximumPercent } = props;
  const given = Object.entries({
    desiredCount,
    desiredCountOwner,
    placementStrategies: props.placementStrategies,
    maximumPercent: maximumPercent === 100 ? undefined : maximumPercent,
    capacityProviderStrategy: props.capacityProviderStrategy?.length
      ? props.capacityProviderStrategy
      : undefined,
  }).filter(([, value]) => value !== undefined);
  const [name] = given[0] ?? [];
  if (name !== undefined) {
    throw daemonMisuse(scope, name);
  }
  if (props.minimumHealthyPercent === 100) {
    throw misuse(scope, {
      what: 'a deployment of a daemon stops the task of a host before it starts the new one, which minimumHealthyPercent 100 never allows',
      got: "schedulingStrategy 'DAEMON' and minimumHealthyPercent 100",
      fix: 'Lower minimumHealthyPercent, so that at least one host may be without its task, or leave it out: it is 0 then.',
    });
  }
}

/** An option that a daemon does not have. */
export function daemonMisuse(scope: Construct, option: string): Error {
  return misuse(scope, {
    what: `${option} does not go with a daemon, which runs one task on every host`,
    got: "schedulingStrategy 'DAEMON'",
    fix: `Remove ${option} or the schedulingStrategy.`,
  });
}
