import { type IResolvable, type IResolveContext, Token, Tokenization } from 'cdktf';
import { partsOf, type Piece, piecesOf, quoted, TerraformText } from './terraform-text';

const STRING = /"(?:[^"\\]|\\.)*"/;
/** A string, or a list that holds nothing but the token of a whole list. */
const SPLIT = new RegExp(`(\\["#\\{TfToken\\[[\\w:.-]+\\]\\}"\\]|${STRING.source})`);

/**
 * A document as JSON. What was written stands there as it was written, readable in the synthesized stack. What only
 * Terraform knows goes through Terraform's own `jsonencode`, so that no quote, backslash or line break of a value can
 * end the string that it stands in.
 *
 * @param produce called at synth, when everything that belongs to the document has been added
 */
export function jsonText(produce: () => unknown): string {
  return Token.asString(
    new TerraformText((context) => jsonPieces(JSON.stringify(produce()), context)),
  );
}

/** One value as JSON, for a text that is no JSON as a whole: a setting of TOML, a line of a file. */
export function jsonValue(value: unknown): string {
  const text = JSON.stringify(value);
  return hasTokens(text) ? jsonText(() => value) : text;
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
  return [
    { expression: `jsonencode([for text in ${String(context.resolve(token))} : tostring(text)])` },
  ];
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
