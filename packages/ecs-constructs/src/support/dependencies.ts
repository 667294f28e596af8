import {
  dependable,
  TerraformStack,
  type ITerraformDependable,
  type TerraformResource,
} from 'cdktf';
import { Construct } from 'constructs';

// cdktf makes a new token whenever an address is read: that costs time, and no two of one resource are equal.
const addresses = new WeakMap<ITerraformDependable, string>();

function addressOf(other: ITerraformDependable): string {
  const address = addresses.get(other) ?? dependable(other);
  addresses.set(other, address);
  return address;
}

/** Orders a resource after others, once after each, also when they are made later than the resource itself. */
export function dependOn(
  resource: TerraformResource,
  ...others: readonly ITerraformDependable[]
): void {
  resource.dependsOn ??= [];
  for (const other of inStackOf(resource, others)) {
    const address = addressOf(other);
    if (!resource.dependsOn.includes(address)) {
      resource.dependsOn.push(address);
    }
  }
}

/**
 * What a resource of this scope can be ordered after. Terraform orders what is in one stack; what is in another one is there
 * before, because its whole stack is applied before.
 */
export function inStackOf(
  scope: Construct,
  others: readonly ITerraformDependable[],
): readonly ITerraformDependable[] {
  const stack = TerraformStack.of(scope);
  return others.filter((other) => {
    const home = Construct.isConstruct(other) ? TerraformStack.of(other) : stack;
    if (home !== stack) {
      stack.addDependency(home);
    }
    return home === stack;
  });
}

/**
 * Replaces a resource whenever another one of its stack is replaced, and not when the other one only changes. Terraform does
 * not see whether what is in another stack was replaced: an address of it that changes replaces what is made from it.
 */
export function replaceWith(resource: TerraformResource, other: TerraformResource): void {
  if (TerraformStack.of(resource) !== TerraformStack.of(other)) {
    return;
  }
  const trigger = `${other.terraformResourceType}.${other.friendlyUniqueId}.id`;
  const triggers = resource.lifecycle?.replaceTriggeredBy ?? [];
  if (triggers.includes(trigger)) {
    return;
  }
  resource.lifecycle = { ...resource.lifecycle, replaceTriggeredBy: [...triggers, trigger] };
}
