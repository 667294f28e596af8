import { findTerraform, type TerraformBinary } from './binary';
import { readUserConfiguration, type UserConfiguration } from './cli-configuration';

/** The terraform of this machine and what its user configured for it. */
export interface UsersTerraform {
  readonly binary: TerraformBinary;
  readonly user: UserConfiguration;
}

/**
 * Finds terraform and reads the user's CLI configuration. A TF_CLI_CONFIG_FILE that names no file is taken out of this
 * process's environment: terraform itself would stop there.
 */
export async function findUsersTerraform(
  environment: NodeJS.ProcessEnv,
  warn: (text: string) => void,
): Promise<UsersTerraform> {
  const binary = await findTerraform(environment);
  const user = readUserConfiguration(environment);
  if (user.missingFile !== undefined) {
    warn(`TF_CLI_CONFIG_FILE names a file that does not exist and is ignored: ${user.missingFile}`);
    delete process.env['TF_CLI_CONFIG_FILE'];
  }
  return { binary, user };
}
