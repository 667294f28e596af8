/**
 * The text inside `${base64encode("...")}`, unescaped. References in it stay as they are, for example
 * `${aws_ecs_cluster.Cluster.name}`.
 */
export function decodeBase64Call(expression: string): string {
  const match = /^\$\{base64encode\("(.*)"\)\}$/s.exec(expression);
  if (match?.[1] === undefined) {
    if (expression.includes('${'))
      throw new Error(`not a base64encode() of text; got ${expression}.`);
    return Buffer.from(expression, 'base64').toString('utf8');
  }
  return match[1].replace(
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
