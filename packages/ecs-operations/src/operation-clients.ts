import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { STSClient } from '@aws-sdk/client-sts';
import {
  clientConfiguration,
  ecsClients,
  type EcsClients,
  type EcsClientsOptions,
} from './clients';
import { limitCalls } from './limit-calls';
import { madeWhenUsed } from './made-when-used';

/** The clients of the commands: what runs, its logs, what scales it, what stands before it, and whose account it is. */
export interface OperationClients extends EcsClients {
  readonly logs: CloudWatchLogsClient;
  readonly autoScaling: AutoScalingClient;
  readonly applicationAutoScaling: ApplicationAutoScalingClient;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly sts: STSClient;
}

/**
 * All clients for one region, made alike: see `ecsClients`.
 *
 * @throws Error when the region or the endpoint is not one
 */
export function operationClients(options: EcsClientsOptions): OperationClients {
  const configuration = clientConfiguration(options);
  const clients = ecsClients(options);
  return madeWhenUsed<OperationClients>({
    ecs: () => rememberingEndpoint(clients.ecs),
    ec2: () => clients.ec2,
    ecr: () => clients.ecr,
    logs: () => limitCalls(new CloudWatchLogsClient(configuration)),
    autoScaling: () => limitCalls(new AutoScalingClient(configuration)),
    applicationAutoScaling: () => limitCalls(new ApplicationAutoScalingClient(configuration)),
    loadBalancing: () => limitCalls(new ElasticLoadBalancingV2Client(configuration)),
    sts: () => limitCalls(new STSClient(configuration)),
  });
}

const asked = new WeakMap<EcsClients['ecs'], URL>();

/** Option, variable and profile can name an endpoint, and the SDK tells which one won only by where it goes. */
function rememberingEndpoint(ecs: EcsClients['ecs']): EcsClients['ecs'] {
  ecs.middlewareStack.add(
    (next) => (args) => {
      const { protocol, hostname, port } = args.request as {
        readonly protocol: string;
        readonly hostname: string;
        readonly port?: number;
      };
      asked.set(ecs, new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`));
      return next(args);
    },
    { step: 'build', name: 'rememberEndpoint' },
  );
  return ecs;
}

/**
 * Where the last call to ECS went, when that was not AWS.
 *
 * @returns undefined when it was AWS, or when nothing was asked yet and no option names an endpoint
 */
export async function customEndpoint({ ecs }: EcsClients): Promise<URL | undefined> {
  const found = asked.get(ecs) ?? (await configured(ecs));
  return found === undefined || /\.(amazonaws\.com(\.cn)?|api\.aws)$/.test(found.hostname)
    ? undefined
    : found;
}

async function configured(ecs: EcsClients['ecs']): Promise<URL | undefined> {
  const found = await ecs.config.endpoint?.();
  if (found === undefined) {
    return undefined;
  }
  const { protocol, hostname, port } = found;
  return new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`);
}

/** Whether it is on this machine: nothing there is anybody else's. */
export function isLoopback(endpoint: URL | undefined): boolean {
  return (
    endpoint !== undefined && /^(localhost|127(\.\d+){3}|\[::1\]|::1)$/.test(endpoint.hostname)
  );
}
