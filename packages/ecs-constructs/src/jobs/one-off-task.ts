import { DataResource, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ClusterService, ICluster } from '../cluster/cluster-contract';
import { type TaskNetwork, taskNetworkOf } from '../network/task-network';
import type { PlacedService } from '../placement/placed-service';
import { chosenStrategy, strategyProblems } from '../service/capacity-provider-strategy';
import { unconfiguredVolumes } from '../service/managed-ebs-volume';
import { serviceProblems } from '../service/service-checks';
import { dependOn } from '../support/dependencies';
import { jsonText } from '../support/json-text';
import { requireShape } from '../support/require-shape';
import { literal } from '../support/terraform-text';
import type { IEc2TaskDefinition } from '../task/task-definition';
import { overrideProblems, renderOverrides } from './container-override';
import { jobPlacement } from './job-placement';
import { endingProblems, requireDependents, requireTaskOptions } from './one-off-task-checks';
import type { OneOffTaskProps, RunsAfterTask } from './one-off-task-props';

const HALF_AN_HOUR = 1800;
const RUNNER = 'npx --no-install ecs-operations';

/**
 * A task that is run on demand, and ends by itself: a migration, an import, a look into the database.
 *
 * By itself it runs nothing. The state of the stack holds how it is started, so that `ecs-operations run-task` starts it by
 * its name, shows its log and ends with its exit code. With {@link OneOffTask.runBefore} every apply that changes the task
 * runs it first, and changes the services only when it has ended with exit code 0. Whether it finds a place beside the
 * services of the cluster is checked at synth.
 *
 * @notFor what is to run at given times: see `ScheduledTask`; nor for what may run in every task, again and again, before
 * the others of it: a container with `essential: false` is enough there.
 * @bills nothing of its own: what the task uses is paid with the hosts.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export class OneOffTask extends Construct implements ClusterService {
  /** Holds the request, and runs the task where something waits for it. */
  readonly resource: DataResource;
  readonly cluster: ICluster;
  readonly taskDefinition: IEc2TaskDefinition;
  readonly placement: PlacedService;
  readonly taskName: string;

  private readonly props: OneOffTaskProps;
  private readonly taskNetwork?: TaskNetwork;

  constructor(scope: Construct, id: string, props: OneOffTaskProps) {
    super(scope, id);
    requireShape(this, 'OneOffTaskProps', props);
    requireTaskOptions(this, props);
    this.props = props;
    this.taskName = props.taskName;
    this.cluster = props.cluster;
    this.taskDefinition = props.taskDefinition;
    this.taskNetwork = taskNetworkOf(this, this.taskDefinition, {
      ...props,
      serviceName: props.taskName,
      network: this.cluster.network,
    });
    this.resource = new DataResource(this, 'Resource', {
      input: { oneOffTask: literal(props.taskName), request: this.request() },
    });
    this.dependOn(...(this.taskNetwork?.prerequisites ?? []));
    this.placement = jobPlacement(this, {
      taskDefinition: this.taskDefinition,
      taskCount: 1,
      strategy: () => this.strategy,
      ownNetworkInterface: this.taskNetwork !== undefined,
    });
    this.cluster.placeService(this);
    this.node.addValidation({ validate: () => this.problems() });
  }

  /**
   * Makes services wait for the task: where an apply changes its task definition or its overrides, it runs the task and
   * goes on to them once the task has ended with exit code 0. Any other end fails the apply, the services stay as they are,
   * and the next apply runs the task again. So it must be one that may run twice, and the old revision of a service goes on
   * working with what it has done.
   *
   * The machine that applies needs `ecs-operations`.
   *
   * @throws where there is nothing to wait, and for what is of another stack, managed elsewhere, or rolled by a pipeline
   * instead of Terraform
   */
  runBefore(...dependents: readonly RunsAfterTask[]): void {
    requireDependents(this, dependents);
    const { taskDefinitionArn } = this.taskDefinition;
    const { containerOverrides = [], runner = RUNNER, timeoutSeconds = HALF_AN_HOUR } = this.props;
    this.resource.triggersReplace = {
      taskDefinition: taskDefinitionArn,
      overrides: jsonText(() => renderOverrides(containerOverrides)),
    };
    this.resource.provisioners = [
      {
        type: 'local-exec',
        command: literal(
          `${runner} run-task --request "$ONE_OFF_TASK" --timeout ${timeoutSeconds}s --yes`,
        ),
        environment: { ONE_OFF_TASK: this.request() },
      },
    ];
    for (const dependent of dependents) {
      dependent.dependOn(this.resource);
    }
  }

  dependOn(...others: readonly ITerraformDependable[]): void {
    dependOn(this.resource, ...others);
  }

  /** As RunTask takes it. */
  private request(): string {
    const { cluster, taskDefinition, taskNetwork, props } = this;
    const { containerOverrides = [] } = props;
    return jsonText(() => {
      const strategy = this.strategy.map(({ capacity, weight = 1, base = 0 }) => ({
        capacityProvider: capacity.capacityProvider?.name,
        weight,
        base,
      }));
      return {
        // The attribute, where there is one: the cluster is there before the task, and after it.
        cluster: cluster.resource?.arn ?? cluster.clusterArn,
        taskDefinition: taskDefinition.taskDefinitionArn,
        startedBy: props.taskName,
        ...(strategy.length > 0 ? { capacityProviderStrategy: strategy } : { launchType: 'EC2' }),
        networkConfiguration: taskNetwork && {
          awsvpcConfiguration: {
            subnets: taskNetwork.subnets.map(({ subnetId }) => subnetId),
            securityGroups: taskNetwork.securityGroups.map(
              ({ securityGroupId }) => securityGroupId,
            ),
          },
        },
        overrides: containerOverrides.length > 0 ? renderOverrides(containerOverrides) : undefined,
        enableECSManagedTags: true,
        propagateTags: 'TASK_DEFINITION',
      };
    });
  }

  /** Empty for the EC2 launch type. */
  private get strategy() {
    return chosenStrategy(this.cluster, this.props.capacityProviderStrategy);
  }

  private problems(): string[] {
    const { capacityProviderStrategy, containerOverrides } = this.props;
    return [
      ...serviceProblems(this),
      ...unconfiguredVolumes(this.taskDefinition, 'ecs-operations'),
      ...strategyProblems(this.cluster, capacityProviderStrategy),
      ...overrideProblems(this.taskDefinition, containerOverrides),
      ...endingProblems(this),
    ];
  }
}
