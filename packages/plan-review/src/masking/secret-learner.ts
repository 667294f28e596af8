import { BoundedMemo } from '../plan/bounded-memo';
import { readEmbedded } from '../plan/embedded';
import { isList, isObject, type Json } from '../plan/json';
import { contentOf, type Content, type Contents } from './contents';
import { findSecrets, isReference } from './detect';
import { withoutMarkers } from './marker';
import { childOf, inside, longestRead, maxLayers, placeOf, placesIn, type Place } from './place';

/** Shorter texts are masked only where Terraform or a name says so. */
export const minSecretLength = 6;

/** Collects every secret that a plan gives away in one place, so that it can be masked in every other. */
export class SecretLearner {
  /** Each in every form in which it may be written. */
  readonly secrets = new Set<string>();
  private readonly learned = new Set<string>();
  /** How often a secret was found, each time that it stands somewhere. */
  private found = 0;
  /** Whether what is read now lies in a text that is too long to be shown. */
  private isUnread = false;
  /** Such a text may hold a million others, and nobody reads them a second time. */
  private readonly inUnread = [
    new BoundedMemo<Content>(5000),
    new BoundedMemo<Content>(5000),
  ] as const;

  constructor(private readonly contents: Contents) {}

  /** Learns from a value. `sensitive` has its shape and is `true` where Terraform knows a secret. */
  value(value: Json, name: string, sensitive?: Json): void {
    this.visit(value, placeOf(name), sensitive);
  }

  private visit(value: Json, place: Place, sensitive?: Json): void {
    if (sensitive === true) {
      this.learnAll(value, place);
    } else if (typeof value === 'string') {
      this.text(value, place);
    } else if (isList(value)) {
      value.forEach((item, index) => this.visit(item, place, childOf(sensitive, index)));
    } else if (isObject(value)) {
      const placeIn = placesIn(value, place);
      for (const key of Object.keys(value)) {
        const item = value[key] as Json;
        const said = childOf(sensitive, key);
        // Of other scalars it learns only what Terraform says.
        if (
          said === true ||
          typeof item === 'string' ||
          (typeof item === 'object' && item !== null)
        ) {
          this.visit(item, placeIn(key), said);
        }
      }
    }
  }

  private text(text: string, place: Place): void {
    if (place.secret && !isReference(text)) {
      this.learnAll(text, place);
      return;
    }
    if (text.length < minSecretLength) {
      return;
    }
    if (text.length > longestRead) {
      this.unread(text, place);
      return;
    }
    if (this.isUnread) {
      this.content(this.contentInUnread(text, place.digest), text, place);
      return;
    }
    const known = this.contents.known(text, place.digest);
    if (place.layers === 0 && !place.secret) {
      if (known.isLearned) {
        return;
      }
      known.isLearned = true;
    }
    known.content ??= contentOf(text, place.digest);
    this.content(known.content, text, place);
  }

  /** What is too long to be shown is read once, for its secrets, and not kept. */
  private unread(text: string, place: Place): void {
    const [already, isWithin] = [this.found, this.isUnread];
    this.isUnread = true;
    this.content(contentOf(text, place.digest), text, place);
    this.isUnread = isWithin;
    if (this.found > already) {
      this.contents.unreadWithSecret.add(text);
    }
  }

  private contentInUnread(text: string, digest: boolean): Content {
    return this.inUnread[digest ? 1 : 0].get(text, () => contentOf(text, digest));
  }

  private content(content: Content, text: string, place: Place): void {
    const goesIn = place.layers < maxLayers;
    if (content.kind === 'json' && goesIn) {
      this.visit(content.value, inside(place));
    } else if (content.kind === 'base64' && goesIn) {
      this.text(content.text, inside(place));
    } else {
      const clean = withoutMarkers(text);
      for (const { start, end } of content.kind === 'text'
        ? content.found
        : findSecrets(clean, { randomIsFine: true })) {
        this.learn(clean.slice(start, end));
      }
    }
  }

  /** Learns a value that is secret as a whole, and what is in it. */
  private learnAll(value: Json, place: Place): void {
    if (typeof value === 'string') {
      const layers = place.layers + 1;
      const embedded = layers <= maxLayers ? readEmbedded(value) : undefined;
      if (embedded !== undefined) {
        this.visit(embedded, { ...place, secret: true, layers, part: undefined });
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
    this.found += 1;
    const clean = withoutMarkers(secret);
    // Whatever holds so long a secret is longer still, and not shown.
    if (this.learned.has(clean) || clean.length > longestRead) {
      return;
    }
    this.learned.add(clean);
    if (isOrdinary(clean)) {
      return;
    }
    this.secrets.add(clean);
    this.secrets.add(base64(clean));
    // Most secrets are written as they are, and a text of megabytes may hold one in every line, or be one.
    if (!/^[\w.~-]*$/.test(clean)) {
      const written = isWrittenAsItIs(clean) ? clean : JSON.stringify(clean).slice(1, -1);
      for (const form of [clean.trim(), written, percentEncoded(clean)]) {
        this.secrets.add(form);
      }
    }
  }
}

/** Too common to be masked wherever it occurs: short values, plain words, switches, references. */
function isOrdinary(secret: string): boolean {
  return (
    secret.trim().length < minSecretLength ||
    /^([a-z]{1,10}|[A-Z]{1,10}|[0-9.]{1,6})$/.test(secret) ||
    isReference(secret)
  );
}

/** Whether JSON has nothing to escape in a text. */
function isWrittenAsItIs(text: string): boolean {
  return !/["\\\u0000-\u001f\ud800-\udfff]/.test(text);
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
