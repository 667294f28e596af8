import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';

/** Path of a construct inside of its stack, such as `Cluster/Hosts`: the same whatever the stack is called. */
export function placeInStack(construct: IConstruct): string {
  const { path } = TerraformStack.of(construct).node;
  return construct.node.path.slice(path.length + 1);
}
