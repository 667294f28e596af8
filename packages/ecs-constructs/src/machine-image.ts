import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { Annotations } from 'cdktf';
import type { Construct } from 'constructs';
import type { Architecture } from './architecture';

const ECS_OPTIMIZED = '/aws/service/ecs/optimized-ami/';

/** The snapshot behind every ECS-optimized Linux image has 30 GiB, and a volume cannot be smaller than its snapshot. */
const ECS_OPTIMIZED_GIB = 30;
const SMALLEST_GIB = 8;

type Source =
  | { readonly kind: 'parameter'; readonly name: (architecture: Architecture) => string }
  | { readonly kind: 'pinned'; readonly amiId: string };

/**
 * The machine image of the hosts.
 *
 * Images named by a parameter are looked up while planning: a newer image shows up as a change of the launch template,
 * and the hosts that are already running keep theirs.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
 */
export class MachineImage {
  /** The recommended Amazon Linux 2023 image for ECS. */
  static amazonLinux2023(): MachineImage {
    return MachineImage.ecsOptimized('amazon-linux-2023');
  }

  /** The recommended Amazon Linux 2 image for ECS. Passed its end of life on 2026-06-30: using it adds a warning. */
  static amazonLinux2(): MachineImage {
    return MachineImage.ecsOptimized(
      'amazon-linux-2',
      'Amazon Linux 2 passed its end of life on 2026-06-30 and gets no security updates. ' +
        'Use MachineImage.amazonLinux2023().',
    );
  }

  /** The image whose id is the value of an SSM parameter, for example one of your own. */
  static fromSsmParameter(name: string): MachineImage {
    const minimum = name.startsWith(ECS_OPTIMIZED) ? ECS_OPTIMIZED_GIB : SMALLEST_GIB;
    return new MachineImage({ kind: 'parameter', name: () => name }, minimum);
  }

  /** Exactly this image. Nothing changes until you change the id. */
  static fromAmiId(amiId: string): MachineImage {
    return new MachineImage({ kind: 'pinned', amiId }, SMALLEST_GIB);
  }

  private static ecsOptimized(family: string, warning?: string): MachineImage {
    const name = (architecture: Architecture): string => {
      const variant = architecture === 'arm64' ? 'arm64/' : '';
      return `${ECS_OPTIMIZED}${family}/${variant}recommended/image_id`;
    };
    return new MachineImage({ kind: 'parameter', name }, ECS_OPTIMIZED_GIB, warning);
  }

  private constructor(
    private readonly source: Source,
    /** Smallest root volume that a host with this image can launch with; a guess for images of your own. */
    readonly minimumVolumeGiB: number,
    private readonly warning?: string,
  ) {}

  /** The image id for hosts of an architecture. Called by `addCapacity`. */
  bind(scope: Construct, architecture: Architecture): string {
    if (this.warning !== undefined) Annotations.of(scope).addWarning(this.warning);
    if (this.source.kind === 'pinned') return this.source.amiId;
    const parameter = new DataAwsSsmParameter(scope, 'MachineImage', {
      name: this.source.name(architecture),
    });
    // `value` is marked sensitive and would hide the image id in the plan; AMI ids are public.
    return parameter.insecureValue;
  }
}
