import { Fn, type IResolvable, type IResolveContext, Token, Tokenization } from 'cdktf';

/** A part of a text: as it was written, or an expression of Terraform's language. */
export type Piece = { readonly literal: string } | { readonly expression: string };

type Part = string | IResolvable;

/** How cdktf writes a token into a text: strings with a marker, numbers as a hugely negative number. */
const TOKENS = /(\$\{TfToken\[[\w:.-]+\]\}|-\d(?:\.\d+)?e\+\d{3})/;

/**
 * Text of a user for an attribute of a resource, where Terraform reads `${...}` and `%{...}` as templates: it arrives as
 * it was written, in lists and maps too. Tokens of cdktf, and only they, are values that Terraform puts in.
 *
 * Every text that a construct did not write itself goes through here, or through `jsonText` and its like, exactly once.
 */
export function literal<T>(value: T): T {
  return walk(value) as T;
}

/** Two lists of texts as one, for the places where Terraform puts them together if it is the first to know one of them. */
export function concatenated(list: readonly string[], more: readonly string[]): string[] {
  return Token.isUnresolved(list) || Token.isUnresolved(more)
    ? Token.asList(Fn.concat([[...list], [...more]]))
    : [...list, ...more];
}

function walk(value: unknown): unknown {
  if (typeof value === 'string') {
    return literalString(value);
  }
  if (Array.isArray(value)) {
    return value.map(walk);
  }
  if (!isPlainObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [literalString(key), walk(inner)]),
  );
}

