import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsDefaultTags } from '@cdktf/provider-aws/lib/data-aws-default-tags';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region';
import type { AwsProvider, AwsProviderDefaultTags } from '@cdktf/provider-aws/lib/provider';
import { type TerraformProvider, TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import { isKnown } from './validation';

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

  // The values are kept because cdktf makes a new token at every reading.
  private _accountId?: string;
  private _region?: string;
  private _partition?: DataAwsPartition;
  private _partitionName?: string;
  private _dnsSuffix?: string;
  private _defaultTags?: Record<string, string>;

  get accountId(): string {
    this._accountId ??= new DataAwsCallerIdentity(this, 'Identity').accountId;
    return this._accountId;
  }

  /** `id` is the region's name in every provider version; `name` and `region` each exist in one major only. */
  get region(): string {
    this._region ??= new DataAwsRegion(this, 'Region').id;
    return this._region;
  }

  get partition(): string {
    this._partitionName ??= this.partitionData.partition;
    return this._partitionName;
  }

  get dnsSuffix(): string {
    this._dnsSuffix ??= this.partitionData.dnsSuffix;
    return this._dnsSuffix;
  }

  /** The provider's `default_tags`, for the two places Terraform does not apply them to: hosts and their volumes. */
  get defaultTags(): Record<string, string> {
    this._defaultTags ??= Token.asStringMap(
      new DataAwsDefaultTags(this, 'DefaultTags').interpolationForAttribute('tags'),
    );
    return this._defaultTags;
  }

  /**
   * The same tags where they can be read at synth; undefined where only Terraform knows them. Tags of the provider's
   * environment variables (`TF_AWS_DEFAULT_TAGS_...`) are not among them.
   */
  get knownDefaultTags(): Readonly<Record<string, string>> | undefined {
    const provider = this.ownProvider;
    if (provider === undefined) {
      return undefined;
    }
    const { defaultTagsInput } = provider as Partial<AwsProvider>;
    const rawOverrides = overridesOf(provider);
    if ('default_tags' in rawOverrides || 'dynamic' in rawOverrides) {
      return undefined;
    }
    if (defaultTagsInput === undefined) {
      return {};
    }
    if (!Array.isArray(defaultTagsInput)) {
      return undefined;
    }
    const tags = (defaultTagsInput as readonly AwsProviderDefaultTags[]).map((block) => block.tags);
    return tags.some((one) => Token.isUnresolved(one)) ? undefined : Object.assign({}, ...tags);
  }

  /** The region where it can be read at synth; undefined where it comes from a variable or from the shell. */
  get knownRegion(): string | undefined {
    const provider = this.ownProvider;
    const { region } = (provider ?? {}) as Partial<AwsProvider>;
    return provider === undefined || 'region' in overridesOf(provider) || !isKnown(region)
      ? undefined
      : region;
  }

  /** Undefined where the stack has none yet, or more than one. */
  private get ownProvider(): TerraformProvider | undefined {
    const [provider, ...others] = TerraformStack.of(this)
      .allProviders()
      .filter(({ terraformResourceType, alias }) => terraformResourceType === 'aws' && !alias);
    return others.length > 0 ? undefined : provider;
  }

  private get partitionData(): DataAwsPartition {
    this._partition ??= new DataAwsPartition(this, 'Partition');
    return this._partition;
  }
}

function overridesOf(provider: TerraformProvider): object {
  return (provider as unknown as { readonly rawOverrides: object }).rawOverrides;
}
