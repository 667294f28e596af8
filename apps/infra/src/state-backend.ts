import { S3Backend, type S3BackendConfig, type TerraformStack } from 'cdktf';
import type { StageConfig } from './stage';

/** cdktf has no name for Terraform's own lock in S3, but passes it through. */
type LockingS3BackendConfig = S3BackendConfig & { readonly useLockfile: boolean };

/**
 * Keeps the stack's state in S3: encrypted, and locked by a lock file beside it.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 */
export function keepStateInS3(stack: TerraformStack, config: StageConfig): void {
  const backend: LockingS3BackendConfig = {
    bucket: config.state.bucket,
    key: config.state.key,
    region: config.region,
    encrypt: true,
    useLockfile: true,
    ...(config.endpoint === undefined
      ? { allowedAccountIds: [config.accountId] }
      : {
          // With the endpoint this state cannot end up in a real bucket. Credentials come from the environment.
          endpoints: { s3: config.endpoint, sts: config.endpoint, iam: config.endpoint },
          usePathStyle: true,
          skipCredentialsValidation: true,
          skipMetadataApiCheck: true,
          skipRequestingAccountId: true,
        }),
  };
  new S3Backend(stack, backend);
}
