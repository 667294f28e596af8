import { Expression, type Lookup } from './expression';
import { endOfInterpolation, NotReadable } from './interpolation';
import { UnknownPart, type Value } from './value';

/** Nested templates: more than anybody writes. */
const deepest = 20;

/**
 * The value of a template of Terraform, `"arn:aws:s3:::${aws_s3_bucket.a.bucket}/*"`, with words for what is known only
 * after apply. A template that is one interpolation has the value of that.
 *
 * Reads references, literals and the functions by which CDKTF makes text: jsonencode, join, base64encode. All else is not
 * known. Throws `NotReadable` for directives (`%{if}`) and text that is no template.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#string-templates
 */
export function evaluateTemplate(text: string, lookup: Lookup, depth = 0): Value {
  if (depth > deepest) {
    throw new NotReadable();
  }
  const parts: Value[] = [];
  let literal = '';
  for (let at = 0; at < text.length;) {
    const next = nextMark(text, at);
    literal += text.slice(at, next);
    if (next === text.length) {
      break;
    }
    const isEscaped = text[next + 1] === text[next];
    if (isEscaped) {
      literal += text.slice(next + 1, next + 3);
      at = next + 3;
    } else if (text[next] === '%') {
      throw new NotReadable();
    } else {
      const end = endOfInterpolation(text, next + 2);
      if (literal !== '') {
        parts.push(literal);
      }
      literal = '';
      parts.push(interpolated(text.slice(next + 2, end), lookup, depth));
      at = end + 1;
    }
  }
  if (literal !== '' || parts.length === 0) {
    parts.push(literal);
  }
  return parts.length === 1 ? (parts[0] ?? '') : joined(parts);
}

function interpolated(source: string, lookup: Lookup, depth: number): Value {
  const expression = source.replace(/^~|~$/g, '').trim();
  try {
    const template = (text: string): Value => evaluateTemplate(text, lookup, depth + 1);
    return new Expression(expression, lookup, template).value();
  } catch (error) {
    if (error instanceof NotReadable) {
      return new UnknownPart(expression);
    }
    throw error;
  }
}

/** Where the next `${`, `%{`, `$${` or `%%{` begins. */
function nextMark(text: string, from: number): number {
  const mark = /\$?\$\{|%?%\{/g;
  mark.lastIndex = from;
  return mark.exec(text)?.index ?? text.length;
}

/**
 * The text of several parts. In JSON text what is not known stands where a value is expected, or inside of a string:
 * outside of one it gets quotes.
 */
function joined(parts: readonly Value[]): string {
  const isJson = typeof parts[0] === 'string' && /^\s*[[{]/.test(parts[0]);
  const quotes = new QuoteCounter();
  let text = '';
  for (const part of parts) {
    const piece =
      part instanceof UnknownPart
        ? isJson && !quotes.inString
          ? JSON.stringify(part.text)
          : part.text
        : scalar(part);
    quotes.read(piece);
    text += piece;
  }
  return text;
}

function scalar(part: Value): string {
  if (typeof part === 'string') {
    return part;
  }
  if (typeof part === 'number' || typeof part === 'boolean') {
    return String(part);
  }
  throw new NotReadable();
}

/** Follows JSON text, and knows whether it is inside of a string. */
class QuoteCounter {
  inString = false;
  private escaped = false;

  read(text: string): void {
    for (const character of text) {
      if (this.escaped) {
        this.escaped = false;
      } else if (character === '\\') {
        this.escaped = this.inString;
      } else if (character === '"') {
        this.inString = !this.inString;
      }
    }
  }
}
