import type { Span } from './detect';

const prefixLength = 4;

/** Secrets that begin alike, by length, longest first. */
type Group = readonly {
  readonly length: number;
  readonly secrets: ReadonlySet<string>;
  /** What they end with: one look more before a long text is compared. */
  readonly ends: ReadonlySet<string>;
}[];

/**
 * Finds known strings in texts, many strings in much text: most positions are ruled out by one look at a table.
 */
export class SecretSearch {
  private readonly table = new Uint8Array(1 << 16);
  private readonly groups: ReadonlyMap<string, Group>;

  /** Strings shorter than four characters are not looked for. */
  constructor(secrets: Iterable<string>) {
    const byPrefix = new Map<string, Map<number, Set<string>>>();
    for (const secret of secrets) {
      if (secret.length >= prefixLength) {
        const byLength = getOrSet(byPrefix, secret.slice(0, prefixLength), () => new Map());
        getOrSet(byLength, secret.length, () => new Set()).add(secret);
        this.table[hash(secret, 0)] = 1;
      }
    }
    this.groups = new Map(
      [...byPrefix].map(([prefix, byLength]) => [
        prefix,
        [...byLength]
          .map(([length, group]) => ({
            length,
            secrets: group,
            ends: new Set([...group].map((secret) => secret.slice(-prefixLength))),
          }))
          .sort((left, right) => right.length - left.length),
      ]),
    );
  }

  /** Where they are, longest first at each place, not overlapping. */
  find(text: string): readonly Span[] {
    const spans: Span[] = [];
    const last = this.groups.size === 0 ? -1 : text.length - prefixLength;
    for (let start = 0; start <= last; start += 1) {
      const length = this.table[hash(text, start)] === 1 ? this.lengthAt(text, start) : 0;
      if (length > 0) {
        spans.push({ start, end: start + length });
        start += length - 1;
      }
    }
    return spans;
  }

  private lengthAt(text: string, start: number): number {
    const group = this.groups.get(text.slice(start, start + prefixLength)) ?? [];
    return (
      group.find(
        ({ length, secrets, ends }) =>
          ends.has(text.slice(start + length - prefixLength, start + length)) &&
          secrets.has(text.slice(start, start + length)),
      )?.length ?? 0
    );
  }
}

function getOrSet<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

function hash(text: string, at: number): number {
  return (
    (text.charCodeAt(at) * 7 +
      text.charCodeAt(at + 1) * 131 +
      text.charCodeAt(at + 2) * 1031 +
      text.charCodeAt(at + 3) * 8191) &
    0xffff
  );
}
