import { decodeBase64 } from '../plan/base64';
import { readEmbedded, type Embedded } from '../plan/embedded';
import { findSecrets, type Span } from './detect';
import { withoutMarkers } from './marker';

/** What is in a text: a JSON value, another text, or neither, with the secrets that give themselves away. */
export type Content =
  | { readonly kind: 'json'; readonly value: Embedded }
  | { readonly kind: 'base64'; readonly text: string }
  | { readonly kind: 'text'; readonly found: readonly Span[] };

/** Reads every distinct text of a plan once: plans repeat most of them, and each is walked twice. */
export class Contents {
  private readonly memos = [new Map<string, Content>(), new Map<string, Content>()] as const;

  /** `randomIsFine` is for values that are random by nature: digests and ids. */
  of(text: string, randomIsFine: boolean): Content {
    const memo = this.memos[randomIsFine ? 1 : 0];
    let content = memo.get(text);
    if (content === undefined) {
      content = read(text, randomIsFine);
      memo.set(text, content);
    }
    return content;
  }
}

function read(text: string, randomIsFine: boolean): Content {
  const value = readEmbedded(text);
  if (value !== undefined) {
    return { kind: 'json', value };
  }
  const decoded = decodeBase64(text);
  return decoded === undefined
    ? { kind: 'text', found: findSecrets(withoutMarkers(text), { randomIsFine }) }
    : { kind: 'base64', text: decoded };
}
