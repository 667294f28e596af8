import { decodeBase64, isText, mayBeBase64 } from './base64';
import { parseExactly } from './exact-numbers';
import type { Json, JsonObject } from './json';

/** What a text can hold: a scalar is text to its reader. */
export type Embedded = JsonObject | readonly Json[];

/**
 * Parses text that holds a JSON object or list; anything else, scalars included, is `undefined`: a number or a word is
 * text to its reader.
 *
 * Text nested deeper than 400 levels is not parsed, so that callers may recurse.
 */
export function parseEmbedded(text: string): Embedded | undefined {
  const known = mayBegin(text) ? memory?.json.get(text) : undefined;
  if (known !== undefined) {
    return known;
  }
  const value = readEmbedded(text);
  if (value !== undefined) {
    rememberEmbedded(text, value);
  }
  return value;
}

/** The same without the memory, for who keeps what was read himself. */
export function readEmbedded(text: string): Embedded | undefined {
  if (!mayBegin(text)) {
    return undefined;
  }
  const first = /^\s*([[{])/.exec(text)?.[1];
  if (first === undefined || !text.trimEnd().endsWith(first === '{' ? '}' : ']')) {
    return undefined;
  }
  if (bracketDepth(text) > maxDepth) {
    return undefined;
  }
  try {
    return parseExactly(text) as Embedded;
  } catch {
    return undefined;
  }
}

/** The text behind base64, where it is text: see `decodeBase64`. */
export function embeddedText(text: string): string | undefined {
  if (!mayBeBase64(text)) {
    return undefined;
  }
  const known = memory?.base64.get(text);
  if (known !== undefined) {
    return known;
  }
  const decoded = decodeBase64(text);
  if (decoded !== undefined && memory?.hasRoom(text)) {
    memory.base64.set(text, decoded);
  }
  return decoded;
}

/** Notes what a text of the review that runs holds, for whoever has written or read it anyway. */
export function rememberEmbedded(text: string, value: Embedded): void {
  if (memory?.hasRoom(text)) {
    memory.json.set(text, value);
  }
}

/** Notes the text behind base64 that was written or decoded anyway, unless reading the base64 would not give it back. */
export function rememberText(base64: string, text: string): void {
  if (mayBeBase64(base64) && isText(text) && memory?.hasRoom(base64)) {
    memory.base64.set(base64, text);
  }
}

/**
 * Runs a review with a memory of what the texts of its plan hold: ten rules read each of them, and to parse it costs more
 * than all that they do with it. At the end of the review it is forgotten.
 */
export function rememberingEmbedded<Result>(review: () => Result): Result {
  const outer = memory;
  memory = new Memory();
  try {
    return review();
  } finally {
    memory = outer;
  }
}

/** What is parsed takes some five times as much memory as its text; of a larger plan the rest is parsed again. */
const mostCharacters = 24 * 1024 * 1024;

class Memory {
  readonly json = new Map<string, Embedded>();
  readonly base64 = new Map<string, string>();
  private left = mostCharacters;

  hasRoom(text: string): boolean {
    this.left -= text.length;
    return this.left >= 0;
  }
}

let memory: Memory | undefined;

/** A quick look, since most texts begin with a letter; white space of Unicode is left to a closer one. */
function mayBegin(text: string): boolean {
  const code = text.charCodeAt(0);
  return code === 0x5b || code === 0x7b || code <= 0x20 || code >= 0x80;
}

const maxDepth = 400;

/** How deep brackets are nested; those inside of strings count too, so it is never less than the depth of the JSON. */
function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x5b || code === 0x7b) {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if ((code === 0x5d || code === 0x7d) && depth > 0) {
      depth -= 1;
    }
  }
  return deepest;
}
