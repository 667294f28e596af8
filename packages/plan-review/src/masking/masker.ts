import { decodeBase64 } from '../plan/base64';
import { isList, isObject, parseEmbedded, type Json, type JsonObject } from '../plan/json';
import { findSecrets, isReference, type Span } from './detect';
import { markerOf, withoutMarkers } from './marker';
import { SecretSearch } from './secret-search';
import { isDigestName, isSecretName } from './secret-names';

// JSON in JSON in base64 in JSON: more layers than anybody wraps.
const maxLayers = 6;
// Shorter texts are masked only where Terraform or a name says so.
const minSecretLength = 6;
// Keys that hold the value of what their parent names.
const transparent = new Set(['value', 'Value', 'constant_value', 'default', 'before', 'after']);
// What stands beside a secret and is none: where it is kept, what it is called.
const beside =
  /^(name|valueFrom|value_from|references|arn|id|type|key|kind|description|propagate_at_launch|sensitive)$/;

/**
 * Replaces secrets in values. Walk everything once to learn, `seal`, and walk it again to mask: then a value that was
 * recognised in one place is masked in every other.
 */
export class Masker {
  private readonly numbers = new Map<string, number>();
  private readonly secrets = new Set<string>();
  private readonly analyses = [new Map<string, Analysis>(), new Map<string, Analysis>()] as const;
  private search: SecretSearch | undefined;

  /** From now on everything learned is looked for everywhere. */
  seal(): void {
    this.search = new SecretSearch(this.secrets);
  }

  /** Masks a value. `sensitive` has its shape and is `true` where Terraform knows a secret. */
  value(value: Json, name: string, sensitive?: Json): Json {
    return this.walk(value, { name, secret: isSecretName(name), layers: 0 }, sensitive);
  }

  /** Masks what is known to be secret in a text that names things: an address, a key. */
  label(text: string): string {
    return this.replace(withoutMarkers(text), []);
  }

  private walk(value: Json, place: Place, sensitive?: Json): Json {
    if (sensitive === true) {
      this.learnAll(value, place);
      return value === null ? null : markerOf(this.numberOf(JSON.stringify(value)));
    }
    if (typeof value === 'string') {
      return this.text(value, place);
    }
    if (typeof value === 'number') {
      return place.secret || this.secrets.has(String(value))
        ? markerOf(this.numberOf(String(value)))
        : value;
    }
    if (isList(value)) {
      return sameOr(
        value,
        value.map((item, index) => this.walk(item, place, childOf(sensitive, index))),
      );
    }
    return isObject(value) ? this.object(value, place, sensitive) : value;
  }

  private object(value: JsonObject, place: Place, sensitive?: Json): Json {
    // { name: 'DB_PASSWORD', value: '...' }, as in environments and tags.
    const pair = [value['name'], value['Name'], value['key'], value['Key']].find(
      (name) => typeof name === 'string',
    );
    let changed = false;
    const entries = Object.entries(value).map(([key, item]) => {
      const isValue = transparent.has(key);
      const name = isValue ? (pair ?? place.name) : key;
      const secret = (place.secret && !beside.test(key)) || isSecretName(name);
      const masked = this.walk(
        item,
        { name, secret, layers: place.layers },
        childOf(sensitive, key),
      );
      const label = this.label(key);
      changed ||= masked !== item || label !== key;
      return [label, masked] as const;
    });
    return changed ? Object.fromEntries(entries) : value;
  }

  private text(text: string, place: Place): string {
    if (place.secret && !isReference(text)) {
      this.learnAll(text, place);
      return markerOf(this.numberOf(withoutMarkers(text)));
    }
    if (text.length < minSecretLength) {
      return withoutMarkers(text);
    }
    const analysis = this.analysisOf(text, isDigestName(place.name));
    const inner = { ...place, layers: place.layers + 1 };
    if (analysis.kind === 'json' && inner.layers <= maxLayers) {
      const masked = this.walk(analysis.value, inner);
      return masked === analysis.value ? withoutMarkers(text) : JSON.stringify(masked);
    }
    if (analysis.kind === 'base64' && inner.layers <= maxLayers) {
      const masked = this.text(analysis.text, inner);
      return masked === analysis.text
        ? // A secret that is base64 itself is known by its whole.
          this.replace(text, [])
        : Buffer.from(masked).toString('base64');
    }
    const clean = withoutMarkers(text);
    const found = analysis.found ?? findSecrets(clean, true);
    for (const { start, end } of found) {
      this.learn(clean.slice(start, end));
    }
    return this.replace(clean, found);
  }

