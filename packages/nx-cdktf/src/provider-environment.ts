import { dirname } from 'node:path';
import { findTerraform } from './terraform/binary';
import { chooseProviderInstallation, readUserConfiguration } from './terraform/cli-configuration';
import { readStackFile } from './terraform/stack-file';

/** An environment for a terraform that somebody else starts. */
export interface ProviderEnvironment {
  readonly environment: NodeJS.ProcessEnv;
  /** Removes what was written for it; call it when terraform has ended. */
  dispose(): void;
}

/**
 * An environment in which a plain `terraform init` finds the providers of a synthesized stack, this machine's mirrors
 * included. For whoever runs terraform without the executors, such as cdktf's matcher `toBeValidTerraform`.
 *
 * @param stackFile path of a `cdk.tf.json`
 * @throws Failure when there is no terraform that fits
 */
export async function providerEnvironment(
  stackFile: string,
  environment: NodeJS.ProcessEnv,
): Promise<ProviderEnvironment> {
  const user = readUserConfiguration(environment);
  const installation = chooseProviderInstallation({
    environment,
    binary: await findTerraform(environment),
    user,
    providers: readStackFile(stackFile).providers,
    workingDirectory: dirname(stackFile),
  });
  const { TF_CLI_CONFIG_FILE: named, ...others } = environment;
  const configuration = named === user.missingFile ? {} : { TF_CLI_CONFIG_FILE: named };
  return {
    environment: { ...others, ...configuration, ...installation.environment },
    dispose: () => installation.dispose(),
  };
}
