import { dependable, type ITerraformDependable, type TerraformResource } from 'cdktf';

/** Orders a resource after others, also when they are made later than the resource itself. */
export function dependOn(
  resource: TerraformResource,
  ...others: readonly ITerraformDependable[]
): void {
  resource.dependsOn ??= [];
  for (const other of others) {
    const address = dependable(other);
    if (!resource.dependsOn.includes(address)) resource.dependsOn.push(address);
  }
}