  /** What is in a text; plans repeat most texts several times, and each is walked twice. */
  private analysisOf(text: string, randomIsFine: boolean): Analysis {
    const memo = this.analyses[randomIsFine ? 1 : 0];
    let analysis = memo.get(text);
    if (analysis === undefined) {
      analysis = analyze(text, randomIsFine);
      memo.set(text, analysis);
    }
    return analysis;
  }

  /** Learns a value that is secret as a whole, and what is in it. */
  private learnAll(value: Json, place: Place): void {
    if (typeof value === 'string') {
      const layers = place.layers + 1;
      const embedded = layers <= maxLayers ? parseEmbedded(value) : undefined;
      if (embedded !== undefined) {
        this.walk(embedded, { name: place.name, secret: true, layers });
      }
      this.learn(value);
    } else if (typeof value === 'number') {
      this.learn(String(value));
    } else if (typeof value === 'object' && value !== null) {
      for (const item of Object.values(value) as Json[]) {
        this.learnAll(item, place);
      }
    }
  }

  private learn(secret: string): void {
    const clean = withoutMarkers(secret);
    if (this.search !== undefined || isOrdinary(clean)) {
      return;
    }
    const written = JSON.stringify(clean).slice(1, -1);
    for (const form of [clean, clean.trim(), written, percentEncoded(clean), base64(clean)]) {
      this.secrets.add(form);
    }
  }

  private replace(text: string, found: readonly Span[]): string {
    const spans = [...found, ...(this.search?.find(text) ?? [])];
    if (spans.length === 0) {
      return text;
    }
    let result = '';
    let position = 0;
    for (const { start, end } of merged(spans)) {
      result += text.slice(position, start) + markerOf(this.numberOf(text.slice(start, end)));
      position = end;
    }
    return result + text.slice(position);
  }

  private numberOf(secret: string): number {
    // A string and its JSON are one secret, wherever Terraform or a name pointed it out.
    const key = /^".*"$/.test(secret) ? String(safeParse(secret)) : secret;
    const number = this.numbers.get(key) ?? this.numbers.size + 1;
    this.numbers.set(key, number);
    return number;
  }
}

type Analysis =
  | { readonly kind: 'json'; readonly value: Json; readonly found?: never }
  | { readonly kind: 'base64'; readonly text: string; readonly found?: never }
  | { readonly kind: 'text'; readonly found: readonly Span[] };

function analyze(text: string, randomIsFine: boolean): Analysis {
  const value = parseEmbedded(text);
  if (value !== undefined) {
    return { kind: 'json', value };
  }
  const decoded = decodeBase64(text);
  return decoded === undefined
    ? { kind: 'text', found: findSecrets(withoutMarkers(text), randomIsFine) }
    : { kind: 'base64', text: decoded };
}

/** The list itself where no item differs: what is unchanged is not copied, and known to be unchanged at once. */
function sameOr(list: readonly Json[], copy: readonly Json[]): readonly Json[] {
  return copy.every((item, index) => item === list[index]) ? list : copy;
}

interface Place {
  readonly name: string;
  readonly secret: boolean;
  readonly layers: number;
}

function safeParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function childOf(tree: Json | undefined, key: string | number): Json | undefined {
  if (isList(tree)) {
    return typeof key === 'number' ? tree[key] : undefined;
  }
  return isObject(tree) && Object.hasOwn(tree, key) ? tree[key] : undefined;
}

/** Too common to be masked wherever it occurs: short values, plain words, switches, references. */
function isOrdinary(secret: string): boolean {
  return (
    secret.trim().length < minSecretLength ||
    /^([a-z]{1,10}|[A-Z]{1,10}|[0-9.]{1,6})$/.test(secret) ||
    isReference(secret)
  );
}

function merged(spans: readonly Span[]): readonly Span[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((left, right) => left.start - right.start)) {
    const last = result.at(-1);
    if (last !== undefined && start < last.end) {
      last.end = Math.max(last.end, end);
    } else {
      result.push({ start, end });
    }
  }
  return result;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // Half of a surrogate pair cannot be encoded, so it is not encoded anywhere.
    return text;
  }
}
