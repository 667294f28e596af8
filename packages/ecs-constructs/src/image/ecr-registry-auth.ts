import { DataAwsEcrAuthorizationToken } from '@cdktf/provider-aws/lib/data-aws-ecr-authorization-token';
import type { DockerProviderRegistryAuth } from '@cdktf/provider-docker/lib/provider';
import type { Construct } from 'constructs';
import { AwsEnvironment } from '../support/aws-environment';
import { jsonText } from '../support/json-text';
import { requireShape } from '../support/require-shape';
import { literal } from '../support/terraform-text';

/** Properties of {@link ecrRegistryAuth}. */
export interface EcrRegistryAuthProps {
  /**
   * `credential-helper` leaves the login to `docker-credential-ecr-login`, which must be installed; nothing secret gets
   * into the state. `token` asks ECR for a token that is valid for 12 hours and is kept in the state.
   */
  readonly method: 'credential-helper' | 'token';
  /** @default - the provider's account */
  readonly accountId?: string;
  /** @default - the provider's region */
  readonly region?: string;
}

/** The bare host of an account's ECR registry, without scheme and path. */
export function ecrRegistryHost(
  scope: Construct,
  location: { readonly accountId?: string; readonly region?: string } = {},
): string {
  const environment = AwsEnvironment.of(scope);
  const accountId = location.accountId ?? environment.accountId;
  const region = location.region ?? environment.region;
  return `${accountId}.dkr.ecr.${region}.${environment.dnsSuffix}`;
}

/**
 * The `registry_auth` entry that lets the docker provider push to ECR.
 *
 * Everything in it is known while planning. The docker provider falls back to `~/.docker/config.json` when a user name
 * is not known at plan time, so never build the address from a repository that is still to be created.
 *
 * It is for pushes. What `FROM` names is pulled by the builder, with the docker configuration of the machine that applies:
 * for base images in ECR, put the credential helper into `credHelpers` of `~/.docker/config.json`.
 *
 * ```ts
 * new DockerProvider(this, 'Docker', {
 *   registryAuth: [ecrRegistryAuth(this, 'RegistryAuth', { method: 'credential-helper' })],
 *   disableDockerDaemonCheck: true, // a plan then works where no Docker engine runs
 * });
 * ```
 *
 * @see https://registry.terraform.io/providers/kreuzwerker/docker/3.6.2/docs#registry-credentials
 */
export function ecrRegistryAuth(
  scope: Construct,
  id: string,
  props: EcrRegistryAuthProps,
): DockerProviderRegistryAuth {
  requireShape('ecrRegistryAuth', 'EcrRegistryAuthProps', props);
  const host = ecrRegistryHost(scope, props);
  const address = literal(host);
  if (props.method === 'credential-helper') {
    return {
      address,
      configFileContent: jsonText(() => ({ credHelpers: { [host]: 'ecr-login' } })),
    };
  }
  const token = new DataAwsEcrAuthorizationToken(scope, id);
  return { address, username: token.userName, password: token.password };
}
