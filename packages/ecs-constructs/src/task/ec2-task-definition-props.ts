import type { IRole } from '../iam/role-contract';
import type { PlacementConstraint } from '../placement/placement';

/** How containers reach the network of their host. */
export type Ec2NetworkMode = 'bridge' | 'awsvpc' | 'host' | 'none';

/** Properties of {@link Ec2TaskDefinition}. */
export interface Ec2TaskDefinitionProps {
  /** Name that all revisions share. */
  readonly family: string;
  /** CPU units of the whole task, 1024 are one vCPU. @default - the sum of the containers */
  readonly cpu?: number;
  /** Hard limit of the whole task. @default - every container has its own */
  readonly memoryMiB?: number;
  /**
   * `bridge` maps container ports to host ports, `awsvpc` gives every task an address and security groups of its own,
   * `host` uses the host's network, `none` has none.
   *
   * With `awsvpc` a task takes one network interface of its host, which has few: a t3.micro runs one such task. The
   * address is private, also in a public subnet.
   *
   * @default 'bridge'
   */
  readonly networkMode?: Ec2NetworkMode;
  /** Exact name of the execution role. @default - generated from the family */
  readonly executionRoleName?: string;
  /**
   * With what the agent pulls the images, reads the secrets and writes the logs. It is granted what the containers need, and
   * several task definitions may share it: each then may do what all of them need.
   *
   * @default - a role of its own
   */
  readonly executionRole?: IRole;
  /** What the application itself may do in AWS. @default - nothing; `addToTaskRolePolicy` makes a role */
  readonly taskRole?: IRole;
  /** ARN of a policy that caps what the roles made here can ever do. @default - no boundary */
  readonly permissionsBoundaryArn?: string;
  /** Whose processes the containers see: those of the `host`, or of the whole `task`. @default - their own */
  readonly pidMode?: 'host' | 'task';
  /** With whom the containers share memory segments: the `host`, the whole `task`, or nobody. @default - that of Docker */
  readonly ipcMode?: 'host' | 'task' | 'none';
  /** Hosts that tasks may run on, `memberOf` only, at most 10. @default - all hosts */
  readonly placementConstraints?: readonly PlacementConstraint[];
  /**
   * Keep old revisions registered. ECS neither updates a service to a deregistered revision nor starts tasks of it, so
   * that without old revisions there is nothing to roll back to. They cost nothing, and stay when the stack is destroyed.
   * With `false`, Terraform deregisters each revision once the next one serves.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deregister-task-definition-v2.html
   */
  readonly retainRevisions?: boolean;
}
