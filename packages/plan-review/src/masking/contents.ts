import { decodeBase64 } from '../plan/base64';
import { readEmbedded, type Embedded } from '../plan/embedded';
import { findSecrets, type Span } from './detect';
import { withoutMarkers } from './marker';

/** What is in a text: a JSON value, another text, or neither, with the secrets that give themselves away. */
export type Content =
  | { readonly kind: 'json'; readonly value: Embedded }
  | { readonly kind: 'base64'; readonly text: string }
  | { readonly kind: 'text'; readonly found: readonly Span[] };

/** What was made of a text so far. */
export interface KnownText {
  content: Content | undefined;
  /** Whether the secrets in it have been learned. */
  isLearned: boolean;
  /** How it stands in the masked plan. */
  masked: string | undefined;
}

/** What is known of every distinct text of a plan: plans repeat most of them, and each is walked twice. */
export class Contents {
  /** Texts that nobody reads for their length, and that hold a secret. */
  readonly unreadWithSecret = new Set<string>();
  private readonly memos = [new Map<string, KnownText>(), new Map<string, KnownText>()] as const;

  /** `randomIsFine` is for values that are random by nature: digests and ids. */
  known(text: string, randomIsFine: boolean): KnownText {
    const memo = this.memos[randomIsFine ? 1 : 0];
    let known = memo.get(text);
    if (known === undefined) {
      known = { content: undefined, isLearned: false, masked: undefined };
      memo.set(text, known);
    }
    return known;
  }
}

/** Reads a text. */
export function contentOf(text: string, randomIsFine: boolean): Content {
  const value = readEmbedded(text);
  if (value !== undefined) {
    return { kind: 'json', value };
  }
  const decoded = decodeBase64(text);
  return decoded === undefined
    ? { kind: 'text', found: findSecrets(withoutMarkers(text), { randomIsFine }) }
    : { kind: 'base64', text: decoded };
}
