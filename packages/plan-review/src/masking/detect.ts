import { longestRead } from './place';
import { isSecretName, mayHoldSecretName } from './secret-names';

/** A piece of a text: `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the secrets in a text that give themselves away: tokens of known shape, `NAME=value` with a telling name, and
 * strings that only a random generator writes.
 *
 * `randomIsFine` is for values that are random by nature: digests and ids.
 */
export function findSecrets(
  text: string,
  { randomIsFine }: { readonly randomIsFine: boolean },
): readonly Span[] {
  const spans: Span[] = [];
  let cut: Span = { start: 0, end: 0 };
  for (let from = 0; from === 0 || from + OVERLAP < text.length; from += WINDOW - OVERLAP) {
    const to = Math.min(from + WINDOW, text.length);
    const before = cut;
    for (const { start, end } of findInWindow(text.slice(from, to), randomIsFine)) {
      const span = { start: from + start, end: from + end };
      if (span.end < to || to === text.length) {
        spans.push(span);
      } else if (start >= OVERLAP || before.end <= to) {
        // A secret that the window cuts goes on to its end. What began in the window before was read there, once for all
        // windows that it fills.
        cut = { start: span.start, end: before.end > to ? before.end : endOfWord(text, to) };
        spans.push(cut);
      }
    }
  }
  return spans;
}

// The engine of regular expressions keeps a way back for every character it repeats: some MB of one word exhaust it.
// What is found within the overlap is found twice, which does no harm.
const WINDOW = 256 * 1024;
const OVERLAP = 16 * 1024;

function endOfWord(text: string, from: number): number {
  const space = /\s/g;
  space.lastIndex = from;
  return space.exec(text)?.index ?? text.length;
}

function findInWindow(text: string, randomIsFine: boolean): readonly Span[] {
  if (text.length < 8) {
    return [];
  }
  const scanned = mayHoldHarmless.test(text)
    ? text.replace(harmless, (match) => ' '.repeat(match.length))
    : text;
  const spans: Span[] = [];
  if (mayHoldShape.test(scanned)) {
    for (const shape of shapes) {
      collect(scanned, shape, spans);
    }
    collectWebTokens(scanned, spans);
  }
  if (mayHoldSecretName(scanned)) {
    collectAssignments(scanned, spans);
  }
  if (!randomIsFine && holdsLongWord(scanned)) {
    for (const match of scanned.matchAll(/[A-Za-z0-9+/_-]{20,}={0,2}/g)) {
      if (looksRandom(match[0])) {
        spans.push({ start: match.index, end: match.index + match[0].length });
      }
    }
  }
  return spans;
}

/** Whether text stands for a value instead of being one: a reference, an address of a secret, a switch. */
export function isReference(value: string): boolean {
  return (
    value.length <= longestRead &&
    reference.test(value) &&
    !(value.startsWith('/') && looksRandom(value))
  );
}

