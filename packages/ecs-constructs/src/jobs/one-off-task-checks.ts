import { type TerraformResource, TerraformStack } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import type { ClusterService, ICluster } from '../cluster/cluster-contract';
import { requireStrategyItems } from '../hosts/strategy-items';
import {
  describeProblem,
  isKnown,
  misuse,
  requireInteger,
  requireName,
} from '../support/validation';
import type { IEc2TaskDefinition } from '../task/task-definition';
import { requireOverrides } from './container-override';
import type { OneOffTaskProps, RunsAfterTask } from './one-off-task-props';

/** What can be said of a one-off task by its options alone. */
export function requireTaskOptions(scope: Construct, props: OneOffTaskProps): void {
  const { taskName, timeoutSeconds, runner, containerOverrides } = props;
  requireName(scope, taskName, {
    name: 'taskName',
    pattern: /^[\w-]{1,36}$/,
    allowed: '1 to 36 letters, digits, hyphens and underscores',
  });
  requireInteger(scope, timeoutSeconds, {
    name: 'timeoutSeconds',
    min: 60,
    max: 86_400,
    unit: 'seconds',
  });
  if (runner !== undefined && (runner.trim() === '' || /[\r\n]/.test(runner))) {
    throw misuse(scope, {
      what: 'runner is a command on one line, such as npx --no-install ecs-operations',
      got: JSON.stringify(runner),
      fix: 'Change runner, or leave it out.',
    });
  }
  requireStrategyItems(scope, props.capacityProviderStrategy ?? []);
  requireOverrides(scope, containerOverrides);
}

/** Only what this stack makes can wait. */
export function requireDependents(scope: Construct, dependents: readonly RunsAfterTask[]): void {
  if (dependents.length === 0) {
    throw misuse(scope, {
      what: 'runBefore names what waits for the task',
      got: 'nothing',
      fix: 'Pass an Ec2Service or a ScheduledTask.',
    });
  }
  for (const dependent of dependents) {
    if (typeof (dependent as Partial<RunsAfterTask> | undefined)?.dependOn !== 'function') {
      throw misuse(scope, {
        what: 'runBefore makes an Ec2Service or a ScheduledTask of this stack wait',
        got: wordsFor(dependent),
        fix: 'Pass the service itself; of a LoadBalancedEc2Service that is its service, and one that is managed elsewhere cannot wait.',
      });
    }
    if (dependent === (scope as IConstruct)) {
      throw misuse(scope, {
        what: 'a task cannot wait for itself',
        got: scope.node.path,
        fix: 'Pass what is to wait for it.',
      });
    }
    if (TerraformStack.of(dependent) !== TerraformStack.of(scope)) {
      throw misuse(scope, {
        what: 'Terraform orders what is in one stack',
        got: `${dependent.node.path}, of another one`,
        fix: 'Make the task in the stack of the service.',
      });
    }
    if (isLeftToAPipeline(dependent)) {
      throw misuse(scope, {
        what: 'a service waits for a task in the apply that rolls it, and Terraform does not roll this one',
        got: `${dependent.node.path} with revisionOwner 'pipeline'`,
        fix: 'Let the pipeline run the task before it deploys: ecs-operations run-task.',
      });
    }
  }
}

function isLeftToAPipeline(dependent: RunsAfterTask): boolean {
  const { resource } = dependent as { readonly resource?: Partial<TerraformResource> };
  const ignored = resource?.lifecycle?.ignoreChanges ?? [];
  return ignored !== 'all' && ignored.includes('task_definition');
}

/** What can be said once all containers, and all tasks of the cluster, are there. */
export function endingProblems(
  task: IConstruct &
    ClusterService & {
      readonly taskName: string;
      readonly cluster: ICluster;
      readonly taskDefinition: IEc2TaskDefinition;
    },
): readonly string[] {
  const { taskDefinition, cluster, taskName } = task;
  const essential = taskDefinition.containers.filter((container) => container.essential);
  const other = cluster.services.find(
    (service) =>
      service !== task &&
      (service as Partial<typeof task>).taskName === taskName &&
      isKnown(taskName),
  );
  return [
    ...(taskDefinition.containers.length === 0 || essential.length === 1
      ? []
      : [
          describeProblem({
            what: `the exit code of a one-off task is that of its one essential container, and ${taskDefinition.node.path} has ${essential.length}`,
            got: essential.map(({ containerName }) => containerName).join(', ') || 'none',
            fix: 'Set essential: false on the containers that only help.',
          }),
        ]),
    ...(other === undefined
      ? []
      : [
          describeProblem({
            what: 'every one-off task of a cluster has a taskName of its own: by it an apply finds the run that another one left',
            got: `${JSON.stringify(taskName)} in ${(other as unknown as IConstruct).node.path} too`,
            fix: 'Change the taskName of one of them.',
          }),
        ]),
  ];
}

function wordsFor(value: unknown): string {
  const { node } = (value ?? {}) as Partial<IConstruct>;
  return (
    node?.path ?? (value === undefined ? 'undefined' : (JSON.stringify(value) ?? typeof value))
  );
}
