import type { EcsTaskDefinitionVolume } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { Construct } from 'constructs';
import type { PolicyStatement } from '../iam/role-contract';
import { AwsEnvironment } from '../support/aws-environment';
import { requireId } from '../support/aws-ids';
import { requireShape } from '../support/require-shape';
import { isKnown, misuse, requireTexts } from '../support/validation';

/** Options of {@link Volume.docker}. */
export interface DockerVolumeOptions {
  /** `task` volumes go with the task, `shared` ones stay on the host. @default 'task' */
  readonly scope?: 'task' | 'shared';
  /** Make a shared volume where it is not there yet. @default true */
  readonly autoprovision?: boolean;
  /** @default 'local' */
  readonly driver?: string;
  /** Options of the driver. @default - none */
  readonly driverOptions?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Options of {@link Volume.efs}. */
export interface EfsVolumeOptions {
  readonly fileSystemId: string;
  /** Not together with an access point, which has a root of its own. @default '/' */
  readonly rootDirectory?: string;
  /** @default - none */
  readonly accessPointId?: string;
  /** Mount as the task role, which may then read and write this file system. @default false */
  readonly iamAuthorization?: boolean;
  /** Encrypt on the way between host and file system. @default true */
  readonly transitEncryption?: boolean;
}

/** What a volume needs of the task definition that it is added to. */
export interface VolumeTask extends Construct {
  /** Lets the application in the containers do something. */
  addToTaskRolePolicy(statement: PolicyStatement): void;
}

/** What Terraform takes for a volume, without the name. */
export type VolumeConfiguration = Omit<EcsTaskDefinitionVolume, 'name'>;

/**
 * A directory that containers of a task mount.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_data_volumes.html
 */
export class Volume {
  /** A directory of the host; without a path, an empty one that goes with the task. */
  static bindMount(hostPath?: string): Volume {
    if (isKnown(hostPath) && !hostPath.startsWith('/')) {
      throw misuse('Volume.bindMount', {
        what: 'a directory of the host is named by its full path',
        got: JSON.stringify(hostPath),
        fix: 'Start it with /, or leave it out for an empty directory.',
      });
    }
    return new Volume({ hostPath });
  }

  /** A volume that Docker manages on the host. */
  static docker(options: DockerVolumeOptions = {}): Volume {
    requireShape('Volume.docker', 'DockerVolumeOptions', options);
    const { scope = 'task', autoprovision, driver = 'local', driverOptions, labels } = options;
    if (scope === 'task' && autoprovision !== undefined) {
      throw misuse('Volume.docker', {
        what: "autoprovision is for shared volumes: those of scope 'task' are always made",
        got: `autoprovision ${autoprovision}`,
        fix: "Remove it or use scope 'shared'.",
      });
    }
    requireTexts('Volume.docker', 'driverOptions', driverOptions);
    requireTexts('Volume.docker', 'labels', labels);
    return new Volume({
      dockerVolumeConfiguration: {
        scope,
        driver,
        autoprovision: scope === 'shared' ? (autoprovision ?? true) : undefined,
        driverOpts: driverOptions,
        labels,
      },
    });
  }

  /** A file system of EFS. The hosts must reach its mount targets on port 2049. */
  static efs(options: EfsVolumeOptions): Volume {
    requireShape('Volume.efs', 'EfsVolumeOptions', options);
    requireEfs(options);
    const { fileSystemId, accessPointId, rootDirectory = '/' } = options;
    const { iamAuthorization = false, transitEncryption = true } = options;
    const authorized = iamAuthorization || accessPointId !== undefined;
    return new Volume(
      {
        efsVolumeConfiguration: {
          fileSystemId,
          rootDirectory,
          transitEncryption: transitEncryption ? 'ENABLED' : 'DISABLED',
          authorizationConfig: authorized
            ? { accessPointId, iam: iamAuthorization ? 'ENABLED' : 'DISABLED' }
            : undefined,
        },
      },
      iamAuthorization ? fileSystemId : undefined,
    );
  }

  /**
   * A volume that whoever starts the task configures: the service, with `managedEbsVolume`. A task definition has one such
   * volume at most.
   */
  static configuredAtLaunch(): Volume {
    return new Volume({ configureAtLaunch: true });
  }

  private constructor(
    private readonly configuration: VolumeConfiguration,
    private readonly authorizedFileSystemId?: string,
  ) {}

  /** Grants what the volume needs and returns its configuration. Called by `addVolume`. */
  bind(task: VolumeTask): VolumeConfiguration {
    if (this.authorizedFileSystemId !== undefined) {
      const { accountId, partition, region } = AwsEnvironment.of(task);
      const fileSystem = `file-system/${this.authorizedFileSystemId}`;
      task.addToTaskRolePolicy({
        actions: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
        resources: [`arn:${partition}:elasticfilesystem:${region}:${accountId}:${fileSystem}`],
      });
    }
    return this.configuration;
  }
}

/** What containers may mount. */
export function volumeNames(volumes: readonly EcsTaskDefinitionVolume[]): readonly string[] {
  return volumes.map(({ name }) => name);
}

/** Those of `addVolume` and those that were put on the resource. */
export function requireVolumeNames(
  scope: Construct,
  volumes: readonly EcsTaskDefinitionVolume[],
): void {
  const names = volumeNames(volumes);
  const twice = names.find((name, index) => isKnown(name) && names.indexOf(name) !== index);
  if (twice === undefined) {
    return;
  }
  throw misuse(scope, {
    what: 'the volumes of a task have different names',
    got: `${twice} more than once`,
    fix: 'Change the name of one of them.',
  });
}

function requireEfs(options: EfsVolumeOptions): void {
  requireId('Volume.efs', options.fileSystemId, {
    kind: 'fileSystem',
    what: 'a file system is named by its id',
  });
  requireId('Volume.efs', options.accessPointId, {
    kind: 'accessPoint',
    what: 'an access point is named by its id',
  });
  const { accessPointId, iamAuthorization, rootDirectory, transitEncryption } = options;
  const authorized = iamAuthorization === true || accessPointId !== undefined;
  if (authorized && transitEncryption === false) {
    throw misuse('Volume.efs', {
      what: 'an access point and the authorization by IAM need transitEncryption',
      got: 'transitEncryption false',
      fix: 'Remove it: encryption is the default.',
    });
  }
  if (accessPointId !== undefined && rootDirectory !== undefined && rootDirectory !== '/') {
    throw misuse('Volume.efs', {
      what: 'an access point has a root directory of its own',
      got: `rootDirectory ${JSON.stringify(rootDirectory)} beside accessPointId`,
      fix: 'Remove one of them.',
    });
  }
}
