import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { Annotations } from 'cdktf';
import type { Construct } from 'constructs';
import { requireId } from '../support/aws-ids';
import { requireShape } from '../support/require-shape';
import { literal } from '../support/terraform-text';
import { misuse } from '../support/validation';
import type { Architecture } from './architecture';

const ECS_OPTIMIZED = '/aws/service/ecs/optimized-ami/';
const BOTTLEROCKET = '/aws/service/bottlerocket/';

/** The snapshot behind every ECS-optimized Linux image has 30 GiB, and a volume cannot be smaller than its snapshot. */
const ECS_OPTIMIZED_GIB = 30;
const BOTTLEROCKET_DATA_GIB = 20;
const SMALLEST_GIB = 8;

/** How an image takes its settings: a shell script that writes `ecs.config`, or TOML. */
export type OperatingSystem = 'amazon-linux' | 'bottlerocket';

/**
 * When a parameter is turned into an image id.
 *
 * - `at-apply`: while planning. A newer image is a change of the launch template that the plan shows.
 * - `at-launch`: whenever a host launches. The plan never changes, and two hosts may run different images. Whoever
 *   applies needs `ssm:GetParameters`.
 */
export type ImageLookup = 'at-apply' | 'at-launch';

/** Options of images that are named by a parameter. */
export interface ImageLookupOptions {
  /** @default 'at-apply' */
  readonly lookup?: ImageLookup;
}

/** Options of {@link MachineImage.fromAmiId}. */
export interface OwnImageOptions {
  /** @default - 'bottlerocket' for a parameter of that project, 'amazon-linux' otherwise */
  readonly operatingSystem?: OperatingSystem;
  /** Size of the snapshot behind the image: no smaller volume can launch. @default 8; 20 with Bottlerocket */
  readonly minimumVolumeGiB?: number;
}

/** Options of {@link MachineImage.fromSsmParameter}. */
export interface ParameterImageOptions extends ImageLookupOptions, OwnImageOptions {}

type Source =
  | {
      readonly kind: 'parameter';
      readonly name: (architecture: Architecture) => string;
      readonly lookup: ImageLookup;
    }
  | { readonly kind: 'pinned'; readonly amiId: string };

interface Traits {
  readonly operatingSystem: OperatingSystem;
  readonly minimumVolumeGiB: number;
  readonly warning?: string;
  /** Not known for an image of one's own. */
  readonly gpuDrivers?: boolean;
  readonly ignoresSwap?: boolean;
}

/**
 * The machine image of the hosts, and when it changes: pinned to an id, the latest one at each apply (the default,
 * because every change of the hosts is then in the plan), or the latest one at each launch.
 *
 * A new image reaches hosts that run only when they are replaced: see `instanceRefresh` and `maxInstanceLifetimeDays`.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
 */
export class MachineImage {
  /** The recommended Amazon Linux 2023 image for ECS. */
  static amazonLinux2023(options: ImageLookupOptions = {}): MachineImage {
    requireShape('MachineImage.amazonLinux2023', 'ImageLookupOptions', options);
    return MachineImage.ecsOptimized('amazon-linux-2023', options, { ignoresSwap: true });
  }

  /**
   * Amazon Linux 2023 for ECS with the drivers of NVIDIA GPUs, for containers with `gpuCount`. For x86_64 hosts; those with
   * Graviton and a GPU take {@link MachineImage.bottlerocketNvidia}.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-gpu.html
   */
  static amazonLinux2023Gpu(options: ImageLookupOptions = {}): MachineImage {
    requireShape('MachineImage.amazonLinux2023Gpu', 'ImageLookupOptions', options);
    const { lookup = 'at-apply' } = options;
    const name = (architecture: Architecture): string => {
      if (architecture === 'x86_64') {
        return `${ECS_OPTIMIZED}amazon-linux-2023/gpu/recommended/image_id`;
      }
      throw misuse('MachineImage.amazonLinux2023Gpu', {
        what: 'the image of ECS with drivers for GPUs is for x86_64 hosts',
        got: architecture,
        fix: 'Use MachineImage.bottlerocketNvidia(), or an instance type such as g4dn.xlarge.',
      });
    };
    return new MachineImage(
      { kind: 'parameter', name, lookup },
      {
        operatingSystem: 'amazon-linux',
        minimumVolumeGiB: ECS_OPTIMIZED_GIB,
        gpuDrivers: true,
        ignoresSwap: true,
      },
    );
  }

  /** The recommended Amazon Linux 2 image for ECS. Passed its end of life on 2026-06-30: using it adds a warning. */
  static amazonLinux2(options: ImageLookupOptions = {}): MachineImage {
    requireShape('MachineImage.amazonLinux2', 'ImageLookupOptions', options);
    return MachineImage.ecsOptimized('amazon-linux-2', options, {
      warning:
        'Amazon Linux 2 passed its end of life on 2026-06-30 and gets no security updates. ' +
        'Use MachineImage.amazonLinux2023().',
    });
  }

  /**
   * The latest Bottlerocket image for ECS: an operating system for containers only, with a read-only root, no shell and
   * no package manager. Sessions through Session Manager reach its control container.
   *
   * @see https://bottlerocket.dev/en/os/latest/install/quickstart/aws/ecs/
   */
  static bottlerocket(options: ImageLookupOptions = {}): MachineImage {
    requireShape('MachineImage.bottlerocket', 'ImageLookupOptions', options);
    return MachineImage.ofBottlerocket('aws-ecs-2', options, { gpuDrivers: false });
  }

