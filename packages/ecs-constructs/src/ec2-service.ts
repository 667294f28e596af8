import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { type ITerraformDependable, Op, ref, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { platformOf } from './architecture';
import type { Cluster, ClusterService } from './cluster';
import type { FullPortMapping } from './container-definition';
import type { Ec2TaskDefinition } from './ec2-task-definition';
import { Peer } from './peer';
import { PlacementStrategy } from './placement';
import { dependOn } from './private/dependencies';
import { type PlacedService, rolloutProblems } from './private/rollout';
import {
  describeProblem,
  ecsName,
  isKnown,
  misuse,
  requireInteger,
  requireName,
} from './private/validation';

/** Properties of {@link Ec2Service}. */
export interface Ec2ServiceProps {
  readonly serviceName: string;
  readonly cluster: Cluster;
  readonly taskDefinition: Ec2TaskDefinition;
  /** Tasks to keep running. @default 1 */
  readonly desiredCount?: number;
  /** Tasks that must stay up during a deployment, in percent of desiredCount, rounded up. @default 100 */
  readonly minimumHealthyPercent?: number;
  /** Tasks that may run during a deployment, in percent of desiredCount, rounded down. @default 200 */
  readonly maximumPercent?: number;
  /** In the order they are applied. @default - spread over availability zones, then over hosts */
  readonly placementStrategies?: readonly PlacementStrategy[];
  /** Move tasks when a zone has more than its share. @default - true where ECS allows it */
  readonly availabilityZoneRebalancing?: boolean;
  /** Wait until the new tasks run; a deployment that fails then fails the apply. @default true */
  readonly waitForSteadyState?: boolean;
  /** How long to wait. @default 20 */
  readonly timeoutMinutes?: number;
  /** Delete the service with its tasks, without scaling it down first. @default true */
  readonly forceDelete?: boolean;
  /** Where tasks get their tags from. @default 'SERVICE' */
  readonly propagateTags?: 'SERVICE' | 'TASK_DEFINITION' | 'NONE';
  /** Who may reach the static host ports. @default - every IPv4 address */
  readonly peers?: readonly Peer[];
}

/**
 * A service that keeps tasks running on the hosts of a cluster, spread over the availability zones.
 *
 * A deployment that fails is rolled back, and the apply fails with it. The static host ports of the task are opened on
 * the hosts. Everything the tasks need outlives the service, so that a destroy can drain it. Do not use it for tasks
 * that end by themselves.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
 */
export class Ec2Service extends Construct implements ClusterService {
  readonly resource: EcsService;
  readonly serviceName: string;
  readonly serviceArn: string;
  readonly placement: PlacedService;

  private readonly cluster: Cluster;
  private readonly taskDefinition: Ec2TaskDefinition;
  private readonly _staticPorts: string[] = [];

  constructor(scope: Construct, id: string, props: Ec2ServiceProps) {
    super(scope, id);
    const { cluster, taskDefinition, desiredCount = 1 } = props;
    const { minimumHealthyPercent = 100, maximumPercent = 200, timeoutMinutes = 20 } = props;
    requireName(this, props.serviceName, ecsName('serviceName'));
    requireInteger(this, desiredCount, { name: 'desiredCount', min: 0 });
    requireInteger(this, minimumHealthyPercent, {
      name: 'minimumHealthyPercent',
      min: 0,
      max: 100,
    });
    requireInteger(this, maximumPercent, { name: 'maximumPercent', min: 100, max: 200 });
    requireInteger(this, timeoutMinutes, { name: 'timeoutMinutes', min: 1, unit: 'minutes' });

    const strategies = props.placementStrategies ?? [
      PlacementStrategy.spreadAcrossAvailabilityZones(),
      PlacementStrategy.spreadAcrossInstances(),
    ];
    const rebalancing = chooseRebalancing(this, props, strategies, maximumPercent);
    const timeout = `${timeoutMinutes}m`;
    this.cluster = cluster;
    this.taskDefinition = taskDefinition;
    this.placement = {
      path: this.node.path,
      desiredCount,
      minimumHealthyPercent,
      maximumPercent,
      staticPorts: this._staticPorts,
    };
    this.resource = new EcsService(this, 'Resource', {
      name: props.serviceName,
      cluster: cluster.clusterArn,
      taskDefinition: taskDefinition.taskDefinitionArn,
      launchType: 'EC2',
      schedulingStrategy: 'REPLICA',
      desiredCount,
      deploymentMinimumHealthyPercent: minimumHealthyPercent,
      deploymentMaximumPercent: maximumPercent,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      orderedPlacementStrategy: strategies.map(({ rule }) => rule),
      availabilityZoneRebalancing: rebalancing ? 'ENABLED' : 'DISABLED',
      waitForSteadyState: props.waitForSteadyState ?? true,
      timeouts: { create: timeout, update: timeout, delete: timeout },
      forceDelete: props.forceDelete ?? true,
      enableEcsManagedTags: true,
      propagateTags: props.propagateTags ?? 'SERVICE',
      lifecycle: { postcondition: [this.servesRevision()] },
    });
    this.serviceName = this.resource.name;
    this.serviceArn = this.resource.id;

    cluster.placeService(this);
    const peers = props.peers ?? [Peer.anyIpv4()];
    taskDefinition.onPortMapping((mapping) => this.publish(mapping, peers));
    this.node.addValidation({ validate: () => [...this.hostProblems(), ...this.portProblems()] });
  }

  dependOn(...others: readonly ITerraformDependable[]): void {
    dependOn(this.resource, ...others);
  }

  private publish({ hostPort, protocol }: FullPortMapping, peers: readonly Peer[]): void {
    if (!isKnown(hostPort) || hostPort === 0) return;
    this._staticPorts.push(`${hostPort}/${protocol}`);
    this.cluster.publishPort(this, { port: hostPort, protocol, peers });
  }

  /**
   * Fails the apply when a deployment was rolled back: the service is stable then, on the old revision, which is all
   * that `wait_for_steady_state` of AWS provider 5.100 looks at.
   */
  private servesRevision() {
    const self = ref('self.task_definition', TerraformStack.of(this));
    return {
      condition: Op.eq(self, this.taskDefinition.taskDefinitionArn),
      errorMessage:
        'The deployment was rolled back: the service still runs the revision before this one. ' +
        'Look at the events of the service and at the reasons why its tasks stopped.',
    };
  }

  private hostProblems(): readonly string[] {
    if (this.cluster.capacities.length === 0) {
      return [
        describeProblem({
          what: `the cluster ${this.cluster.node.path} has no hosts to run tasks on`,
          got: 'no capacity',
          fix: 'Call addCapacity on the cluster.',
        }),
      ];
    }
    const { platform } = this.taskDefinition;
    const other = this.cluster.capacities.find(
      ({ architecture }) => platform !== undefined && platformOf(architecture) !== platform,
    );
    if (other === undefined) return [];
    return [
      describeProblem({
        what:
          `the hosts of ${other.node.path} run images for ${platformOf(other.architecture)} ` +
          `(${other.launchTemplate.instanceTypeInput} is ${other.architecture})`,
        got: `images for ${platform} in ${this.taskDefinition.node.path}`,
        fix: `Build for ${platformOf(other.architecture)} or choose an instance type of the other architecture.`,
      }),
    ];
  }

  private portProblems(): readonly string[] {
    const others = this.cluster.services
      .map(({ placement }) => placement)
      .filter((placement) => placement !== this.placement);
    const hosts = this.cluster.capacities.length === 0 ? undefined : this.cluster.instanceCount;
    return rolloutProblems(this.placement, others, hosts);
  }
}

/** ECS rebalances only where it may start a task before it stops one, and where zones come first. */
function chooseRebalancing(
  scope: Construct,
  props: Ec2ServiceProps,
  strategies: readonly PlacementStrategy[],
  maximumPercent: number,
): boolean {
  const zonesFirst = strategies[0]?.spreadsAvailabilityZones ?? true;
  const canStartFirst = !isKnown(maximumPercent) || maximumPercent > 100;
  const possible = zonesFirst && canStartFirst;
  if (props.availabilityZoneRebalancing === true && !possible) {
    throw misuse(scope, {
      what: canStartFirst
        ? 'availabilityZoneRebalancing needs the spread over availability zones as first strategy'
        : 'availabilityZoneRebalancing starts a task before it stops one, so maximumPercent must be above 100',
      got: canStartFirst
        ? `${strategies[0]?.rule.type} by ${strategies[0]?.rule.field ?? 'nothing'}`
        : maximumPercent,
      fix: 'Change that, or leave availabilityZoneRebalancing out.',
    });
  }
  return props.availabilityZoneRebalancing ?? possible;
}
