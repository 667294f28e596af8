import type { StageConfig } from './stages/stage';

/**
 * Environment of Terraform and the SDK. For the local AWS every setting that could lead to a real account
 * is taken out: profiles, tokens, roles, credentials.
 */
export function terraformEnvironment(
  config: StageConfig,
): Readonly<Record<string, string | undefined>> {
  if (config.endpoint === undefined) return { AWS_REGION: config.region };
  return {
    AWS_REGION: config.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: config.endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_DEFAULT_PROFILE: undefined,
    AWS_DEFAULT_REGION: undefined,
    AWS_ROLE_ARN: undefined,
    AWS_WEB_IDENTITY_TOKEN_FILE: undefined,
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: undefined,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: undefined,
    // An empty file: a broken profile in the user's own would stop the provider.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}
