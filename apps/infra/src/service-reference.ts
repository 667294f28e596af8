import {
  ecsClients,
  operationClients,
  renderStatus,
  wantsColor,
  type EcsClients,
  type EcsClientsOptions,
  type EcsStatus,
  type ServiceReference,
  type ServiceTarget,
  type StatusExpectation,
} from 'ecs-operations';
import { localAwsCredentials } from 'local-aws';
import { helloNames } from './names';
import type { StageConfig } from './stage';
import { localOptions } from './terraform-environment';

/** Clients for the stage's AWS: the local one with its own key, the real one with the user's. */
export function clientsOf(config: StageConfig): EcsClients {
  return ecsClients(optionsOf(config));
}

/** The service of the stage for the commands, which look at its load balancer as well. */
export function targetOf(config: StageConfig): ServiceTarget {
  const { region } = config;
  return { ...referenceOf(config), clients: operationClients(optionsOf(config)), region };
}

function optionsOf({ region, endpoint }: StageConfig): EcsClientsOptions {
  return {
    region,
    ...(endpoint === undefined
      ? {}
      : {
          endpoint,
          // Where nothing runs there is no key; what follows is that nothing answers, which says it better.
          credentials: localAwsCredentials(localOptions(process.env)) ?? NO_KEY,
        }),
  };
}

const NO_KEY = { accessKeyId: 'none', secretAccessKey: 'none' };

/** The service of the stage, by name. */
export function referenceOf(config: StageConfig): ServiceReference {
  const names = helloNames(config);
  return {
    cluster: names.cluster,
    service: names.service,
    repository: config.image.repositoryName,
  };
}

/** What the stage's status has to show. */
export function expectationOf({ hosts, network }: StageConfig): StatusExpectation {
  const zones =
    network.kind === 'create'
      ? network.availabilityZones
      : network.subnets.map((subnet) => subnet.availabilityZone);
  return {
    hosts: hosts.instanceCount,
    instanceType: hosts.instanceType,
    availabilityZones: Math.min(new Set(zones).size, hosts.instanceCount),
  };
}

/** A status in words, against what the stage has to show; in colour on a terminal. */
export function statusInWords(config: StageConfig, status: EcsStatus, purpose?: 'failure'): string {
  // Without FORCE_COLOR: Nx sets it for whatever it starts, also where nobody asked for colours.
  const { NO_COLOR, TERM } = process.env;
  return renderStatus(status, {
    color: wantsColor({ NO_COLOR, TERM }, process.stdout.isTTY === true),
    expected: expectationOf(config),
    purpose,
  });
}
