import { Fn, TerraformLocal } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import type { Permission } from '../iam/permission';
import type { IRole, PolicyStatement } from '../iam/role-contract';
import type { Platform } from '../image/platform';
import type { PlacementConstraint } from '../placement/placement';
import { requireOwnRegion } from '../support/arn';
import { isKnown, misuse } from '../support/validation';
import type { ContainerDefinition, FullPortMapping } from './container-definition';
import type { Ec2NetworkMode } from './ec2-task-definition-props';

/** What one task sets aside on its host; undefined where that is not known at synth. */
export interface TaskReservation {
  /** CPU units, 1024 are one vCPU. */
  readonly cpu?: number;
  readonly memoryMiB?: number;
  readonly gpuCount?: number;
}

/** A task definition that a service can run on hosts. {@link Ec2TaskDefinition} and imported ones have it. */
export interface IEc2TaskDefinition extends IConstruct {
  /** ARN of the revision, with its number. */
  readonly taskDefinitionArn: string;
  /** The containers added so far; none of an imported task definition are known. */
  readonly containers: readonly ContainerDefinition[];
  /** The platform of the images, as far as it is known. */
  readonly platform?: Platform;
  readonly reservation: TaskReservation;
  /** Absent where it is not known. */
  readonly networkMode?: Ec2NetworkMode;
  /** Memory of the whole task. Absent where there is none, or where it is not known. */
  readonly taskMemoryMiB?: number;
  /** Lets ECS start the tasks. Absent where it is not known. */
  readonly executionRole?: IRole;
  readonly placementConstraints: readonly PlacementConstraint[];
  /** Names of volumes that whoever starts a task configures. Absent where they are not known. */
  readonly volumesConfiguredAtLaunch?: readonly string[];
  /** False for one that deregisters the revision before a new one, which then cannot be rolled back to. */
  readonly retainsRevisions: boolean;
  /** Calls back with every port mapping, of containers present and future. Services follow the ports with it. */
  onPortMapping(listener: (mapping: FullPortMapping, containerName: string) => void): void;
  /** Lets the application do something in AWS. */
  addToTaskRolePolicy(statement: PolicyStatement): void;
  /** Lets the application use what this library does not make, such as `Permission.sqsConsume(queue)`. */
  grant(...permissions: readonly Permission[]): void;
  /** Lets a role run tasks of any revision of this family, and hand them their roles. */
  grantRun(role: IRole, options?: GrantRunOptions): void;
  /**
   * Lets a role register revisions of this family, with these roles, and read them: what a deployment pipeline needs
   * beside `grantUpdate`.
   */
  grantRegister(role: IRole): void;
}

/** Where a role may run tasks. */
export interface GrantRunOptions {
  /** @default - on every cluster */
  readonly clusterArn?: string;
}

/** The roles of a task definition that exists already. */
export interface ImportedTaskDefinitionOptions {
  /** Grants need it. @default - not known */
  readonly executionRole?: IRole;
  /** Grants and `enableExecuteCommand` need it. @default - not known */
  readonly taskRole?: IRole;
  /** A service needs it to give the tasks of `awsvpc` their subnets. @default - not known, and taken for one that needs none */
  readonly networkMode?: Ec2NetworkMode;
}

/** A task definition that is managed elsewhere. `Ec2TaskDefinition.fromTaskDefinitionArn` makes it. */
export class ImportedTaskDefinition extends Construct implements IEc2TaskDefinition {
  readonly containers: readonly ContainerDefinition[] = [];
  readonly reservation: TaskReservation = {};
  readonly placementConstraints: readonly PlacementConstraint[] = [];
  readonly retainsRevisions = true;
  readonly networkMode?: Ec2NetworkMode;
  readonly executionRole?: IRole;

  private _familyArn?: string;

  constructor(
    scope: Construct,
    id: string,
    readonly taskDefinitionArn: string,
    private readonly roles: ImportedTaskDefinitionOptions,
  ) {
    super(scope, id);
    this.networkMode = roles.networkMode;
    this.executionRole = roles.executionRole;
    requireRevisionArn(this, taskDefinitionArn);
    requireOwnRegion(this, 'taskDefinitionArn', [taskDefinitionArn]);
  }

