import { createHash } from 'node:crypto';
import { blockAddress, modulePath } from '../../plan/address';

/**
 * How Trivy calls a resource of the JSON of a plan. It writes the plan down as one file without modules: instances of
 * `count` and `for_each` have one name, and that of a module's resource ends with a hash of the module's address. In a
 * saved plan Trivy calls it by its address, and everything of a module by that of the module.
 *
 * @see https://github.com/aquasecurity/trivy/blob/v0.74.0/pkg/iac/scanners/terraformplan/tfjson/parser/parser.go
 */
export function trivyName(address: string): string {
  const module = modulePath(address)
    .map(({ name, key }) => `${name}${key}`)
    .join('.');
  if (module === '') {
    return blockAddress(address);
  }
  const hash = createHash('md5').update(module).digest('hex');
  return `${blockAddress(address.slice(module.length + 1))}_${hash}`;
}

/** Addresses by the name that Trivy gives them. */
export function byTrivyName(addresses: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const address of addresses) {
    const name = trivyName(address);
    names.set(name, [...(names.get(name) ?? []), address]);
  }
  return names;
}

/** `AVD-AWS-0107` and `AWS-0107` are one check: Trivy wrote both, and writes the short one only. */
export function shortTrivyId(id: string): string {
  return id.replace(/^AVD-(?=[A-Z]+-\d{4}$)/, '');
}
