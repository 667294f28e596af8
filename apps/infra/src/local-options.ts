import { join } from 'node:path';
import { localAwsOptions, type LocalAwsOptions } from 'local-aws';

const workspaceRoot = join(__dirname, '..', '..', '..');

/** The local AWS that the stages of this app mean: the workspace's, unless LOCAL_AWS_DIRECTORY names another. */
export function localOptions(env: NodeJS.ProcessEnv): LocalAwsOptions {
  return localAwsOptions(env, workspaceRoot);
}
