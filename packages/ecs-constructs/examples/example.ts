import type { TerraformStack } from 'cdktf';
import type { INetwork } from 'ecs-constructs';

/** Builds one example into a stack that has an AWS provider. Most examples run in a network that exists. */
export type Example = (stack: TerraformStack, network: INetwork) => void;
