import { blockAddress } from '../plan/configuration';

/** Whether a type or an address, with `*` for anything, names a resource. */
export function isAt(
  pattern: string,
  { type, address }: { readonly type: string; readonly address: string },
): boolean {
  return [type, address, blockAddress(address)].some((name) => matchesPattern(pattern, name));
}

/** `*` stands for anything: `module.legacy.*`. */
export function matchesPattern(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}
