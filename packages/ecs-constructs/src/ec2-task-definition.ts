import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { Lazy, Token } from 'cdktf';
import { Construct } from 'constructs';
import { cpuArchitectureOf, type Platform } from './architecture';
import {
  type ContainerDefinition,
  type ContainerDefinitionOptions,
  type FullPortMapping,
  renderContainer,
} from './container-definition';
import { checkContainer, checkTogether, missingContainers } from './private/container-checks';
import { dependOn } from './private/dependencies';
import { ecsName, isKnown, misuse, requireInteger, requireName } from './private/validation';
import { type IRole, Role } from './role';

/** Properties of {@link Ec2TaskDefinition}. */
export interface Ec2TaskDefinitionProps {
  /** Name that all revisions share. */
  readonly family: string;
  /** CPU units of the whole task, 1024 are one vCPU. @default - the sum of the containers */
  readonly cpu?: number;
  /** Hard limit of the whole task. @default - every container has its own */
  readonly memoryMiB?: number;
  /** `bridge` maps container ports to host ports, `host` uses the host's network, `none` has none. @default 'bridge' */
  readonly networkMode?: 'bridge' | 'host' | 'none';
  /** Exact name of the execution role. @default - generated from the family */
  readonly executionRoleName?: string;
  /** What the application itself may do in AWS. @default - nothing */
  readonly taskRole?: IRole;
  /** ARN of a policy that caps what the execution role can ever do. @default - no boundary */
  readonly permissionsBoundaryArn?: string;
  /** Keep old revisions registered instead of deregistering each once the next one serves. @default false */
  readonly retainRevisions?: boolean;
}

/**
 * A task definition for the EC2 launch type, with CPU and memory of the whole task.
 *
 * Its execution role can pull the images and write the logs of these containers, and nothing else. Add containers with
 * {@link Ec2TaskDefinition.addContainer}. Do not use it for Fargate.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters_ec2.html
 */
export class Ec2TaskDefinition extends Construct {
  readonly resource: EcsTaskDefinition;
  readonly family: string;
  /** ARN of the revision, with its number. */
  readonly taskDefinitionArn: string;
  readonly executionRole: Role;
  readonly networkMode: 'bridge' | 'host' | 'none';

  private readonly size: { readonly cpu?: number; readonly memoryMiB?: number };
  private readonly _containers: ContainerDefinition[] = [];
  private readonly _portListeners: ((mapping: FullPortMapping) => void)[] = [];
  private _platform?: Platform;

  constructor(scope: Construct, id: string, props: Ec2TaskDefinitionProps) {
    super(scope, id);
    const { family, cpu, memoryMiB, networkMode = 'bridge', retainRevisions = false } = props;
    requireName(this, family, ecsName('family'));
    requireInteger(this, cpu, { name: 'cpu', min: 128, max: 196_608, unit: 'CPU units' });
    requireInteger(this, memoryMiB, { name: 'memoryMiB', min: 6, unit: 'MiB' });
    this.networkMode = networkMode;
    this.size = { cpu, memoryMiB };
    this.executionRole = new Role(this, 'ExecutionRole', {
      assumedBy: 'ecs-tasks.amazonaws.com',
      roleName: props.executionRoleName,
      namePrefix: `${family}-execution`,
      description: 'Lets ECS pull the images and write the logs of a task',
      permissionsBoundaryArn: props.permissionsBoundaryArn,
    });
    this.resource = new EcsTaskDefinition(this, 'Resource', {
      family,
      requiresCompatibilities: ['EC2'],
      networkMode,
      cpu: cpu === undefined ? undefined : numberAsText(cpu),
      memory: memoryMiB === undefined ? undefined : numberAsText(memoryMiB),
      executionRoleArn: this.executionRole.roleArn,
      taskRoleArn: props.taskRole?.roleArn,
      containerDefinitions: Lazy.stringValue({
        produce: () => JSON.stringify(this._containers.map(renderContainer)),
      }),
      skipDestroy: retainRevisions,
      // The old revision must stay registered until the service has left it, also when the rollout fails.
      lifecycle: { createBeforeDestroy: true },
    });
    this.family = this.resource.family;
    this.taskDefinitionArn = this.resource.arn;
    // Without its policies the execution role can neither pull nor log, so they come first and go last.
    this.executionRole.onPolicy((policy) => dependOn(this.resource, policy));
    this.node.addValidation({ validate: () => [...missingContainers(this, this._containers)] });
  }

  /** The containers added so far. */
  get containers(): readonly ContainerDefinition[] {
    return [...this._containers];
  }

  /** The platform of the images, as far as it is known. */
  get platform(): Platform | undefined {
    return this._platform;
  }

  /** Adds a container. Every call adds one more. */
  addContainer(id: string, options: ContainerDefinitionOptions): ContainerDefinition {
    const where = `${this.node.path}/${id}`;
    const container = this.describe(id, options);
    checkContainer(where, container, this.networkMode);
    checkTogether(where, [...this._containers, container], this.size);
    this.adoptPlatform(where, options.image.platform);

    dependOn(this.resource, ...options.image.bind(this, this.executionRole));
    const logConfiguration = options.logging?.bind(this, this.executionRole);
    const complete = { ...container, logConfiguration };
    this._containers.push(complete);
    for (const mapping of complete.portMappings) {
      for (const listener of this._portListeners) listener(mapping);
    }
    return complete;
  }

  /** Calls back with every port mapping, of containers present and future. Services follow the ports with it. */
  onPortMapping(listener: (mapping: FullPortMapping) => void): void {
    this._portListeners.push(listener);
    for (const { portMappings } of this._containers) portMappings.forEach(listener);
  }

  private describe(id: string, options: ContainerDefinitionOptions): ContainerDefinition {
    const { containerName = id, essential = true, portMappings = [] } = options;
    return {
      ...options,
      containerName,
      essential,
      portMappings: portMappings.map((mapping) => ({
        containerPort: mapping.containerPort,
        // On the host's own network there is nothing to map.
        hostPort: mapping.hostPort ?? (this.networkMode === 'host' ? mapping.containerPort : 0),
        protocol: mapping.protocol ?? 'tcp',
      })),
    };
  }

  private adoptPlatform(where: string, platform: Platform | undefined): void {
    if (platform === undefined) return;
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

/** The provider takes cpu and memory as text; a number token must stay a token. */
function numberAsText(value: number): string {
  return isKnown(value) ? String(value) : Token.asString(value);
}
