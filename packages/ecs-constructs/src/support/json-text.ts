import { type IResolvable, type IResolveContext, Token, Tokenization } from 'cdktf';
import {
  isExpression,
  partsOf,
  type Piece,
  piecesOf,
  quoted,
  TerraformText,
} from './terraform-text';

const STRING = /"(?:[^"\\]|\\.)*"/;
/** The key of an object that holds nothing but the token of a value of any type. */
const ANY = '&TfToken';
/** A string, a list that holds nothing but the token of a whole list, or the token of any value. */
const SPLIT = new RegExp(
  `(\\["#\\{TfToken\\[[\\w:.-]+\\]\\}"\\]|\\{"${ANY}":${STRING.source}\\}|${STRING.source})`,
);

/**
 * A document as JSON. What was written stands there as it was written, readable in the synthesized stack. What only
 * Terraform knows goes through Terraform's own `jsonencode`, so that no quote, backslash or line break of a value can
 * end the string that it stands in.
 *
 * @param produce called at synth, when everything that belongs to the document has been added
 */
export function jsonText(produce: () => unknown): string {
  return Token.asString(new TerraformText((context) => jsonPieces(markedJson(produce()), context)));
}

/** One value as JSON, for a text that is no JSON as a whole: a setting of TOML, a line of a file. */
export function jsonValue(value: unknown): string {
  const text = markedJson(value);
  return hasTokens(text) ? jsonText(() => value) : text;
}

/** JSON with a marker for each token; by itself, `JSON.stringify` writes `<unresolved-token>` for those that are objects. */
export function markedJson(value: unknown): string {
  const marked = JSON.stringify(
    value,
    function (this: Record<string, unknown>, key, inner: unknown) {
      const own = this[key];
      return Tokenization.isResolvable(own) ? { [ANY]: Token.asString(own) } : inner;
    },
  ) as string | undefined;
  return marked ?? 'null';
}

function jsonPieces(text: string, context: IResolveContext): readonly Piece[] {
  if (!hasTokens(text)) {
    return [{ literal: text }];
  }
  return text
    .split(SPLIT)
    .flatMap((part, index) =>
      index % 2 === 1 ? stringPieces(part, context) : numberPieces(part, context),
    );
}

function hasTokens(text: string): boolean {
  return text.includes('{TfToken[') || /e\+\d{3}/.test(text);
}

function stringPieces(json: string, context: IResolveContext): readonly Piece[] {
  if (!hasTokens(json)) {
    return [{ literal: json }];
  }
  const value: unknown = JSON.parse(json);
  if (Array.isArray(value)) {
    return listPieces(value as string[], context);
  }
  if (typeof value === 'object' && value !== null) {
    return anyPieces(Object.values(value)[0] as string, context);
  }
  const pieces = piecesOf(value as string, context);
  const literals = pieces.flatMap((piece) => ('literal' in piece ? piece.literal : []));
  if (literals.length === pieces.length) {
    return [{ literal: JSON.stringify(literals.join('')) }];
  }
  const [first] = pieces;
  // A template of one expression alone keeps the type of its value, and a number would become a number in the JSON.
  const only = pieces.length === 1 && first !== undefined && 'expression' in first;
  return [
    { expression: `jsonencode(${only ? `join("", [${first.expression}])` : quoted(pieces)})` },
  ];
}

function listPieces(list: readonly string[], context: IResolveContext): readonly Piece[] {
  const token = Tokenization.reverseList([...list]) as IResolvable;
  return valuePieces(
    token,
    (expression) => `jsonencode([for text in ${expression} : tostring(text)])`,
    context,
  );
}

function anyPieces(text: string, context: IResolveContext): readonly Piece[] {
  const token = Tokenization.reverseString(text).firstToken as IResolvable;
  return valuePieces(token, (expression) => `jsonencode(${expression})`, context);
}

/** What a `Lazy` produces is a value as any other: only what Terraform evaluates is encoded by Terraform. */
function valuePieces(
  token: IResolvable,
  encoded: (expression: string) => string,
  context: IResolveContext,
): readonly Piece[] {
  if (isExpression(token)) {
    return [{ expression: encoded(String(context.resolve(token))) }];
  }
  const produced: unknown = token.resolve(context);
  const [first, ...others] = typeof produced === 'string' ? piecesOf(produced, context) : [];
  if (first !== undefined && 'expression' in first && others.length === 0) {
    return [{ expression: encoded(first.expression) }];
  }
  return Tokenization.isResolvable(produced)
    ? valuePieces(produced, encoded, context)
    : jsonPieces(markedJson(produced), context);
}

/** Outside of strings a token can only be a number, and must be one. */
function numberPieces(json: string, context: IResolveContext): readonly Piece[] {
  if (!hasTokens(json)) {
    return [{ literal: json }];
  }
  return partsOf(json).flatMap((part): Piece[] =>
    typeof part === 'string'
      ? [{ literal: part }]
      : [{ expression: `jsonencode(tonumber(${String(context.resolve(part))}))` }],
  );
}
