import type { ICluster } from '../cluster/cluster-contract';
import type { Peer } from '../network/peer';
import type { TaskNetworkOptions } from '../network/task-network';
import type { PlacementConstraint, PlacementStrategy } from '../placement/placement';
import type { IEc2TaskDefinition } from '../task/task-definition';
import type { DeploymentStrategy } from './deployment-strategy';
import type { ManagedEbsVolume } from './managed-ebs-volume';
import type { CapacityProviderStrategyItem } from '../hosts/strategy-items';

/** What becomes of a deployment whose tasks do not come up. */
export interface DeploymentCircuitBreaker {
  /** Give up after some failed tasks, instead of trying until `timeoutMinutes` is over. @default true */
  readonly enable?: boolean;
  /** Go back to the revision that ran before. @default true */
  readonly rollback?: boolean;
}

/** Alarms of CloudWatch that make a deployment fail. */
export interface DeploymentAlarms {
  readonly alarmNames: readonly string[];
  /** Go back to the revision that ran before. @default true */
  readonly rollback?: boolean;
}

/** When a deployment is started although nothing of the service has changed. */
export interface ForceNewDeployment {
  /**
   * Values such as the version of a file that the tasks read when they start. A plan shows a change of one as a change in
   * place of the service, and nothing while all stay: one that is another in every plan, such as the time, deploys in each.
   * To remove them starts nothing.
   *
   * @default - none: with every other change of the service
   */
  readonly triggers?: Readonly<Record<string, string>>;
}

/** Properties of `Ec2Service`. */
export interface Ec2ServiceProps extends TaskNetworkOptions {
  readonly serviceName: string;
  readonly cluster: ICluster;
  readonly taskDefinition: IEc2TaskDefinition;
  /** A volume of EBS for each task, gone with it. @default - none */
  readonly managedEbsVolume?: ManagedEbsVolume;
  /** `DAEMON` runs one task on every host, `REPLICA` as many as `desiredCount` says. @default 'REPLICA' */
  readonly schedulingStrategy?: 'REPLICA' | 'DAEMON';
  /** Tasks to keep running. @default 1 */
  readonly desiredCount?: number;
  /**
   * Who changes the number of tasks once the service is there. With `autoscaling`, Terraform leaves it alone.
   *
   * @default 'terraform'; 'autoscaling' once `autoScaleTaskCount` is called
   */
  readonly desiredCountOwner?: 'terraform' | 'autoscaling';
  /**
   * Who deploys new revisions once the service is there. With `pipeline`, Terraform registers what it defines and leaves
   * the service on the revision that the pipeline chose. Switching does not replace the service.
   *
   * @default 'terraform'
   */
  readonly revisionOwner?: 'terraform' | 'pipeline';
  /**
   * Groups of hosts that ECS scales, by their share of the tasks; `[]` is the EC2 launch type, which takes any host. It is
   * written down in any case, because a service that relies on the default of its cluster shows a difference in each
   * plan. Every change of the service then starts a deployment. Going from launch type to strategy, or back, replaces
   * the service.
   *
   * @default - EC2 launch type on hosts of fixed size; on hosts that ECS scales, all groups equally
   */
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[];
  /**
   * Tasks that must stay up during a deployment, in percent of desiredCount, rounded up.
   *
   * @default - 100; 0 for a daemon, whose new task comes to a host after the old one has gone
   */
  readonly minimumHealthyPercent?: number;
  /**
   * Tasks that may run during a deployment, in percent of desiredCount, rounded down.
   *
   * @default - 200; always 100 for a daemon
   */
  readonly maximumPercent?: number;
  /**
   * With another one than rolling the tasks of both revisions run side by side, and what stands behind a load balancer needs
   * `shiftTraffic` at its targets. AWS provider 6 only.
   *
   * @default DeploymentStrategy.rolling()
   */
  readonly deploymentStrategy?: DeploymentStrategy;
  /**
   * Start new tasks with every change of the service, of its `desiredCount` too, and when a trigger changes. By hand:
   * `npx ecs-operations restart`.
   *
   * @default - where the revision or the network changes; with a capacity provider strategy every change
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
   */
  readonly forceNewDeployment?: ForceNewDeployment;
  /** @default - on, with rollback */
  readonly circuitBreaker?: DeploymentCircuitBreaker;
  /** @default - none */
  readonly deploymentAlarms?: DeploymentAlarms;
  /** In the order they are applied, at most 5. @default - spread over availability zones, then over hosts */
  readonly placementStrategies?: readonly PlacementStrategy[];
  /** At most 10. @default - all hosts */
  readonly placementConstraints?: readonly PlacementConstraint[];
  /** Move tasks when a zone has more than its share. @default - true where ECS allows it */
  readonly availabilityZoneRebalancing?: boolean;
  /**
   * Allow `aws ecs execute-command`: the task role may then open sessions. It needs a container with
   * `readonlyRootFilesystem: false`, into which ECS puts the agent of Systems Manager.
   *
   * @default false
   */
  readonly enableExecuteCommand?: boolean;
  /**
   * How long ECS overlooks failed health checks of the load balancer, and of the containers, after a task has started. 0
   * overlooks none. With a load balancer only.
   *
   * @default - 60, or longer where startPeriodSeconds of a container and the health check take longer together
   */
  readonly healthCheckGracePeriodSeconds?: number;
  /** Wait until the new tasks run; a deployment that fails then fails the apply. @default true */
  readonly waitForSteadyState?: boolean;
  /** How long to wait. @default - 20, and what the deploymentStrategy waits */
  readonly timeoutMinutes?: number;
  /** Delete the service with its tasks, without scaling it down first. @default true */
  readonly forceDelete?: boolean;
  /** Where tasks get their tags from. @default 'SERVICE' */
  readonly propagateTags?: 'SERVICE' | 'TASK_DEFINITION' | 'NONE';
  /**
   * Who may reach the static host ports, or with networkMode `awsvpc` the container ports: `[Peer.anyIpv4()]` is everybody.
   * `[]` says that nobody is meant; without it, synth warns that nobody can.
   *
   * @default - nobody, with a warning
   */
  readonly peers?: readonly Peer[];
  /**
   * Who may reach the host ports that ECS chooses, for example the security group of a load balancer. It chooses one of
   * the ephemeral ports of the host, so that all of 32768 to 65535 is opened, to every task there. `[]` says that nobody
   * is meant; without it, synth warns that nobody can.
   *
   * @default - nobody, with a warning
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
   */
  readonly dynamicPortPeers?: readonly Peer[];
}
