/**
 * The text inside `${base64encode("...")}`, unescaped. References in it stay as they are, for example
 * `${aws_ecs_cluster.Cluster.name}`.
 */
export function decodeBase64Call(expression: string): string {
  const match = /^\$\{base64encode\("(.*)"\)\}$/s.exec(expression);
  if (match?.[1] === undefined) {
    if (expression.includes('${')) {
      throw new Error(`not a base64encode() of text; got ${expression}.`);
    }
    return Buffer.from(expression, 'base64').toString('utf8');
  }
  return splitTemplate(match[1])
    .map((part, index) => (index % 2 === 0 ? unescapeString(part) : jsonOf(part)))
    .join('');
}

function unescapeString(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-f]{4})|(["\\nrt]))/gi,
    (_, unicode: string | undefined, character: string) =>
      unicode === undefined
        ? (ESCAPES[character] ?? character)
        : String.fromCharCode(Number.parseInt(unicode, 16)),
  );
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Every `type.name` of a resource, or `data.type.name` of a data source, that stands in some text. */
export function referencesIn(text: string, known: ReadonlySet<string>): readonly string[] {
  const found = text.match(/(?:data\.)?[a-z][a-z0-9_]*\.[A-Za-z_][A-Za-z0-9_-]*/g) ?? [];
  return found.filter((address) => known.has(address));
}

/**
 * Parses a JSON document as it stands in Terraform JSON: `$${` and `%%{` are the text that they stand for, and what goes
 * through `jsonencode` is a string with its references, `${var.name}`.
 */
export function parseJsonTemplate(text: string): unknown {
  return JSON.parse(
    splitTemplate(text)
      .map((part, index) => (index % 2 === 0 ? unescapeTemplate(part) : jsonOf(part)))
      .join(''),
  );
}

/** Literal text and the expressions between, in turn. */
function splitTemplate(text: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text.startsWith('$${', at)) {
      at += 2;
    } else if (text.startsWith('${', at)) {
      const end = endOfExpression(text, at + 2);
      parts.push(text.slice(from, at), text.slice(at + 2, end));
      from = end + 1;
      at = end;
    }
  }
  return [...parts, text.slice(from)];
}

/** Where the brace is that closes an expression; those in its strings do not count. */
function endOfExpression(text: string, start: number): number {
  let at = start;
  for (; at < text.length && text[at] !== '}'; at += 1) {
    if (text[at] === '{') {
      at = endOfExpression(text, at + 1);
    } else if (text[at] === '"') {
      at = endOfString(text, at + 1);
    }
  }
  return at;
}

function endOfString(text: string, start: number): number {
  let at = start;
  for (; at < text.length && text[at] !== '"'; at += 1) {
    if (text[at] === '\\') {
      at += 1;
    } else if (text.startsWith('${', at)) {
      at = endOfExpression(text, at + 2);
    }
  }
  return at;
}

function unescapeTemplate(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}

/** The forms in which the library writes a value into JSON. Anything else stands for itself. */
function jsonOf(expression: string): string {
  const text = /^jsonencode\((".*")\)$/s.exec(expression)?.[1];
  if (text !== undefined) {
    return JSON.stringify(unquote(text));
  }
  const value =
    /^jsonencode\(join\("", \[(.*)\]\)\)$/s.exec(expression)?.[1] ??
    /^jsonencode\(tonumber\((.*)\)\)$/s.exec(expression)?.[1] ??
    /^jsonencode\(\[for text in (.*) : tostring\(text\)\]\)$/s.exec(expression)?.[1];
  if (value !== undefined) {
    return JSON.stringify(`\${${value}}`);
  }
  return /^"\$+"$/.test(expression) ? expression.slice(1, -1) : `\${${expression}}`;
}

/** Text of a quoted string; its references stay as they are. */
function unquote(text: string): string {
  return splitTemplate(text.slice(1, -1))
    .map((part, index) => (index % 2 === 0 ? unescapeString(part) : `\${${part}}`))
    .join('');
}
