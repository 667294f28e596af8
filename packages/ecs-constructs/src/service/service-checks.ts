import { Annotations } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { ICluster } from '../cluster/cluster-contract';
import { platformOf } from '../hosts/architecture';
import type { ICapacity } from '../hosts/capacity';
import { ClusterChecks } from '../placement/cluster-checks';
import { mayRunOn, type PlacedService } from '../placement/placed-service';
import { describeProblem } from '../support/validation';
import type { IEc2TaskDefinition } from '../task/task-definition';
import { logDriverWarnings } from './log-driver-checks';
import { registryProblems, registryWarnings } from './registry-checks';
import { swapWarnings } from './swap-checks';

/** A service, as far as the checks at synth look at it. */
export interface CheckedService extends IConstruct {
  readonly cluster: ICluster;
  readonly taskDefinition: IEc2TaskDefinition;
  readonly placement: PlacedService;
}

/**
 * Why a service cannot run on its cluster or cannot be rolled out there. For `addValidation`. What may go wrong without
 * being certain becomes a warning.
 */
export function serviceProblems(service: CheckedService): readonly string[] {
  const { cluster, placement } = service;
  if (cluster.capacities.length === 0) {
    return cluster.knowsHosts ? [noHosts(cluster)] : [];
  }
  const checks = ClusterChecks.of(cluster, placement.path);
  const problems = [
    ...platformProblems(service),
    ...registryProblems(service.taskDefinition, cluster.network),
    ...checks.problemsOf(placement.path),
  ];
  if (problems.length > 0) {
    return problems;
  }
  const warnings = [
    ...checks.warningsOf(placement.path),
    ...registryWarnings(service.taskDefinition, cluster.network),
    ...logDriverWarnings(service.taskDefinition, placement, cluster),
    ...swapWarnings(service.taskDefinition, placement, cluster),
  ];
  for (const text of warnings) {
    warn(service, text);
  }
  return problems;
}

function noHosts(cluster: ICluster): string {
  return describeProblem({
    what: `the cluster ${cluster.node.path} has no hosts to run tasks on`,
    got: 'no capacity',
    fix: 'Call addCapacity on the cluster.',
  });
}

function platformProblems({
  cluster,
  taskDefinition,
  placement,
}: CheckedService): readonly string[] {
  const { platform } = taskDefinition;
  const other = cluster.capacities.find(
    ({ architecture, node }) =>
      platform !== undefined &&
      platformOf(architecture) !== platform &&
      mayRunOn(placement, node.path),
  );
  if (other === undefined) {
    return [];
  }
  return [
    describeProblem({
      what:
        `the hosts of ${other.node.path} run images for ${platformOf(other.architecture)} ` +
        `(${typesOf(other)} ${other.architecture})`,
      got: `images for ${platform} in ${taskDefinition.node.path}`,
      fix: `Build for ${platformOf(other.architecture)} or choose an instance type of the other architecture.`,
    }),
  ];
}

function typesOf({ hostGroup: { instanceTypes } }: ICapacity): string {
  if (instanceTypes.length === 0) {
    return 'they are';
  }
  return `${instanceTypes.join(', ')} ${instanceTypes.length === 1 ? 'is' : 'are'}`;
}

/** Validations run more than once in a synth; a warning is given once. */
export function warn(scope: IConstruct, text: string): void {
  if (scope.node.metadata.some(({ data }) => data === text)) {
    return;
  }
  Annotations.of(scope).addWarning(text);
}
