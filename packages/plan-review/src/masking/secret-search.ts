import type { Span } from './detect';

const prefixLength = 4;

/**
 * Finds known strings in texts, many strings in much text: most positions are ruled out by one look at a table.
 */
export class SecretSearch {
  private readonly table = new Uint8Array(1 << 16);
  private readonly byPrefix = new Map<string, string[]>();

  /** Strings shorter than four characters are not looked for. */
  constructor(secrets: Iterable<string>) {
    for (const secret of secrets) {
      if (secret.length >= prefixLength) {
        const prefix = secret.slice(0, prefixLength);
        const list = this.byPrefix.get(prefix);
        if (list === undefined) {
          this.byPrefix.set(prefix, [secret]);
        } else {
          list.push(secret);
        }
        this.table[hash(secret, 0)] = 1;
      }
    }
    for (const list of this.byPrefix.values()) {
      list.sort((left, right) => right.length - left.length);
    }
  }

  /** Where they are, longest first at each place, not overlapping. */
  find(text: string): readonly Span[] {
    const spans: Span[] = [];
    const last = this.byPrefix.size === 0 ? -1 : text.length - prefixLength;
    for (let start = 0; start <= last; start += 1) {
      if (this.table[hash(text, start)] === 1) {
        const secret = this.byPrefix
          .get(text.slice(start, start + prefixLength))
          ?.find((candidate) => text.startsWith(candidate, start));
        if (secret !== undefined) {
          spans.push({ start, end: start + secret.length });
          start += secret.length - 1;
        }
      }
    }
    return spans;
  }
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
