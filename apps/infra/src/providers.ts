import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { TerraformStack } from 'cdktf';
import type { StageConfig } from './stage';

/** Services that the stack calls; each one's address has to be given for the local AWS. */
const services = ['autoscaling', 'ec2', 'ecr', 'ecs', 'iam', 'logs', 'ssm', 'sts'] as const;

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
 * The addresses are written into the synthesized file, so that no way of running it can reach AWS. The credentials are not:
 * they are of one start of the local AWS and of its user alone, and come from the environment.
 */
function localSettings(endpoint: string) {
  return {
    endpoints: [Object.fromEntries(services.map((service) => [service, endpoint]))],
    skipMetadataApiCheck: 'true',
    skipRegionValidation: true,
  };
}
