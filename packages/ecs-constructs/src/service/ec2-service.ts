import type { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import {
  EcsService,
  type EcsServicePlacementConstraints,
} from '@cdktf/provider-aws/lib/ecs-service';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { ClusterService, ICluster } from '../cluster/cluster-contract';
import { type CapacityProviderStrategyItem, renderStrategy } from '../hosts/strategy-items';
import type { IRole } from '../iam/role-contract';
import type { ILoadBalancerTarget, ITargetGroup } from '../load-balancing/load-balancing-contract';
import { fitPreconditions } from '../placement/fit-preconditions';
import type { PlacedService } from '../placement/placed-service';
import type { PlacementConstraint, PlacementStrategy } from '../placement/placement';
import { requireConstraint, requireStrategy } from '../placement/placement-checks';
import { AtSynth } from '../support/at-synth';
import { dependOn, replaceWith } from '../support/dependencies';
import { determined } from '../support/determined';
import { requireShape } from '../support/require-shape';
import { SharedBlocks } from '../support/shared-blocks';
import { literal } from '../support/terraform-text';
import { describeProblem, misuse } from '../support/validation';
import type { IEc2TaskDefinition } from '../task/task-definition';
import { chosenStrategy, strategyProblems } from './capacity-provider-strategy';
import { applyStrategy, deploymentWarnings, renderDeployment } from './deployment-options';
import type { Ec2ServiceProps } from './ec2-service-props';
import { initialCount, ScalableTaskCount } from './scalable-task-count';
import type { AutoScaleTaskCountOptions } from './scaling-options';
import {
  type Ec2ServiceAttributes,
  grantUpdate,
  type IEc2Service,
  ImportedService,
  serviceArnOf,
} from './service';
import type { LoadBalancerTargetOptions } from './load-balancer-target';
import { serviceProblems, warn } from './service-checks';
import { serviceLifecycle } from './service-lifecycle';
import { daemonMisuse, requireServiceOptions } from './service-options';
import { livePlacement, spreadStrategies } from './service-placement';
import { attachManagedVolume } from './managed-ebs-volume';
import { MeasuredService } from './measured-service';
import type { PublishedPorts } from './service-ports';
import { ServiceTargets } from './service-targets';
import { allowSessions, executeCommandProblems, grantExecuteCommand } from './sessions';
import { rebalancingObstacle } from './zone-rebalancing';

/**
 * A service that keeps tasks running on the hosts of a cluster, spread over the availability zones.
 *
 * A deployment that fails is rolled back, and the apply fails with it. The host ports of the task are opened on the
 * hosts for those whom `peers` names, and for nobody else. Everything the tasks need outlives the service, so that a
 * destroy can drain it.
 *
 * @notFor tasks that end by themselves: `ScheduledTask` starts those.
 * @bills nothing for the service: its tasks run on hosts that are paid for. A deployment that needs more hosts
 * meanwhile pays for those.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
 */
export class Ec2Service
  extends MeasuredService
  implements ClusterService, IEc2Service, ILoadBalancerTarget
{
  /** Adopts a service that is managed elsewhere. Nothing is created. */
  static fromServiceAttributes(
    scope: Construct,
    id: string,
    attributes: Ec2ServiceAttributes,
  ): IEc2Service {
    return new ImportedService(scope, id, attributes);
  }

  readonly resource: EcsService;
  readonly cluster: ICluster;
  readonly taskDefinition: IEc2TaskDefinition;
  readonly placement: PlacedService;

  private readonly props: Ec2ServiceProps;
  private readonly daemon: boolean;
  private readonly minimumHealthyPercent: number;
  private readonly maximumPercent: number;
  private readonly ports: PublishedPorts;
  private readonly targets: ServiceTargets;
  private readonly _strategies: PlacementStrategy[] = [];
  private readonly _constraints: PlacementConstraint[] = [];
  private readonly constraintBlocks: SharedBlocks<EcsServicePlacementConstraints>;
  private _taskCount?: ScalableTaskCount;
  private _serviceArn?: string;

  constructor(scope: Construct, id: string, props: Ec2ServiceProps) {
    super(scope, id);
    requireShape(this, 'Ec2ServiceProps', props);
    requireServiceOptions(this, props);
    this.props = props;
    this.cluster = props.cluster;
    this.taskDefinition = props.taskDefinition;
    this.daemon = props.schedulingStrategy === 'DAEMON';
    this.minimumHealthyPercent = props.minimumHealthyPercent ?? (this.daemon ? 0 : 100);
    this.maximumPercent = props.maximumPercent ?? (this.daemon ? 100 : 200);
    this.ports = this.makePorts(props);
    this.targets = new ServiceTargets(this, this.ports, props);
    this.resource = this.makeService();
    applyStrategy(this, this.resource, props);
    this.constraintBlocks = new SharedBlocks(this, this.resource, 'putPlacementConstraints');
    this.placement = this.livePlacement();
    this.joinNetwork();
    attachManagedVolume(this, props.managedEbsVolume);
    this.updateLifecycle();
    for (const strategy of props.placementStrategies ?? []) {
      this.addPlacementStrategy(strategy);
    }
    for (const constraint of props.placementConstraints ?? []) {
      this.addPlacementConstraint(constraint);
    }
    if (props.placementStrategies === undefined) {
      this.renderStrategies();
    }
    this.requireRebalancing();
    if (props.enableExecuteCommand === true) {
      allowSessions(this.taskDefinition, this.cluster);
    }

    this.cluster.placeService(this);
    this.taskDefinition.onPortMapping((...port) => this.ports.publish(...port));
    this.node.addValidation({ validate: () => this.problems() });
  }

  /** The service's own attribute: whatever names the service by it is created after it and deleted before it. */
  get serviceName(): string {
    return this.resource.name;
  }

  /** Known while Terraform plans; names the service by its own attribute, as `serviceName` does. */
  get serviceArn(): string {
    this._serviceArn ??= determined(this.resource, {
      text: serviceArnOf(this, this.cluster.clusterName, this.serviceName),
      attribute: this.resource.id,
    });
    return this._serviceArn;
  }

  /** Adds a strategy behind those that are there. The first one takes the place of the default. */
  addPlacementStrategy(strategy: PlacementStrategy): void {
    if (this.daemon) {
      throw daemonMisuse(this, 'placementStrategies');
    }
    requireStrategy(this, this._strategies);
    this._strategies.push(strategy);
    this.renderStrategies();
    this.requireRebalancing();
  }

  /** Limits the hosts that tasks may run on. Every call adds one more limit. */
  addPlacementConstraint(constraint: PlacementConstraint): void {
    requireConstraint(this, this._constraints);
    this._constraints.push(constraint);
    this.constraintBlocks.add(literal(constraint.rule));
    this.requireRebalancing();
  }

  /**
   * Lets AWS change the number of tasks between two limits. Terraform then leaves `desired_count` alone; without a
   * `desiredCount` of its own the service starts with `minCapacity`.
   */
  autoScaleTaskCount(options: AutoScaleTaskCountOptions): ScalableTaskCount {
    requireShape(this, 'AutoScaleTaskCountOptions', options);
    if (this.daemon) {
      throw daemonMisuse(this, 'autoScaleTaskCount');
    }
    if (this._taskCount !== undefined) {
      throw misuse(this, {
        what: 'autoScaleTaskCount sets the limits of a service once',
        got: 'a second call',
        fix: 'Add policies to what the first call returned.',
      });
    }
    const taskCount = new ScalableTaskCount(this, 'TaskCount', {
      ...options,
      clusterName: this.cluster.clusterName,
      serviceName: this.serviceName,
      service: {
        resource: this.resource,
        targetGroups: () => this.targets.attached.map(({ targetGroup }) => targetGroup),
        reservedCpu: () => this.taskDefinition.reservation.cpu,
      },
    });
    this.resource.desiredCount = initialCount(this, this.props.desiredCount, taskCount);
    this._taskCount = taskCount;
    this.updateLifecycle();
    return taskCount;
  }

  /** One port of the tasks, for `targets` of `addTargets`. A service with only one can stand there itself. */
  loadBalancerTarget(options: LoadBalancerTargetOptions): ILoadBalancerTarget {
    return this.targets.target(options);
  }

  /** Registers the tasks, with their only TCP port. Called by `addTargets`. */
  attachToTargetGroup(targetGroup: ITargetGroup): void {
    this.targets.attach(targetGroup);
  }

  grantUpdate(role: IRole): void {
    grantUpdate(role, this.serviceArn);
  }

  /** Lets a role deploy: register a revision of the task definition, update the service to it, follow the deployment. */
  grantDeploy(role: IRole): void {
    this.taskDefinition.grantRegister(role);
    this.grantUpdate(role);
  }

  /**
   * Lets a role run commands in the tasks of this cluster, as `aws ecs execute-command` does: IAM tells tasks apart by
   * their cluster, not by their service. What it must not do is `ssm:StartSession`, which would get past the record.
   */
  grantExecuteCommand(role: IRole): void {
    grantExecuteCommand(role, this.cluster);
  }

  dependOn(...others: readonly ITerraformDependable[]): void {
    dependOn(this.resource, ...others);
  }

  useCapacityProviders(association: EcsClusterCapacityProviders): void {
    const { capacityProviderStrategy: asked } = this.props;
    if (!this.daemon && asked?.length !== 0) {
      replaceWith(this.resource, association);
    }
  }

  /** Empty for the EC2 launch type. A daemon runs on every host, so it has no strategy. */
  private get strategy(): readonly CapacityProviderStrategyItem[] {
    return this.daemon ? [] : chosenStrategy(this.cluster, this.props.capacityProviderStrategy);
  }

  /** ECS spreads daemons by itself and takes no strategy for them. */
  private get strategies(): readonly PlacementStrategy[] {
    const { daemon, props, _strategies: own } = this;
    const decided = daemon || own.length > 0 || props.placementStrategies !== undefined;
    return decided ? own : spreadStrategies();
  }

  private makeService(): EcsService {
    const { props, daemon } = this;
    const usesStrategy = () => this.strategy.length > 0;
    return new EcsService(this, 'Resource', {
      name: props.serviceName,
      // The attribute, where there is one: a cluster that is replaced takes its services along.
      cluster: literal(props.cluster.resource?.arn ?? props.cluster.clusterArn),
      taskDefinition: props.taskDefinition.taskDefinitionArn,
      // At synth, because capacity may be added after the service.
      launchType: AtSynth.string(() => (usesStrategy() ? undefined : 'EC2')),
      capacityProviderStrategy: AtSynth.any(() => renderStrategy(this.strategy)),
      schedulingStrategy: daemon ? 'DAEMON' : 'REPLICA',
      desiredCount: daemon ? undefined : (props.desiredCount ?? 1),
      deploymentMinimumHealthyPercent: this.minimumHealthyPercent,
      deploymentMaximumPercent: this.maximumPercent,
      ...renderDeployment(this, props, usesStrategy),
      availabilityZoneRebalancing: AtSynth.string(() =>
        (props.availabilityZoneRebalancing ?? this.obstacle() === undefined)
          ? 'ENABLED'
          : 'DISABLED',
      ),
      enableExecuteCommand: props.enableExecuteCommand ?? false,
      forceDelete: props.forceDelete ?? true,
      enableEcsManagedTags: true,
      propagateTags: props.propagateTags ?? 'SERVICE',
      loadBalancer: AtSynth.any(() => this.targets.rendered) as never,
      healthCheckGracePeriodSeconds: AtSynth.number(() => this.targets.gracePeriod),
      lifecycle: { precondition: fitPreconditions(this) },
    });
  }

  private livePlacement(): PlacedService {
    return livePlacement({
      path: this.node.path,
      serviceName: this.props.serviceName,
      daemon: this.daemon,
      minimumHealthyPercent: this.minimumHealthyPercent,
      maximumPercent: this.maximumPercent,
      staticPorts: this.ports.staticPorts,
      ownNetworkInterface: this.taskDefinition.networkMode === 'awsvpc',
      taskCount: () => this.props.desiredCount ?? this._taskCount?.minCapacity ?? 1,
      maximumCount: () => this._taskCount?.maxCapacity,
      doublesTasks: this.props.deploymentStrategy?.settings !== undefined,
      reservation: () => this.taskDefinition.reservation,
      strategies: () => this.strategies,
      constraints: () => this.constraints(),
      strategy: () => this.strategy,
    });
  }

  private constraints(): readonly PlacementConstraint[] {
    return [...this._constraints, ...this.taskDefinition.placementConstraints];
  }

  private renderStrategies(): void {
    if (this.daemon) {
      return;
    }
    this.resource.putOrderedPlacementStrategy(this.strategies.map(({ rule }) => rule));
  }

  private obstacle() {
    const { daemon, maximumPercent, strategies } = this;
    const constraints = this.constraints();
    return rebalancingObstacle({ daemon, maximumPercent, strategies, constraints });
  }

  private requireRebalancing(): void {
    if (this.props.availabilityZoneRebalancing !== true) {
      return;
    }
    const obstacle = this.obstacle();
    if (obstacle !== undefined) {
      throw misuse(this, obstacle);
    }
  }

  private updateLifecycle(): void {
    const { desiredCountOwner = 'terraform', revisionOwner = 'terraform' } = this.props;
    const desiredCount = this._taskCount === undefined ? desiredCountOwner : 'autoscaling';
    const owners = { desiredCount, revision: revisionOwner };
    this.resource.lifecycle = {
      ...this.resource.lifecycle,
      ...serviceLifecycle(this, owners, this.taskDefinition.taskDefinitionArn),
    };
  }

  private problems(): string[] {
    const { capacityProviderStrategy, enableExecuteCommand, availabilityZoneRebalancing } =
      this.props;
    const obstacle = availabilityZoneRebalancing === true ? this.obstacle() : undefined;
    const warnings = [...this.networkWarnings(), ...this.targets.warnings()];
    [...warnings, ...deploymentWarnings(this.props)].forEach((text) => warn(this, text));
    return [
      ...serviceProblems(this),
      ...this.networkProblems(),
      ...this.targets.problems(),
      ...(this.daemon ? [] : strategyProblems(this.cluster, capacityProviderStrategy)),
      ...(enableExecuteCommand === true ? executeCommandProblems(this.taskDefinition) : []),
      ...(obstacle === undefined ? [] : [describeProblem(obstacle)]),
    ];
  }
}