const reference =
  /^(arn:.*|\$\{[^}]*\}|\$[A-Z_][A-Z0-9_]*|\$\(.*|\{\{.*|true|false|null|none|NONE|AWS_IAM|CUSTOM|COGNITO_USER_POOLS|\/[\w.-]+(\/[\w.-]+)*|\s*)$/s;

// Public by nature, however random they look: ARNs, ids of hosted zones, digests, certificates, public keys.
const harmless =
  /\barn:[a-z-]+:[^\s"',]+|\/hostedzone\/[A-Z0-9]+|\bsha(?:1|256|512):[0-9a-fA-F]+|-----BEGIN (?:CERTIFICATE|PUBLIC KEY|RSA PUBLIC KEY)-----[^-]*-----END [A-Z ]+-----|\b(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\w+) [A-Za-z0-9+/=]+/g;

// One of these stands in whatever is harmless: most texts hold none.
const mayHoldHarmless = /arn:|\/hostedzone\/|sha(?:1|256|512):|-----BEGIN|ssh-|ecdsa-/;

const randomLength = 20;
const inWord = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(/[A-Za-z0-9+/_-]/.test(String.fromCharCode(code))),
);

/** Whether a word is as long as what is random: from where one would end backwards, which skips most of a text. */
function holdsLongWord(text: string): boolean {
  let start = 0;
  while (start + randomLength <= text.length) {
    let index = start + randomLength - 1;
    while (index >= start && inWord[text.charCodeAt(index)] === 1) {
      index -= 1;
    }
    if (index < start) {
      return true;
    }
    start = index + 1;
  }
  return false;
}

// The first capture group, where there is one, is the secret; else the whole match is.
const shapes: readonly RegExp[] = [
  /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|$)/g,
  /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/g,
  /\bgithub_pat_\w{20,}/g,
  /\bgl(?:pat|dt|rt|ptt|cbt)-[\w-]{16,}/g,
  /\bxox[a-z]-[\w-]{10,}/g,
  /\bhooks\.slack\.com\/services\/([\w/]{20,})/g,
  /\b[rs]k_(?:live|test)_\w{10,}/g,
  /\bsk-[\w-]{20,}/g,
  /\bAIza[\w-]{35}/g,
  /\bnpm_[A-Za-z0-9]{30,}/g,
  /\bpypi-[\w-]{20,}/g,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/g,
  /\bhv[sbr]\.[\w-]{20,}/g,
  /\bdop_v1_[a-f0-9]{40,}/g,
  /\bAGE-SECRET-KEY-1[A-Z0-9]{20,}/g,
  /\bATATT[\w=-]{20,}/g,
  /\b(?:Account|SharedAccess)Key=([A-Za-z0-9+/=]{20,})/g,
  /[?&](?:sig|X-Amz-Signature|X-Amz-Security-Token)=([\w%+/=-]{16,})/g,
  /\b(?:Bearer|Basic)\s+(?=\S*\d)([\w.~+/=-]{8,})/g,
  /(?:^|\s)(?:-u|--user)[ =]["']?[^\s:"']+:([^\s"']+)/g,
  // Not the port of an address: registry:5000/image@sha256:...
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'`]{0,200}:(?!\d+\/)([^\s"'`]{1,500})@/gi,
];

// What every shape begins with: most texts hold none of it, and one look is cheaper than twenty.
const mayHoldShape =
  /-----BEGIN|AKIA|ASIA|ABIA|ACCA|gh[pousr]_|github_pat_|gl[a-z]+-|xox[a-z]-|slack|_live_|_test_|sk-|AIza|npm_|pypi-|SG\.|hv[sbr]\.|dop_v1_|AGE-SECRET|ATATT|eyJ|Key=|sig=|X-Amz|Bearer|Basic|-u|--user|:\/\//;

function collect(text: string, shape: RegExp, spans: Span[]): void {
  for (const match of text.matchAll(shape)) {
    const secret = match[1] ?? match[0];
    const start = match.index + (match[1] === undefined ? 0 : match[0].lastIndexOf(secret));
    if (!isReference(secret)) {
      spans.push({ start, end: start + secret.length });
    }
  }
}

/** JSON Web Tokens. From dot to dot, since a search for their beginning reads a long word again at each of its parts. */
function collectWebTokens(text: string, spans: Span[]): void {
  for (const match of text.matchAll(/\.[\w-]{8,}\.[\w-]{8,}/g)) {
    let start = match.index;
    while (start > 0 && /[\w-]/.test(text.charAt(start - 1))) {
      start -= 1;
    }
    const header = /\beyJ[\w-]{8,}$/.exec(text.slice(start, match.index));
    if (header !== null) {
      spans.push({ start: start + header.index, end: match.index + match[0].length });
    }
  }
}

const value =
  /\s{0,100}(?:\\{1,9}["'])?("(?:[^"\\]|\\.){0,4000}"|'[^']{0,4000}'|\$\{[^}\s]{0,1000}\}|\$\([^)]{0,1000}\)|[^\s"'`;&|,)}\]]{1,1000})/y;
const longestName = 80;
const [colon, equals] = [':'.charCodeAt(0), '='.charCodeAt(0)];

/** `PASSWORD=x`, `password: x`, `"secret":"x"`, `\"secret\":\"x\"`, `--password x`. */
function collectAssignments(text: string, spans: Span[]): void {
  let end = 0;
  const reading = { left: text.length * 8 + 64 * 1024 };
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if ((code === colon || code === equals) && index >= end) {
      end = collectValue(text, nameBefore(text, index), index + 1, spans, reading) ?? end;
    }
    if (reading.left < 0) {
      // Nobody writes values that begin within each other by the thousand, but to hide one: the rest is one secret.
      spans.push({ start: index + 1, end: text.length });
      return;
    }
  }
  for (const match of text.matchAll(/(?<=^|\s)--?([A-Za-z][\w-]{0,80})(?=\s)/g)) {
    collectValue(text, match[1] ?? '', match.index + match[0].length, spans, reading);
  }
}

