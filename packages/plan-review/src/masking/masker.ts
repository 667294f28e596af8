import { rememberEmbedded, rememberText, type Embedded } from '../plan/embedded';
import { isList, isObject, type Json, type JsonObject } from '../plan/json';
import { contentOf, type Contents, type KnownText } from './contents';
import { findSecrets, isReference, type Span } from './detect';
import { markerOf, unreadMarkerOf, withoutMarkers } from './marker';
import { childOf, inside, longestRead, maxLayers, placeOf, placesIn, type Place } from './place';
import { minSecretLength } from './secret-learner';
import { SecretSearch } from './secret-search';

/** Replaces secrets in values: those in a telling place, and those known from another one. What holds none is not copied. */
export class Masker {
  /** Whether a text was too long to be read: a marker stands for it. */
  leavesOut = false;
  private readonly numbers = new Map<string, number>();
  private readonly labels = new Map<string, string>();
  private readonly search: SecretSearch;

  /** `names` are texts that name things, however random they look: addresses. */
  constructor(
    private readonly contents: Contents,
    private readonly secrets: ReadonlySet<string>,
    private readonly names: ReadonlySet<string>,
  ) {
    this.search = new SecretSearch(secrets);
  }

  /** Masks a value. `sensitive` has its shape and is `true` where Terraform knows a secret. */
  value(value: Json, name: string, sensitive?: Json): Json {
    return this.walk(value, placeOf(name), sensitive);
  }

  /** Masks what is known to be secret in a text that names things: an address, a key. */
  label(text: string): string {
    let masked = this.labels.get(text);
    if (masked === undefined) {
      masked =
        text.length > longestRead ? this.unread(text) : this.replace(withoutMarkers(text), []);
      this.labels.set(text, masked);
    }
    return masked;
  }

  private walk(value: Json, place: Place, sensitive?: Json): Json {
    if (sensitive === true) {
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
      return this.list(value, place, sensitive);
    }
    return isObject(value) ? this.object(value, place, sensitive) : value;
  }

  private list(list: readonly Json[], place: Place, sensitive?: Json): Json {
    let copy: Json[] | undefined;
    list.forEach((item, index) => {
      const masked = this.walk(item, place, childOf(sensitive, index));
      if (masked !== item) {
        copy ??= [...list];
        copy[index] = masked;
      }
    });
    return copy ?? list;
  }

  private object(object: JsonObject, place: Place, sensitive?: Json): Json {
    const placeIn = placesIn(object, place);
    const keys = Object.keys(object);
    let copy: [string, Json][] | undefined;
    keys.forEach((key, index) => {
      const item = object[key] as Json;
      const said = childOf(sensitive, key);
      // Wherever nothing, yes or no stands, only Terraform can say that it is a secret.
      const masked =
        said !== true && (item === null || typeof item === 'boolean')
          ? item
          : this.walk(item, placeIn(key), said);
      const label = this.label(key);
      if (masked !== item || label !== key) {
        copy ??= keys.slice(0, index).map((earlier) => [earlier, object[earlier] as Json]);
      }
      copy?.push([label, masked]);
    });
    return copy === undefined ? object : Object.fromEntries(copy);
  }

  private text(text: string, place: Place): string {
    if (place.secret) {
      return isReference(text)
        ? this.content(text, place, this.contents.known(text, place.digest))
        : markerOf(this.numberOf(withoutMarkers(text)));
    }
    if (text.length > longestRead) {
      return this.label(text);
    }
    const known = this.contents.known(text, place.digest);
    return place.layers > 0
      ? this.nameOrContent(text, place, known)
      : (known.masked ??= this.nameOrContent(text, place, known));
  }

  private nameOrContent(text: string, place: Place, known: KnownText): string {
    return this.names.has(text) ? this.label(text) : this.content(text, place, known);
  }

  private unread(text: string): string {
    this.leavesOut = true;
    const holdsSecret =
      this.contents.unreadWithSecret.has(text) || this.search.find(text).length > 0;
    return unreadMarkerOf(this.numberOf(text), text.length, holdsSecret);
  }

  private content(text: string, place: Place, known: KnownText): string {
    if (text.length < minSecretLength) {
      return withoutMarkers(text);
    }
    const content = (known.content ??= contentOf(text, place.digest));
    const goesIn = place.layers < maxLayers;
    if (content.kind === 'json' && goesIn) {
      const masked = this.walk(content.value, inside(place)) as Embedded;
      const shown = masked === content.value ? withoutMarkers(text) : JSON.stringify(masked);
      if (shown === text || masked !== content.value) {
        rememberEmbedded(shown, masked);
      }
      return shown;
    }
    if (content.kind === 'base64' && goesIn) {
      const masked = this.text(content.text, inside(place));
      const shown =
        masked === content.text
          ? // A secret that is base64 itself is known by its whole.
            this.replace(text, [])
          : Buffer.from(masked).toString('base64');
      if (shown === text || masked !== content.text) {
        rememberText(shown, masked);
      }
      return shown;
    }
    const clean = withoutMarkers(text);
    return this.replace(
      clean,
      content.kind === 'text' ? content.found : findSecrets(clean, { randomIsFine: true }),
    );
  }

  private replace(text: string, found: readonly Span[]): string {
    const known = this.search.find(text);
    if (found.length + known.length === 0) {
      return text;
    }
    let result = '';
    let position = 0;
    for (const { start, end } of merged([...found, ...known])) {
      result += text.slice(position, start) + markerOf(this.numberOf(text.slice(start, end)));
      position = end;
    }
    return result + text.slice(position);
  }

  private numberOf(secret: string): number {
    // A string and its JSON are one secret, wherever Terraform or a name pointed it out.
    const isJson = secret.startsWith('"') && secret.endsWith('"');
    const key = isJson ? String(safeParse(secret)) : secret;
    const number = this.numbers.get(key) ?? this.numbers.size + 1;
    this.numbers.set(key, number);
    return number;
  }
}

function safeParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
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
