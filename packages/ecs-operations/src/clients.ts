import { EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { limitCalls } from './limit-calls';
import { madeWhenUsed } from './made-when-used';

/** Where the clients point. */
export interface EcsClientsOptions {
  readonly region: string;
  /**
   * One endpoint for every service, as a local emulation has it.
   * @default - AWS_ENDPOINT_URL when set, else the public endpoints of the region
   */
  readonly endpoint?: string;
  /** @default - the SDK's default chain: environment, profile, SSO, instance or container role */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** A profile of the AWS configuration files. @default - AWS_PROFILE, or the default one */
  readonly profile?: string;
}

/** The SDK clients every operation works with. */
export interface EcsClients {
  readonly ecs: ECSClient;
  readonly ec2: EC2Client;
  readonly ecr: ECRClient;
}

/**
 * Clients for AWS or for a local emulation, with bounded retries and timeouts: a command that cannot get through says
 * so within a minute instead of hanging.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function ecsClients(options: EcsClientsOptions): EcsClients {
  const config = clientConfiguration(options);
  return madeWhenUsed<EcsClients>({
    ecs: () => limitCalls(new ECSClient(config)),
    ec2: () => limitCalls(new EC2Client(config)),
    ecr: () => limitCalls(new ECRClient(config)),
  });
}

/** What every client is made with; throws when the region or the endpoint is not one. */
export function clientConfiguration(options: EcsClientsOptions) {
  const { region, endpoint, credentials, profile } = options;
  if (region.trim() === '') {
    throw new Error(
      "ecsClients: region must name an AWS region; got ''. Fix: set the stage's region, for example eu-central-1.",
    );
  }
  if (endpoint !== undefined && !/^https?:\/\//.test(endpoint)) {
    throw new Error(
      `ecsClients: endpoint must be a URL; got '${endpoint}'. Allowed: http:// and https://. Fix: write http://host:port.`,
    );
  }
  return {
    region,
    endpoint,
    credentials,
    profile,
    // Six tries with the SDK's jittered back-off outlast the usual throttling burst of the Describe calls.
    retryMode: 'standard',
    maxAttempts: 6,
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: 10_000,
      throwOnRequestTimeout: true,
    },
  };
}
