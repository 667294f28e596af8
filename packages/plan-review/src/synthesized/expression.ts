import type { Json } from '../plan/json';
import { endOfInterpolation, NotReadable } from './interpolation';
import { asJson, UnknownPart, type Value } from './value';

/** A reference: `['aws_vpc', 'main', 'id']`, an index as text or number. Undefined where the plan does not know it. */
export type Lookup = (path: readonly (string | number)[]) => Json | undefined;

/** Brackets in brackets: more than anybody writes. */
const deepest = 60;

/**
 * Reads one expression: a literal, a list, an object, a reference, or a call of a function that makes text. Operators,
 * conditions and `for` are not read.
 *
 * @see https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#expressions
 */
export class Expression {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly source: string,
    private readonly lookup: Lookup,
    private readonly template: (text: string) => Value,
  ) {}

  /** Throws `NotReadable`. */
  value(): Value {
    const value = this.read();
    this.space();
    if (this.at < this.source.length) {
      throw new NotReadable();
    }
    return value;
  }

  private read(): Value {
    this.depth += 1;
    if (this.depth > deepest) {
      throw new NotReadable();
    }
    this.space();
    const value = this.primary();
    this.space();
    this.depth -= 1;
    return value;
  }

  private primary(): Value {
    const next = this.source[this.at];
    if (next === '"') {
      return this.template(this.text());
    }
    if (next === '[') {
      return this.list('[', ']');
    }
    if (next === '{') {
      return this.object();
    }
    if (next === '(') {
      this.take('(');
      const value = this.read();
      this.take(')');
      return value;
    }
    const number = this.match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
    if (number !== undefined) {
      return Number(number);
    }
    const name = this.match(/[A-Za-z_][\w-]*/y);
    if (name === undefined) {
      throw new NotReadable();
    }
    if (name === 'true' || name === 'false') {
      return name === 'true';
    }
    if (name === 'null') {
      return null;
    }
    return this.source[this.at] === '(' ? this.call(name) : this.reference(name);
  }

  private reference(first: string): Value {
    const start = this.at - first.length;
    const path: (string | number)[] = [first];
    for (;;) {
      const step = this.match(/\.[A-Za-z_][\w-]*/y);
      const index = step === undefined ? this.match(/\.\d+|\[\d+\]/y) : undefined;
      const key =
        step === undefined && index === undefined ? this.match(/\["[^"\\]*"\]/y) : undefined;
      if (step !== undefined) {
        path.push(step.slice(1));
      } else if (index !== undefined) {
        path.push(Number(index.replace(/\D/g, '')));
      } else if (key !== undefined) {
        path.push(key.slice(2, -2));
      } else {
        break;
      }
    }
    return this.lookup(path) ?? new UnknownPart(this.source.slice(start, this.at));
  }

  private call(name: string): Value {
    const [first, second] = this.list('(', ')');
    if (name === 'jsonencode' && first !== undefined) {
      return JSON.stringify(asJson(first));
    }
    if (name === 'base64encode' && typeof first === 'string') {
      return Buffer.from(first).toString('base64');
    }
    if (name === 'join' && typeof first === 'string' && Array.isArray(second)) {
      return (second as readonly Value[]).map((item) => String(asJson(item))).join(first);
    }
    throw new NotReadable();
  }

  private list(open: string, close: string): readonly Value[] {
    const items: Value[] = [];
    this.take(open);
    for (;;) {
      this.space();
      if (this.source[this.at] === close) {
        break;
      }
      items.push(this.read());
      if (this.match(/,/y) === undefined) {
        break;
      }
    }
    this.take(close);
    return items;
  }

  private object(): Value {
    const entries: [string, Value][] = [];
    this.take('{');
    for (;;) {
      this.space();
      if (this.source[this.at] === '}') {
        break;
      }
      const name = this.match(/[A-Za-z_][\w-]*/y) ?? this.read();
      this.space();
      if (typeof name !== 'string' || this.match(/[=:]/y) === undefined) {
        throw new NotReadable();
      }
      entries.push([name, this.read()]);
      // A new line ends an entry as well; `read` has taken it with the space.
      this.match(/,/y);
    }
    this.take('}');
    return Object.fromEntries(entries);
  }

  /** The template between two quotes, with its escapes undone. */
  private text(): string {
    this.take('"');
    let text = '';
    for (;;) {
      const character = this.source[this.at];
      if (character === undefined) {
        throw new NotReadable();
      }
      if (character === '"') {
        break;
      }
      if (character === '\\') {
        text += this.escaped();
      } else if (
        character === '$' &&
        this.source[this.at + 1] === '{' &&
        this.source[this.at - 1] !== '$'
      ) {
        const end = endOfInterpolation(this.source, this.at + 2) + 1;
        text += this.source.slice(this.at, end);
        this.at = end;
      } else {
        text += character;
        this.at += 1;
      }
    }
    this.take('"');
    return text;
  }

  private escaped(): string {
    const written = this.match(/\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|[nrt"\\])/y);
    if (written === undefined) {
      throw new NotReadable();
    }
    const simple: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
    const kind = written[1] ?? '';
    return kind === 'u' || kind === 'U'
      ? String.fromCodePoint(Math.min(Number.parseInt(written.slice(2), 16), 0x10ffff))
      : (simple[kind] ?? kind);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private take(character: string): void {
    if (this.source[this.at] !== character) {
      throw new NotReadable();
    }
    this.at += 1;
  }

  private space(): void {
    this.match(/\s*/y);
  }
}