  /** Never calls back: the ports of an imported task definition are not known. */
  onPortMapping(): void {
    return;
  }

  addToTaskRolePolicy(statement: PolicyStatement): void {
    if (this.roles.taskRole === undefined) {
      throw misuse(this, {
        what: 'the task role of an imported task definition must be given before it can be granted anything',
        got: `no taskRole, for ${statement.actions.join(', ')}`,
        fix: 'Pass taskRole to fromTaskDefinitionArn, or grant it where the task definition is managed.',
      });
    }
    this.roles.taskRole.addToPolicy(statement);
  }

  grant(...permissions: readonly Permission[]): void {
    grantToTask(this, permissions);
  }

  grantRun(role: IRole, options: GrantRunOptions = {}): void {
    grantRun(role, this.familyArn, this.knownRoles(), options);
  }

  grantRegister(role: IRole): void {
    grantRegister(role, this.familyArn, this.knownRoles());
  }

  /** The ARN of a revision without its number. A local, because quotes cannot stand in the JSON of a policy. */
  private get familyArn(): string {
    if (isKnown(this.taskDefinitionArn)) {
      return this.taskDefinitionArn.replace(/:\d+$/, '');
    }
    const cut = Fn.replace(this.taskDefinitionArn, '/:[0-9]+$/', '');
    this._familyArn ??= new TerraformLocal(this, 'FamilyArn', cut).asString;
    return this._familyArn;
  }

  private knownRoles(): readonly IRole[] {
    const { executionRole, taskRole } = this.roles;
    return [executionRole, taskRole].filter((role) => role !== undefined);
  }
}

/** Adds permissions to the role of the application. */
export function grantToTask(
  task: Construct & Pick<IEc2TaskDefinition, 'addToTaskRolePolicy'>,
  permissions: readonly Permission[],
): void {
  permissions
    .flatMap((permission) => permission.statements(task))
    .forEach((statement) => task.addToTaskRolePolicy(statement));
}

/** The permissions that running a task of any revision takes. */
export function grantRun(
  role: IRole,
  familyArn: string,
  taskRoles: readonly IRole[],
  { clusterArn }: GrantRunOptions,
): void {
  role.addToPolicy({
    actions: ['ecs:RunTask'],
    resources: [`${familyArn}:*`],
    conditions: clusterArn === undefined ? undefined : { ArnEquals: { 'ecs:cluster': clusterArn } },
  });
  grantPassRole(role, taskRoles);
}

/** The permissions that registering a revision takes. */
export function grantRegister(role: IRole, familyArn: string, taskRoles: readonly IRole[]): void {
  role.addToPolicy({ actions: ['ecs:RegisterTaskDefinition'], resources: [`${familyArn}:*`] });
  // IAM knows no narrower resource for this one.
  role.addToPolicy({ actions: ['ecs:DescribeTaskDefinition'], resources: ['*'] });
  grantPassRole(role, taskRoles);
}

/** Hands roles to tasks of ECS, and to nothing else. */
function grantPassRole(role: IRole, taskRoles: readonly IRole[]): void {
  if (taskRoles.length === 0) {
    return;
  }
  role.addToPolicy({
    actions: ['iam:PassRole'],
    resources: taskRoles.map(({ roleArn }) => roleArn),
    conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  });
}

function requireRevisionArn(scope: Construct, arn: string): void {
  if (!isKnown(arn)) {
    return;
  }
  if (/^arn:[^:]+:ecs:[^:]+:\d{12}:task-definition\/[A-Za-z0-9_-]+:\d+$/.test(arn)) {
    return;
  }
  throw misuse(scope, {
    what: 'a task definition is named by the ARN of a revision, with its number: ECS returns that, so that a family alone would be a difference in every plan',
    got: JSON.stringify(arn),
    fix: 'Write it like arn:aws:ecs:eu-west-1:123456789012:task-definition/hello:7.',
  });
}
