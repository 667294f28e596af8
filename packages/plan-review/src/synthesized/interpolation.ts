/** Thrown for what this reader of the language does not read; never leaves the folder. */
export class NotReadable extends Error {}

/** The brace that ends an interpolation. Strings in it may hold braces, and interpolations again. */
export function endOfInterpolation(text: string, from: number): number {
  // What is open: a string, or braces.
  const open: ('"' | '{')[] = ['{'];
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (open.at(-1) === '"') {
      if (character === '\\') {
        at += 1;
      } else if (character === '"') {
        open.pop();
      } else if (character === '{' && text[at - 1] === '$' && text[at - 2] !== '$') {
        open.push('{');
      }
    } else if (character === '"') {
      open.push('"');
    } else if (character === '{') {
      open.push('{');
    } else if (character === '}') {
      open.pop();
      if (open.length === 0) {
        return at;
      }
    }
  }
  throw new NotReadable();
}
