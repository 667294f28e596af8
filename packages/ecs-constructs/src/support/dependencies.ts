import { dependable, type ITerraformDependable, type TerraformResource } from 'cdktf';

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
  for (const other of others) {
    const address = addressOf(other);
    if (!resource.dependsOn.includes(address)) {
      resource.dependsOn.push(address);
    }
  }
}

/** Replaces a resource whenever another one is replaced, and not when the other one only changes. */
export function replaceWith(resource: TerraformResource, other: TerraformResource): void {
  const trigger = `${other.terraformResourceType}.${other.friendlyUniqueId}.id`;
  const triggers = resource.lifecycle?.replaceTriggeredBy ?? [];
  if (triggers.includes(trigger)) {
    return;
  }
  resource.lifecycle = { ...resource.lifecycle, replaceTriggeredBy: [...triggers, trigger] };
}