  /** The latest Bottlerocket image for ECS with the drivers of NVIDIA GPUs, for containers with `gpuCount`. */
  static bottlerocketNvidia(options: ImageLookupOptions = {}): MachineImage {
    requireShape('MachineImage.bottlerocketNvidia', 'ImageLookupOptions', options);
    return MachineImage.ofBottlerocket('aws-ecs-2-nvidia', options, { gpuDrivers: true });
  }

  /**
   * The image whose id is the value of an SSM parameter, for example one of your own. To be read at launch, a parameter
   * needs the data type `aws:ec2:image`.
   */
  static fromSsmParameter(name: string, options: ParameterImageOptions = {}): MachineImage {
    requireShape('MachineImage.fromSsmParameter', 'ParameterImageOptions', options);
    const { lookup = 'at-apply' } = options;
    const minimum = name.startsWith(ECS_OPTIMIZED) ? ECS_OPTIMIZED_GIB : undefined;
    const operatingSystem = name.startsWith(BOTTLEROCKET) ? 'bottlerocket' : undefined;
    return new MachineImage(
      { kind: 'parameter', name: () => name, lookup },
      ownTraits({ operatingSystem, ...options }, minimum),
    );
  }

  /** Exactly this image. Nothing changes until you change the id. */
  static fromAmiId(amiId: string, options: OwnImageOptions = {}): MachineImage {
    requireShape('MachineImage.fromAmiId', 'OwnImageOptions', options);
    const [, parameter] = /^resolve:ssm:(.*)$/.exec(amiId) ?? [];
    requireId('MachineImage.fromAmiId', amiId, {
      kind: 'ami',
      what: 'an image is named by its id',
      fix:
        parameter === undefined
          ? undefined
          : `Use MachineImage.fromSsmParameter(${JSON.stringify(parameter)}, { lookup: 'at-launch' }).`,
    });
    return new MachineImage({ kind: 'pinned', amiId }, ownTraits(options));
  }

  private static ecsOptimized(
    family: string,
    { lookup = 'at-apply' }: ImageLookupOptions,
    traits: Pick<Traits, 'warning' | 'ignoresSwap'>,
  ): MachineImage {
    const name = (architecture: Architecture): string => {
      const variant = architecture === 'arm64' ? 'arm64/' : '';
      return `${ECS_OPTIMIZED}${family}/${variant}recommended/image_id`;
    };
    return new MachineImage(
      { kind: 'parameter', name, lookup },
      {
        operatingSystem: 'amazon-linux',
        minimumVolumeGiB: ECS_OPTIMIZED_GIB,
        gpuDrivers: false,
        ...traits,
      },
    );
  }

  private static ofBottlerocket(
    variant: string,
    { lookup = 'at-apply' }: ImageLookupOptions,
    traits: Pick<Traits, 'gpuDrivers'>,
  ): MachineImage {
    const name = (architecture: Architecture): string =>
      `${BOTTLEROCKET}${variant}/${architecture}/latest/image_id`;
    return new MachineImage(
      { kind: 'parameter', name, lookup },
      { operatingSystem: 'bottlerocket', minimumVolumeGiB: BOTTLEROCKET_DATA_GIB, ...traits },
    );
  }

  private constructor(
    private readonly source: Source,
    private readonly traits: Traits,
  ) {}

  /** Smallest volume that a host with this image can launch with; a guess for images of your own. */
  get minimumVolumeGiB(): number {
    return this.traits.minimumVolumeGiB;
  }

  /** Decides how the hosts are configured: a script, or settings of Bottlerocket. */
  get operatingSystem(): OperatingSystem {
    return this.traits.operatingSystem;
  }

  /** Whether hosts with this image can hand GPUs to containers; undefined where that is not known. */
  get gpuDrivers(): boolean | undefined {
    return this.traits.gpuDrivers;
  }

  /**
   * Whether containers on it have the swap of the host whatever they ask for.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-swap.html
   */
  get ignoresSwap(): boolean {
    return this.traits.ignoresSwap ?? false;
  }

  /** The image id for hosts of an architecture. Called by `addCapacity`. */
  bind(scope: Construct, architecture: Architecture): string {
    const { warning } = this.traits;
    if (warning !== undefined) {
      Annotations.of(scope).addWarning(warning);
    }
    if (this.source.kind === 'pinned') {
      return literal(this.source.amiId);
    }
    const name = this.source.name(architecture);
    if (this.source.lookup === 'at-launch') {
      return literal(`resolve:ssm:${requirePath(scope, name)}`);
    }
    const parameter = new DataAwsSsmParameter(scope, 'MachineImage', { name: literal(name) });
    // `value` is marked sensitive and would hide the image id in the plan; AMI ids are public.
    return parameter.insecureValue;
  }
}

function ownTraits(options: OwnImageOptions, minimum?: number): Traits {
  const { operatingSystem = 'amazon-linux' } = options;
  const guess = operatingSystem === 'bottlerocket' ? BOTTLEROCKET_DATA_GIB : SMALLEST_GIB;
  return {
    operatingSystem,
    minimumVolumeGiB: options.minimumVolumeGiB ?? minimum ?? guess,
  };
}

function requirePath(scope: Construct, name: string): string {
  if (name !== '' && !/\s/.test(name)) {
    return name;
  }
  throw misuse(scope, {
    what: 'an image that is looked up at launch needs the name of a parameter',
    got: JSON.stringify(name),
    fix: 'Give the name of an SSM parameter of the data type aws:ec2:image.',
  });
}
