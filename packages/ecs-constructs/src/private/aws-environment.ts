import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsDefaultTags } from '@cdktf/provider-aws/lib/data-aws-default-tags';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region';
import { TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';

const CHILD_ID = 'AwsEnvironment';

/**
 * Account, region, partition and default tags of the stack's provider, read once per stack.
 *
 * Data sources without inputs are read while planning, so everything built from them is readable in the plan.
 */
export class AwsEnvironment extends Construct {
  /** The environment of the stack that holds `scope`. */
  static of(scope: Construct): AwsEnvironment {
    const stack = TerraformStack.of(scope);
    const existing = stack.node.tryFindChild(CHILD_ID) as AwsEnvironment | undefined;
    return existing ?? new AwsEnvironment(stack, CHILD_ID);
  }

  private identity?: DataAwsCallerIdentity;
  private currentRegion?: DataAwsRegion;
  private currentPartition?: DataAwsPartition;
  private tags?: DataAwsDefaultTags;

  get accountId(): string {
    this.identity ??= new DataAwsCallerIdentity(this, 'Identity');
    return this.identity.accountId;
  }

  /** `id` is the region's name in every provider version; `name` and `region` each exist in one major only. */
  get region(): string {
    this.currentRegion ??= new DataAwsRegion(this, 'Region');
    return this.currentRegion.id;
  }

  get partition(): string {
    return this.partitionData.partition;
  }

  get dnsSuffix(): string {
    return this.partitionData.dnsSuffix;
  }

  /** The provider's `default_tags`, for the two places Terraform does not apply them to: hosts and their volumes. */
  get defaultTags(): Record<string, string> {
    this.tags ??= new DataAwsDefaultTags(this, 'DefaultTags');
    return Token.asStringMap(this.tags.interpolationForAttribute('tags'));
  }

  private get partitionData(): DataAwsPartition {
    this.currentPartition ??= new DataAwsPartition(this, 'Partition');
    return this.currentPartition;
  }
}
