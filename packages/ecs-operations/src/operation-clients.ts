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
  return {
    ...ecsClients(options),
    logs: new CloudWatchLogsClient(configuration),
    autoScaling: new AutoScalingClient(configuration),
    applicationAutoScaling: new ApplicationAutoScalingClient(configuration),
    loadBalancing: new ElasticLoadBalancingV2Client(configuration),
    sts: new STSClient(configuration),
  };
}

/** The endpoint that somebody set for ECS, by option, variable or profile. @default - AWS's own */
export async function customEndpoint({ ecs }: EcsClients): Promise<URL | undefined> {
  const found = await ecs.config.endpoint?.();
  if (found === undefined) return undefined;
  const { protocol, hostname, port, path } = found;
  return new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`);
}

/** Whether it is on this machine: nothing there is anybody else's. */
export function isLoopback(endpoint: URL | undefined): boolean {
  return (
    endpoint !== undefined && /^(localhost|127(\.\d+){3}|\[::1\]|::1)$/.test(endpoint.hostname)
  );
}