function literalString(text: string): string {
  if (!/[{$\ufeff]/.test(text)) {
    return text;
  }
  const parts = partsOf(text);
  // Behind a `${` of the text, cdktf would write a token without the braces that it needs.
  const isSimple = parts.every((part) =>
    typeof part === 'string' ? parts.length === 1 || !part.includes('${') : isExpression(part),
  );
  return isSimple
    ? template(parts.map((part) => (typeof part === 'string' ? { literal: part } : mark(part))))
    : Token.asString(new TerraformText((context) => piecesOf(text, context)));
}

/** cdktf puts the braces around the expression itself. */
function mark(token: IResolvable): Piece {
  return { expression: Token.asString(token) };
}

/** What begins a reference of Terraform, also inside of functions: `${var.x}`, `${upper(aws_vpc.main.id)}`. */
const REFERENCE = new RegExp(
  [
    String.raw`(?<!\$)\$\{[\s!(-]*(?:[a-z]\w*\(\s*)*`,
    String.raw`(?:(?:var|local|module)\.[A-Za-z_]|path\.(?:module|root|cwd)\b|terraform\.workspace\b|count\.index\b`,
    String.raw`|each\.(?:key|value)\b|(?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][\w-]*\.[a-z])`,
  ].join(''),
);

/**
 * True for plain text that somebody wrote for Terraform to evaluate. Where a text may hold what Terraform knows, it arrives
 * as it was written; this is for places that need a value at synth.
 */
export function readsLikeReference(text: string): boolean {
  return REFERENCE.test(text);
}

/** A text that is put together at synth, from what was written and from what Terraform knows. */
export class TerraformText implements IResolvable {
  // Recording a stack trace takes longer than everything else here.
  readonly creationStack: string[] = [];

  constructor(private readonly render: (context: IResolveContext) => readonly Piece[]) {}

  /** The pieces, with every token as an expression without braces. */
  pieces(context: IResolveContext): readonly Piece[] {
    const { suppressBraces } = context;
    context.suppressBraces = true;
    const pieces = this.render(context);
    context.suppressBraces = suppressBraces;
    return pieces;
  }

  resolve(context: IResolveContext): string {
    const pieces = this.pieces(context);
    return context.suppressBraces ? quoted(pieces) : template(pieces);
  }

  toString(): string {
    return Token.asString(this);
  }
}

/** What a text is made of; must be called where the context suppresses braces, as in {@link TerraformText}. */
export function piecesOf(text: string, context: IResolveContext): readonly Piece[] {
  return partsOf(text).flatMap((part) =>
    typeof part === 'string' ? [{ literal: part }] : tokenPieces(part, context),
  );
}

function tokenPieces(token: IResolvable, context: IResolveContext): readonly Piece[] {
  if (isText(token)) {
    return token.pieces(context);
  }
  if (isExpression(token)) {
    return [{ expression: String(context.resolve(token)) }];
  }
  // What a `Lazy` produces is a text as any other.
  const produced: unknown = token.resolve(context);
  if (produced === undefined) {
    return [];
  }
  if (Tokenization.isResolvable(produced)) {
    return tokenPieces(produced, context);
  }
  return piecesOf(String(produced), context);
}

/** Literal text and tokens, in their order. */
export function partsOf(text: string): readonly Part[] {
  return text.split(TOKENS).flatMap((part, index): Part[] => {
    if (part === '') {
      return [];
    }
    const token = index % 2 === 0 ? undefined : tokenOf(part);
    return [token ?? part];
  });
}

function tokenOf(marker: string): IResolvable | undefined {
  if (!marker.startsWith('$')) {
    return Tokenization.reverseNumber(Number(marker));
  }
  return Tokenization.reverseString(marker).firstToken;
}

/** Ours; not asked of the class, because two copies of the library may meet. */
function isText(token: IResolvable): token is TerraformText {
  return 'pieces' in token;
}

/** References, functions and operators, as opposed to a `Lazy`; cdktf does not export their class. */
export function isExpression(token: IResolvable): boolean {
  return 'resolveArg' in token;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Tokenization.isResolvable(value)) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The pieces as a string of Terraform's JSON: nothing but the two beginnings of a template is special there. */
export function template(pieces: readonly Piece[]): string {
  return joined(pieces)
    .map((piece, index, all) => {
      if ('expression' in piece) {
        return braced(piece.expression);
      }
      const text = piece.literal.replace(/([$%])\{/g, (start) => start[0] + start);
      // In front of an expression, a dollar would be read as the sign that it is none.
      return index + 1 < all.length ? text.replace(/\$+$/, '${"$&"}') : text;
    })
    .join('')
    .replace(/^\ufeff/, () => BYTE_ORDER_MARK);
}

/** Terraform drops one that a template begins with. */
const BYTE_ORDER_MARK = '${"\\ufeff"}';

/** The pieces as a quoted string inside an expression. */
export function quoted(pieces: readonly Piece[]): string {
  const inside = joined(pieces)
    .map((piece, index, all) => {
      if ('expression' in piece) {
        return braced(piece.expression);
      }
      const text = escaped(piece.literal);
      return index + 1 < all.length ? text.replace(/\$$/, '\\u0024') : text;
    })
    .join('');
  return `"${inside}"`;
}

function braced(expression: string): string {
  return expression.startsWith('${TfToken[') ? expression : `\${${expression}}`;
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('${', '\\u0024{')
    .replaceAll('%{', '\\u0025{');
}

/** Neighbouring literals as one, so that `$` and `{` meet before they are looked at. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last !== undefined && 'literal' in last && 'literal' in piece) {
      result[result.length - 1] = { literal: last.literal + piece.literal };
    } else {
      result.push(piece);
    }
  }
  return result;
}

/** A map of texts for an argument of a function, where cdktf would leave quotes and backslashes as they are. */
export function expressionOf(values: Readonly<Record<string, string>>): IResolvable {
  return new TerraformMap(values);
}

class TerraformMap implements IResolvable {
  readonly creationStack: string[] = [];

  constructor(private readonly values: Readonly<Record<string, string>>) {}

  resolve(context: IResolveContext): string {
    const render = (text: string): string => {
      const pieces = new TerraformText((inner) => piecesOf(text, inner)).pieces(context);
      const [first] = pieces;
      const isOnly = pieces.length === 1 && first !== undefined && 'expression' in first;
      return isOnly ? first.expression : quoted(pieces);
    };
    const pairs = Object.entries(this.values).map(([key, value]) => {
      const name = render(key);
      return `${name.startsWith('"') ? name : `(${name})`} = ${render(value)}`;
    });
    return `{${pairs.join(', ')}}`;
  }

  toString(): string {
    return Token.asString(this);
  }
}