/** The name that an assignment gives a value to, read backwards: a text of megabytes has few signs and many letters. */
function nameBefore(text: string, sign: number): string {
  let end = sign;
  const skip = (kind: RegExp): void => {
    for (let left = 100; left > 0 && end > 0 && kind.test(text.charAt(end - 1)); left -= 1) {
      end -= 1;
    }
  };
  skip(/\s/);
  if (/["']/.test(text.charAt(end - 1))) {
    end -= 1;
  }
  skip(/\\/);
  let start = end;
  while (start > 0 && end - start <= longestName && /[\w.-]/.test(text.charAt(start - 1))) {
    start -= 1;
  }
  return text.slice(start, end).replace(/^[^A-Za-z_]+/, '');
}

/** Adds the value behind a telling name; gives back where it ends, or undefined where it is none. */
function collectValue(
  text: string,
  name: string,
  from: number,
  spans: Span[],
  reading: { left: number },
): number | undefined {
  if (name === '' || !isSecretName(name) || isHost(name)) {
    return undefined;
  }
  value.lastIndex = from;
  const [whole, written = ''] = value.exec(text) ?? [];
  // What is opened and not closed was read as far as the expression goes.
  reading.left -= written === '' ? 4000 : /^\$[({]/.test(written) ? 1000 : written.length;
  if (whole === undefined || isAction(name, written)) {
    return undefined;
  }
  const secret = /^(["'])([\s\S]*)\1$/.exec(written)?.[2] ?? written.replace(/\\+$/, '');
  if (isReference(secret)) {
    return undefined;
  }
  const start = from + whole.length - written.length + Number(/^["']/.test(written));
  const isCut = written.length >= 1000 && !/^["'$]/.test(written);
  const end = isCut ? endOfWord(text, start) : start + secret.length;
  spans.push({ start, end });
  return end;
}

/** `token.actions.githubusercontent.com:sub` names a claim of a provider of identities. */
function isHost(name: string): boolean {
  return /\.(?:com|net|org|io|dev|app|cloud|internal|local|[a-z]{2})$/i.test(name);
}

/** `secretsmanager:GetSecretValue` is an action of IAM, not the value of a secret. */
function isAction(name: string, written: string): boolean {
  return /^secretsmanager$/i.test(name) && /^[A-Z*?][A-Za-z*?]*$/.test(written);
}

/**
 * Whether only a random generator writes such a string.
 *
 * Names are told apart by their order: in `HelloServiceTaskDefinition` capitals begin words, in random text every second
 * or third character is of another kind than the one before. Text of one kind of letters cannot be told from a digest.
 */
export function looksRandom(text: string): boolean {
  // The end that CDKTF gives logical ids.
  const core = text.replace(/_[0-9A-F]{8}$/, '');
  let [lower, upper, digits, transitions] = [0, 0, 0, 0];
  let last = kindOf(core.charCodeAt(0));
  for (let index = 0; index < core.length; index += 1) {
    const code = core.charCodeAt(index);
    if (code >= 0x61 && code <= 0x7a) {
      lower += 1;
    } else if (code >= 0x41 && code <= 0x5a) {
      upper += 1;
    } else if (code >= 0x30 && code <= 0x39) {
      digits += 1;
    }
    const kind = kindOf(code);
    if (kind !== last) {
      transitions += 1;
      last = kind;
    }
  }
  return (
    core.length >= 20 &&
    lower >= 3 &&
    upper >= 3 &&
    digits >= (core.length < 32 ? 2 : 1) &&
    transitions / (core.length - 1) >= 0.4 &&
    !isWordy(core) &&
    entropy(core) >= 3.5
  );
}

/** `ELBSecurityPolicy-TLS13-1-2-2021-06`: words and numbers with signs between them. Random text has no such words. */
function isWordy(text: string): boolean {
  const parts = text.split(/[-_]/);
  return (
    parts.length > 2 &&
    parts.every((part) =>
      /^(?:\d{1,8}|[A-Z]{1,6}\d{0,4}|(?:[A-Z]{0,4}[a-z]{2,})+\d{0,4})$/.test(part),
    )
  );
}

function kindOf(code: number): number {
  return code >= 97 ? 0 : code >= 65 ? 1 : code >= 48 && code <= 57 ? 2 : 3;
}

/** Shannon entropy in bits per character. Of ASCII, which is all that is asked for. */
function entropy(text: string): number {
  counts.fill(0);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index) & 0x7f;
    counts[code] = (counts[code] as number) + 1;
  }
  let bits = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index) & 0x7f;
    const number = counts[code] as number;
    if (number > 0) {
      const share = number / text.length;
      bits -= share * Math.log2(share);
      counts[code] = 0;
    }
  }
  return bits;
}

/** A text of megabytes has some hundred thousand words to count the characters of. */
const counts = new Uint32Array(128);
