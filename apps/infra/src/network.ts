import { Network, type INetwork } from 'ecs-constructs';
import type { TerraformStack } from 'cdktf';
import type { StageConfig } from './stages/stage';

/** The network of the stage: one made for it, or the one its configuration names. */
export function stageNetwork(stack: TerraformStack, config: StageConfig): INetwork {
  const { network, nickname } = config;
  return network.kind === 'create'
    ? new Network(stack, 'Network', {
        networkName: `${nickname}-ecs`,
        cidrBlock: network.cidrBlock,
        availabilityZones: network.availabilityZones,
      })
    : Network.fromAttributes(stack, 'Network', {
        vpcId: network.vpcId,
        subnets: network.subnets,
      });
}
