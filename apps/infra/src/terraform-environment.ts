import { join } from 'node:path';
import { localAwsEnvironment, localAwsOptions, type LocalAwsOptions } from 'local-aws';
import type { StageConfig } from './stage';

const workspaceRoot = join(__dirname, '..', '..', '..');

/** The local AWS that the stages of this app mean: the workspace's, unless LOCAL_AWS_DIRECTORY names another. */
export function localOptions(env: NodeJS.ProcessEnv): LocalAwsOptions {
  return localAwsOptions(env, workspaceRoot);
}

/**
 * Environment of Terraform and the SDK. For the local AWS every setting that could lead to a real account
 * is taken out: profiles, tokens, roles, credentials. What it has instead is the key of the local AWS that runs.
 */
export function terraformEnvironment(
  config: StageConfig,
  env: NodeJS.ProcessEnv = process.env,
): Readonly<Record<string, string | undefined>> {
  if (config.endpoint === undefined) {
    return { AWS_REGION: config.region };
  }
  return {
    ...localAwsEnvironment(localOptions(env), config.region, env),
    AWS_ENDPOINT_URL: config.endpoint,
  };
}

/**
 * That a stage of a real account is sent somewhere else: the SDK and Terraform take these variables, and nobody should
 * have to find out from what comes back.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function otherEndpoints(stage: string, environment: NodeJS.ProcessEnv): readonly string[] {
  if (/^true$/i.test(environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? '')) {
    return [];
  }
  return Object.entries(environment)
    .filter(([name, value]) => /^AWS_ENDPOINT_URL(_\w+)?$/.test(name) && value)
    .map(
      ([name, value]) =>
        `${name} is set: the stage ${stage} works with ${value} instead of AWS. Unset it to reach your account.`,
    )
    .sort();
}
