import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { placeInStack } from '../support/place';
import { literal } from '../support/terraform-text';
import { describeProblem, isKnown, misuse } from '../support/validation';
import type { INetwork, Subnet } from './network';
import { Peer } from './peer';
import { type ITaskSecurityGroup, TaskSecurityGroup } from './task-security-group';

/** Where the tasks of a service with networkMode `awsvpc` are. */
export interface TaskNetworkOptions {
  /**
   * Subnets that the tasks take their addresses from, 1 to 16, with networkMode `awsvpc` only. Tasks run in the zones of
   * these subnets. They have no public address, whatever the subnet gives to hosts. @default - those of the hosts
   */
  readonly taskSubnets?: readonly Subnet[];
  /**
   * Security groups of the tasks, 1 to 5, with networkMode `awsvpc` only. Ports are opened in the first one.
   *
   * @default - a group of the service's own, which lets everything out and in only `peers` and load balancers
   */
  readonly taskSecurityGroups?: readonly ITaskSecurityGroup[];
}

/** What a network of tasks is made for. */
export interface TaskNetworkProps extends TaskNetworkOptions {
  readonly serviceName: string;
  /** That of the cluster. Absent where the cluster is managed elsewhere. */
  readonly network?: INetwork;
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html */
const MOST_SUBNETS = 16;
const MOST_GROUPS = 5;

/** Subnets and security groups of the tasks of one service. */
export class TaskNetwork {
  readonly subnets: readonly Subnet[];
  readonly securityGroups: readonly ITaskSecurityGroup[];

  constructor(
    private readonly scope: Construct,
    private readonly props: TaskNetworkProps,
  ) {
    const { taskSubnets, taskSecurityGroups, network } = props;
    requireCount(scope, 'taskSubnets', taskSubnets, MOST_SUBNETS);
    requireCount(scope, 'taskSecurityGroups', taskSecurityGroups, MOST_GROUPS);
    this.subnets = taskSubnets ?? network?.subnets ?? this.missing('taskSubnets');
    this.securityGroups = taskSecurityGroups ?? [this.makeGroup()];
  }

  /** The group that ports are opened in. */
  get securityGroup(): ITaskSecurityGroup {
    return this.securityGroups[0] as ITaskSecurityGroup;
  }

  /** The tasks, as those whom others let in. */
  get peer(): Peer {
    return Peer.securityGroup(this.securityGroup.securityGroupId, {
      name: placeInStack(this.scope),
    });
  }

  /** What must be there before a task starts, and stay until it has stopped. */
  get prerequisites(): readonly ITerraformDependable[] {
    return this.securityGroups.flatMap(({ egressRules }) => egressRules);
  }

  /** The block of the service. EC2 takes no public address for tasks. */
  get configuration() {
    return {
      subnets: literal(this.subnets.map(({ subnetId }) => subnetId)),
      securityGroups: literal(this.securityGroups.map(({ securityGroupId }) => securityGroupId)),
    };
  }

  /** Why no host could ever take a task: ECS places it in the zone of one of its subnets. */
  problems(hostZones: readonly string[]): readonly string[] {
    const zones = this.subnets.map(({ availabilityZone }) => availabilityZone);
    const known = [...zones, ...hostZones].every((zone) => isKnown(zone));
    if (!known || hostZones.length === 0 || hostZones.some((zone) => zones.includes(zone))) {
      return [];
    }
    return [
      describeProblem({
        what: 'a task runs in the availability zone of one of its subnets, and no host is in one of these',
        got: `taskSubnets in ${zones.join(', ')}, hosts in ${[...new Set(hostZones)].join(', ')}`,
        fix: 'Name subnets in the zones of the hosts in taskSubnets, or leave it out.',
      }),
    ];
  }

  /** What is legal and will surprise: what the containers call out to never answers. */
  warnings(): readonly string[] {
    const { network, taskSubnets } = this.props;
    const unknown = network === undefined || taskSubnets !== undefined;
    if (unknown || network.egress !== 'internet-gateway') {
      return [];
    }
    return [
      describeProblem({
        what:
          "tasks with networkMode 'awsvpc' have no public address, and the only way out of their subnets is an internet " +
          'gateway, which serves public addresses alone: images and logs go through the host, but what the containers ' +
          'call outside of the network never answers',
        got: "subnets with egress 'internet-gateway'",
        fix: "Use a network with hostSubnets: 'private', which has NAT gateways or endpoints, or name such subnets in taskSubnets.",
      }),
    ];
  }

  private makeGroup(): ITaskSecurityGroup {
    const { serviceName, network } = this.props;
    const vpcId = network?.vpcId ?? this.missing('taskSecurityGroups');
    return new TaskSecurityGroup(this.scope, 'SecurityGroup', { namePrefix: serviceName, vpcId });
  }

  private missing(option: keyof TaskNetworkOptions): never {
    throw misuse(this.scope, {
      what: `the network of an imported cluster is not known, and tasks with networkMode 'awsvpc' need ${option}`,
      got: `no ${option}`,
      fix: `Name them in ${option}.`,
    });
  }
}

/** The network of tasks with `awsvpc`; undefined for others, which then may not have options for one. */
export function taskNetworkOf(
  scope: Construct,
  { networkMode }: { readonly networkMode?: string },
  props: TaskNetworkProps,
): TaskNetwork | undefined {
  if (networkMode === 'awsvpc') {
    return new TaskNetwork(scope, props);
  }
  refuseTaskNetwork(scope, props, networkMode);
  return undefined;
}

/** Tasks without an address of their own are where their hosts are. */
function refuseTaskNetwork(
  scope: Construct,
  options: TaskNetworkOptions,
  networkMode: string | undefined,
): void {
  const [option] = (['taskSubnets', 'taskSecurityGroups'] as const).filter(
    (name) => options[name] !== undefined,
  );
  if (option === undefined) {
    return;
  }
  throw misuse(scope, {
    what: `${option} is for tasks with networkMode 'awsvpc', which have an address of their own`,
    got:
      networkMode === undefined
        ? 'a task definition whose networkMode is not known'
        : `networkMode '${networkMode}'`,
    fix: `Remove ${option}, or set networkMode: 'awsvpc' on the task definition.`,
  });
}

function requireCount(
  scope: Construct,
  option: string,
  values: readonly unknown[] | undefined,
  most: number,
): void {
  if (values === undefined || (values.length > 0 && values.length <= most)) {
    return;
  }
  throw misuse(scope, {
    what: `ECS takes 1 to ${most} ${option}`,
    got: values.length,
    fix: values.length === 0 ? `Leave ${option} out for the default.` : `Name fewer in ${option}.`,
  });
}
