import { localAwsEnvironment } from 'local-aws';
import { localOptions } from './local-options';
import type { StageConfig } from './stages/stage';

/**
 * Environment of Terraform and the SDK. For the local AWS every setting that could lead to a real account
 * is taken out: profiles, tokens, roles, credentials. What it has instead is the key of the local AWS that runs.
 */
export function terraformEnvironment(
  config: StageConfig,
  env: NodeJS.ProcessEnv = process.env,
): Readonly<Record<string, string | undefined>> {
  if (config.endpoint === undefined) return { AWS_REGION: config.region };
  return {
    ...localAwsEnvironment(localOptions(env), config.region),
    AWS_ENDPOINT_URL: config.endpoint,
  };
}
