import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import type { StageConfig } from './stage';

/**
 * The AWS provider of the stage. It works on the stage's account only: with credentials of another one it stops
 * before it has touched anything.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
export function awsProvider(stack: TerraformStack, config: StageConfig): AwsProvider {
  return new AwsProvider(stack, 'Aws', {
    region: config.region,
    allowedAccountIds: [config.accountId],
    defaultTags: [{ tags: config.tags }],
    ...(config.endpoint === undefined ? {} : localSettings(config.endpoint)),
  });
}

/**
 * Its address comes from the environment, as its credentials do: `AWS_ENDPOINT_URL`. As `endpoints` of the provider it
 * would cost each start of the provider seconds. What goes to AWS all the same is led to the local AWS, which passes nothing
 * on; so no way of running the synthesized file can reach AWS.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/custom-service-endpoints
 */
function localSettings(endpoint: string) {
  return {
    httpProxy: endpoint,
    httpsProxy: endpoint,
    // The local AWS itself is asked directly. Without it NO_PROXY of the environment would let some of the rest out.
    noProxy: new URL(endpoint).hostname,
    skipMetadataApiCheck: 'true',
    skipRegionValidation: true,
  };
}
