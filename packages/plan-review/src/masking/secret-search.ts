import type { Span } from './detect';

const prefixLength = 4;

/**
 * Finds known strings in texts, many strings in much text: most positions are ruled out by one look at a table.
 *
 * A text of megabytes may hold a secret in every line. So there is no object for each of them: only numbers, in tables as
 * large as there are secrets.
 */
export class SecretSearch {
  private readonly secrets: ReadonlySet<string>;
  /** By the hash of what strings begin with: the first entry of a chain, from 1; 0 where no string begins so. */
  private readonly first: Int32Array;
  /** By entry: a length of strings that begin so, longest first, and the entry after it. */
  private readonly lengths: number[] = [0];
  private readonly next: number[] = [0];
  /** What strings of a length begin and end with: one look more before a long text is compared. */
  private readonly ends: Uint8Array;
  private readonly mask: number;

  /** Strings shorter than four characters are not looked for. */
  constructor(secrets: ReadonlySet<string>) {
    this.secrets = secrets;
    this.mask = tableSize(secrets.size) - 1;
    this.first = new Int32Array(this.mask + 1);
    this.ends = new Uint8Array(this.mask + 1);
    for (const secret of secrets) {
      if (secret.length >= prefixLength) {
        const begin = hash(secret, 0);
        this.addLength(begin & this.mask, secret.length);
        this.ends[this.endOf(secret, begin, 0, secret.length)] = 1;
      }
    }
  }

  /** Where they are, longest first at each place, not overlapping. */
  find(text: string): readonly Span[] {
    const spans: Span[] = [];
    const last = this.lengths.length === 1 ? -1 : text.length - prefixLength;
    for (let start = 0; start <= last; start += 1) {
      const begin = hash(text, start);
      const chain = this.first[begin & this.mask] as number;
      const length = chain === 0 ? 0 : this.lengthAt(text, start, begin, chain);
      if (length > 0) {
        spans.push({ start, end: start + length });
        start += length - 1;
      }
    }
    return spans;
  }

  private lengthAt(text: string, start: number, begin: number, chain: number): number {
    for (let entry = chain; entry !== 0; entry = this.next[entry] as number) {
      const length = this.lengths[entry] as number;
      if (
        start + length <= text.length &&
        this.ends[this.endOf(text, begin, start, length)] === 1 &&
        this.secrets.has(text.slice(start, start + length))
      ) {
        return length;
      }
    }
    return 0;
  }

  private addLength(begin: number, length: number): void {
    let before = 0;
    let entry = this.first[begin] as number;
    while (entry !== 0 && (this.lengths[entry] as number) > length) {
      before = entry;
      entry = this.next[entry] as number;
    }
    if (entry !== 0 && this.lengths[entry] === length) {
      return;
    }
    const added = this.lengths.push(length) - 1;
    this.next.push(entry);
    if (before === 0) {
      this.first[begin] = added;
    } else {
      this.next[before] = added;
    }
  }

  private endOf(text: string, begin: number, start: number, length: number): number {
    const end = hash(text, start + length - prefixLength);
    return mixed(begin ^ Math.imul(end, 0x27d4eb2d) ^ length) & this.mask;
  }
}

/** A power of two, so large that few places of the table are taken. */
function tableSize(strings: number): number {
  return 1 << Math.min(24, Math.max(16, Math.ceil(Math.log2(strings + 1)) + 4));
}

function hash(text: string, at: number): number {
  return mixed(
    (text.charCodeAt(at) * 7 +
      text.charCodeAt(at + 1) * 131 +
      text.charCodeAt(at + 2) * 8191 +
      text.charCodeAt(at + 3) * 524287) |
      0,
  );
}

function mixed(number: number): number {
  const product = Math.imul(number, 0x9e3779b1);
  return product ^ (product >>> 15);
}
