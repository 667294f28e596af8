import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
// eslint-disable-next-line import-x/no-restricted-paths -- a type of the public API: hosts join a Cluster
import type { Cluster } from '../cluster/cluster';
import { SESSION_ACTIONS } from '../iam/actions-without-resource';
import { Role } from '../iam/role';
import type { PolicyStatement } from '../iam/role-contract';
import { AwsEnvironment } from '../support/aws-environment';
import { requireShape } from '../support/require-shape';

/** The role that the hosts of a cluster run with. */
export interface IContainerInstanceRole {
  readonly roleName: string;
  /** What must be attached before a host starts, and outlive it. Empty for an adopted role. */
  readonly policies: readonly ITerraformDependable[];
  /** Absent for an adopted role, which stays as it is. */
  addToPolicy?(statement: PolicyStatement): void;
}

/** Properties of {@link ContainerInstanceRole}. */
export interface ContainerInstanceRoleProps {
  /** The one cluster that hosts with this role can join. */
  readonly cluster: Cluster;
  /** Exact name, for example `ecsInstanceRole`. @default - generated from the cluster's name */
  readonly roleName?: string;
  /** Allow shell sessions through Session Manager, which needs no key pair and no open port. @default true */
  readonly sessionManager?: boolean;
  /** ARN of a policy that caps what the role can ever do. @default - no boundary */
  readonly permissionsBoundaryArn?: string;
}

/**
 * A role that lets the ECS agent do its work in one cluster, and nothing else: it is narrower than the managed policy
 * `AmazonEC2ContainerServiceforEC2Role`, which allows the same in every cluster. Images and logs are the business of the
 * execution role of each task.
 *
 * @notFor what the containers of a task may do: that is the task role, `Ec2TaskDefinition.grant`.
 * @bills nothing.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
 */
export class ContainerInstanceRole extends Construct implements IContainerInstanceRole {
  /**
   * Adopts a role that exists already, as it is. For Spot hosts it must allow `ecs:UpdateContainerInstancesState`, with
   * which a host drains itself.
   */
  static fromRoleName(scope: Construct, id: string, roleName: string): IContainerInstanceRole {
    return new AdoptedRole(scope, id, roleName);
  }

  readonly role: Role;
  readonly resource: Role['resource'];
  readonly roleName: string;
  readonly policies: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ContainerInstanceRoleProps) {
    super(scope, id);
    requireShape(this, 'ContainerInstanceRoleProps', props);
    const { cluster, roleName, sessionManager = true, permissionsBoundaryArn } = props;
    this.role = new Role(this, 'Role', {
      assumedBy: 'ec2.amazonaws.com',
      roleName,
      namePrefix: `${cluster.resource.nameInput}-hosts`,
      description: 'Lets container instances join their ECS cluster',
      permissionsBoundaryArn,
    });
    const policies: ITerraformDependable[] = [];
    this.role.onPolicy((policy) => policies.push(policy));
    for (const statement of agentStatements(cluster.clusterArn)) {
      this.role.addToPolicy(statement);
    }
    if (sessionManager) {
      for (const statement of sessionManagerStatements(this)) {
        this.role.addToPolicy(statement);
      }
    }
    this.resource = this.role.resource;
    this.roleName = this.role.roleName;
    this.policies = policies;
  }

  /** Allows the hosts something more, for example what an agent of your own needs. Tasks have roles of their own. */
  addToPolicy(statement: PolicyStatement): void {
    requireShape(this, 'PolicyStatement', statement);
    this.role.addToPolicy(statement);
  }
}

class AdoptedRole extends Construct implements IContainerInstanceRole {
  readonly policies: readonly ITerraformDependable[] = [];

  constructor(
    scope: Construct,
    id: string,
    readonly roleName: string,
  ) {
    super(scope, id);
  }
}

function agentStatements(clusterArn: string): readonly PolicyStatement[] {
  return [
    {
      actions: [
        'ecs:DeregisterContainerInstance',
        'ecs:RegisterContainerInstance',
        'ecs:SubmitAttachmentStateChanges',
        'ecs:SubmitContainerStateChange',
        'ecs:SubmitTaskStateChange',
      ],
      resources: [clusterArn],
    },
    {
      // These act on a container instance, whose ARN is not known in advance: the condition names the cluster instead.
      actions: ['ecs:Poll', 'ecs:StartTelemetrySession'],
      resources: ['*'],
      conditions: { ArnEquals: { 'ecs:cluster': clusterArn } },
    },
    // IAM knows no narrower resource for this one.
    { actions: ['ecs:DiscoverPollEndpoint'], resources: ['*'] },
  ];
}

/**
 * The smallest set that Session Manager works with. The managed policy also allows reading every parameter.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
function sessionManagerStatements(scope: Construct): readonly PolicyStatement[] {
  const { accountId, partition, region } = AwsEnvironment.of(scope);
  return [
    {
      actions: ['ssm:UpdateInstanceInformation'],
      // Hosts of this account and region; which ones they will be is not known in advance.
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
      resources: [`arn:${partition}:ec2:${region}:${accountId}:instance/*`],
    },
    { actions: SESSION_ACTIONS, resources: ['*'] },
  ];
}
