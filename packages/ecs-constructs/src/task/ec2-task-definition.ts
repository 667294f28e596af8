import {
  EcsTaskDefinition,
  type EcsTaskDefinitionPlacementConstraints,
  type EcsTaskDefinitionVolume,
} from '@cdktf/provider-aws/lib/ecs-task-definition';
import { Annotations, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import type { Permission } from '../iam/permission';
import { Role } from '../iam/role';
import type { IRole, PolicyStatement } from '../iam/role-contract';
import { cpuArchitectureOf, type Platform } from '../image/platform';
import type { PlacementConstraint } from '../placement/placement';
import { requireConstraint } from '../placement/placement-checks';
import { AwsEnvironment } from '../support/aws-environment';
import { dependOn } from '../support/dependencies';
import { determined } from '../support/determined';
import { jsonText } from '../support/json-text';
import { requireShape } from '../support/require-shape';
import { SharedBlocks } from '../support/shared-blocks';
import { requireOwnNames } from '../support/stack-names';
import { literal } from '../support/terraform-text';
import { requireNetworkMode } from './network-mode';
import {
  ecsName,
  misuse,
  numberAsText,
  requireInteger,
  requireName,
  sumOfKnown,
} from '../support/validation';
import { withConnections } from './connections';
import { checkAwsVpc } from './awsvpc-checks';
import { checkContainer, checkTogether, missingContainers } from './container-checks';
import { publishedPorts, withDefaults } from './container-defaults';
import type { ContainerDefinition, ContainerDefinitionOptions } from './container-definition';
import { checkOptions } from './container-option-checks';
import { bindReferences } from './container-references';
import { relationProblems } from './container-relations';
import { renderContainer, renderTyped } from './container-rendering';
import { sizeProblems } from './definition-size';
import type { Ec2NetworkMode, Ec2TaskDefinitionProps } from './ec2-task-definition-props';
import type { SharedNamespaces } from './kernel-checks';
import { checkHostResources } from './host-resource-checks';
import { rawWarnings, requireRaw } from './raw-container';
import { requireRoles, roleWarnings } from './task-roles';
import {
  grantRegister,
  grantRun,
  type GrantRunOptions,
  grantToTask,
  type IEc2TaskDefinition,
  ImportedTaskDefinition,
  type ImportedTaskDefinitionOptions,
  type TaskReservation,
} from './task-definition';
import { requireVolumeNames, type Volume, volumeNames } from './volume';
import { readOnlyWarning } from './writing-images';

/**
 * A task definition for the EC2 launch type, with CPU and memory of the whole task.
 *
 * Its execution role can pull the images, read the secrets and write the logs of these containers, and nothing else.
 * Add containers with {@link Ec2TaskDefinition.addContainer}.
 *
 * @notFor Fargate and Windows.
 * @bills nothing for revisions; what runs is paid with the hosts. A secret of Secrets Manager by the month and by
 * the read, with each start of a task.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters_ec2.html
 */
export class Ec2TaskDefinition extends Construct implements IEc2TaskDefinition {
  /** Adopts a revision that is registered elsewhere. Its containers and ports are not known, so they are not checked. */
  static fromTaskDefinitionArn(
    scope: Construct,
    id: string,
    taskDefinitionArn: string,
    options: ImportedTaskDefinitionOptions = {},
  ): IEc2TaskDefinition {
    const where = 'Ec2TaskDefinition.fromTaskDefinitionArn';
    requireShape(where, 'ImportedTaskDefinitionOptions', options);
    return new ImportedTaskDefinition(scope, id, taskDefinitionArn, options);
  }

  readonly resource: EcsTaskDefinition;
  readonly family: string;
  readonly taskDefinitionArn: string;
  readonly executionRole: IRole;
  readonly networkMode: Ec2NetworkMode;
  readonly retainsRevisions: boolean;

  private readonly size: TaskReservation;
  private readonly shared: SharedNamespaces;
  private readonly roleOptions: { readonly family: string; readonly boundaryArn?: string };
  private readonly _containers: ContainerDefinition[] = [];
  private readonly volumes: SharedBlocks<EcsTaskDefinitionVolume>;
  private readonly constraintBlocks: SharedBlocks<EcsTaskDefinitionPlacementConstraints>;
  private readonly _placementConstraints: PlacementConstraint[] = [];
  private readonly _portListeners: PortListener[] = [];
  private _platform?: Platform;
  private _taskRole?: IRole;
  private _familyArn?: string;

  constructor(scope: Construct, id: string, props: Ec2TaskDefinitionProps) {
    super(scope, id);
    requireShape(this, 'Ec2TaskDefinitionProps', props);
    requireOwnNames(this);
    const { family, cpu, memoryMiB, networkMode = 'bridge', retainRevisions = true } = props;
    requireName(this, family, ecsName('family'));
    requireInteger(this, cpu, { name: 'cpu', min: 128, max: 196_608, unit: 'CPU units' });
    requireInteger(this, memoryMiB, { name: 'memoryMiB', min: 6, unit: 'MiB' });
    requireNetworkMode(this, networkMode);
    requireRoles(this, props);
    this.networkMode = networkMode;
    this.retainsRevisions = retainRevisions;
    this.size = { cpu, memoryMiB };
    this.shared = { networkMode, ipcMode: props.ipcMode };
    this.roleOptions = { family, boundaryArn: props.permissionsBoundaryArn };
    this.executionRole =
      props.executionRole === undefined
        ? this.makeExecutionRole(props)
        : this.inThisStack('ExecutionRole', props.executionRole);
    this.resource = new EcsTaskDefinition(this, 'Resource', {
      family,
      requiresCompatibilities: ['EC2'],
      networkMode,
      cpu: cpu === undefined ? undefined : numberAsText(cpu),
      memory: memoryMiB === undefined ? undefined : numberAsText(memoryMiB),
      executionRoleArn: literal(this.executionRole.roleArn),
      pidMode: props.pidMode,
      ipcMode: props.ipcMode,
      containerDefinitions: jsonText(() => this._containers.map(renderContainer)),
      skipDestroy: retainRevisions,
      // The old revision must stay registered until the service has left it, also when the rollout fails.
      lifecycle: { createBeforeDestroy: true },
    });
    this.volumes = new SharedBlocks(this, this.resource, 'putVolume', (blocks) =>
      requireVolumeNames(this, blocks),
    );
    this.constraintBlocks = new SharedBlocks(this, this.resource, 'putPlacementConstraints');
    this.family = this.resource.family;
    this.taskDefinitionArn = this.resource.arn;
    // Without its policies the execution role can neither pull nor log, so they come first and go last.
    this.executionRole.onPolicy((policy) => dependOn(this.resource, policy));
    if (props.taskRole !== undefined) {
      roleWarnings(props).forEach((text) => Annotations.of(this).addWarning(text));
      this.useTaskRole(this.inThisStack('TaskRole', props.taskRole));
    }
    for (const constraint of props.placementConstraints ?? []) {
      this.addPlacementConstraint(constraint);
    }
    this.node.addValidation({
      validate: () => [
        ...missingContainers(this, this._containers),
        ...relationProblems(this._containers, volumeNames(this.volumes.known)),
        ...sizeProblems(this._containers),
      ],
    });
  }

  get containers(): readonly ContainerDefinition[] {
    return [...this._containers];
  }

  get platform(): Platform | undefined {
    return this._platform;
  }

  /** Which hosts the tasks may run on, whatever the service says. */
  get placementConstraints(): readonly PlacementConstraint[] {
    return [...this._placementConstraints];
  }

  /** What the application may do in AWS; absent until it is granted something. */
  get taskRole(): IRole | undefined {
    return this._taskRole;
  }

  /** ECS sets aside the size of the task, and without one what the containers ask for. */
  get reservation(): TaskReservation {
    const memory = this._containers.map(
      (container) => container.memoryReservationMiB ?? container.memoryLimitMiB ?? 0,
    );
    return {
      cpu: sumOfKnown(
        this.size.cpu === undefined ? this._containers.map(({ cpu = 0 }) => cpu) : [this.size.cpu],
      ),
      memoryMiB: sumOfKnown(this.size.memoryMiB === undefined ? memory : [this.size.memoryMiB]),
      gpuCount: sumOfKnown(this._containers.map(({ gpuCount = 0 }) => gpuCount)),
    };
  }

  /** Of the whole task; undefined where every container has its own. */
  get taskMemoryMiB(): number | undefined {
    return this.size.memoryMiB;
  }

  /** Adds a container. Every call adds one more. */
  addContainer(id: string, given: ContainerDefinitionOptions): ContainerDefinition {
    const where = `${this.node.path}/${id}`;
    requireShape(where, 'ContainerDefinitionOptions', given);
    const { options, permissions } = withConnections(this, where, given);
    const container = withDefaults(id, options, this.networkMode);
    checkContainer(where, container, this.networkMode);
    checkOptions(where, container, this.shared);
    checkHostResources(where, container);
    requireRaw(where, container.raw);
    checkAwsVpc(where, [...this._containers, container], this.networkMode);
    checkTogether(where, [...this._containers, container], this.size);
    const warning = readOnlyWarning(container);
    if (warning !== undefined) {
      Annotations.of(this).addWarning(warning);
    }
    this.adoptPlatform(where, options.image.platform);

    dependOn(this.resource, ...options.image.bind(this, this.executionRole));
    const complete = { ...container, ...bindReferences(this, this.executionRole, options) };
    this._containers.push(complete);
    this.grant(...permissions);
    rawWarnings(where, renderTyped(complete), complete.raw).forEach((text) =>
      Annotations.of(this).addWarning(text),
    );
    for (const mapping of publishedPorts(complete)) {
      for (const listener of this._portListeners) {
        listener(mapping, complete.containerName);
      }
    }
    return complete;
  }

  /** Adds a volume, which containers mount by its name with `mountPoints`. Every call adds one more. */
  addVolume(volumeName: string, volume: Volume): void {
    requireName(this, volumeName, ecsName('the name of a volume'));
    this.volumes.add({ name: volumeName, ...literal(volume.bind(this)) });
  }

  /** Limits the hosts that tasks may run on. Every call adds one more limit. */
  addPlacementConstraint(constraint: PlacementConstraint): void {
    if (constraint.rule.type === 'distinctInstance') {
      throw misuse(this, {
        what: 'distinctInstance concerns the tasks of a service, so that a task definition takes memberOf only',
        got: 'distinctInstance',
        fix: 'Add it to the service.',
      });
    }
    requireConstraint(this, this._placementConstraints);
    this._placementConstraints.push(constraint);
    this.constraintBlocks.add(literal(constraint.rule));
  }

  onPortMapping(listener: PortListener): void {
    this._portListeners.push(listener);
    for (const container of this._containers) {
      publishedPorts(container).forEach((mapping) => listener(mapping, container.containerName));
    }
  }

  addToTaskRolePolicy(statement: PolicyStatement): void {
    requireShape(this, 'PolicyStatement', statement);
    const role =
      this._taskRole ??
      this.useTaskRole(
        new Role(this, 'TaskRole', {
          assumedBy: 'ecs-tasks.amazonaws.com',
          namePrefix: `${this.roleOptions.family}-task`,
          description: 'What the application of a task may do',
          permissionsBoundaryArn: this.roleOptions.boundaryArn,
        }),
      );
    role.addToPolicy(statement);
  }

  grant(...permissions: readonly Permission[]): void {
    grantToTask(this, permissions);
  }

  grantRun(role: IRole, options: GrantRunOptions = {}): void {
    requireShape(this, 'GrantRunOptions', options);
    grantRun(role, this.familyArn, this.roles(), options);
  }

  grantRegister(role: IRole): void {
    grantRegister(role, this.familyArn, this.roles());
  }

  /** Without a revision, whose number AWS gives. */
  private get familyArn(): string {
    const { accountId, partition, region } = AwsEnvironment.of(this);
    this._familyArn ??= determined(this.resource, {
      text: `arn:${partition}:ecs:${region}:${accountId}:task-definition/${this.family}`,
      attribute: this.resource.arnWithoutRevision,
    });
    return this._familyArn;
  }

  get volumesConfiguredAtLaunch(): readonly string[] {
    return this.volumes.known.filter((one) => one.configureAtLaunch).map(({ name }) => name);
  }

  private roles(): readonly IRole[] {
    return [this.executionRole, this._taskRole].filter((role) => role !== undefined);
  }

  private makeExecutionRole(props: Ec2TaskDefinitionProps): Role {
    return new Role(this, 'ExecutionRole', {
      assumedBy: 'ecs-tasks.amazonaws.com',
      roleName: props.executionRoleName,
      namePrefix: `${props.family}-execution`,
      description: 'Lets ECS pull the images and write the logs of a task',
      permissionsBoundaryArn: props.permissionsBoundaryArn,
    });
  }

  /** What is granted here names resources of this stack, and the stack in which a role is made is applied before. */
  private inThisStack(id: string, role: IRole): IRole {
    const isMadeElsewhere =
      Construct.isConstruct(role) &&
      'resource' in role &&
      TerraformStack.of(role) !== TerraformStack.of(this);
    return isMadeElsewhere ? Role.fromRoleArn(this, id, role.roleArn) : role;
  }

  private useTaskRole(role: IRole): IRole {
    this._taskRole = role;
    this.resource.taskRoleArn = literal(role.roleArn);
    role.onPolicy((policy) => dependOn(this.resource, policy));
    return role;
  }

  private adoptPlatform(where: string, platform: Platform | undefined): void {
    if (platform === undefined) {
      return;
    }
    if (this._platform !== undefined && this._platform !== platform) {
      throw misuse(where, {
        what: `all images of a task run on one platform, here ${this._platform}`,
        got: platform,
        fix: 'Build the images for the same platform.',
      });
    }
    this._platform = platform;
    this.resource.putRuntimePlatform({
      operatingSystemFamily: 'LINUX',
      cpuArchitecture: cpuArchitectureOf(platform),
    });
  }
}

type PortListener = Parameters<IEc2TaskDefinition['onPortMapping']>[0];
