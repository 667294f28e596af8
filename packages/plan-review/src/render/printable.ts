// C0, DEL, C1, and the marks that reorder or hide text.
const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

const plain = /^[ -~]*$/;

/** Shows control characters as escapes, so that a name cannot write to the terminal or turn its text around. */
export function printable(text: string): string {
  return plain.test(text)
    ? text
    : text.replace(
        unprintable,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
}

/**
 * A line that a runner of GitHub Actions prints and does not obey: a command begins it, or stands in it in the old form.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function withoutCommand(line: string): string {
  // A look for the mark of either form, since hardly any line has one.
  if (!line.includes('::') && !line.includes('##[')) {
    return line;
  }
  return line
    .replace(/^((?:\u001b\[\d+m|\s)*:)(?=:[a-z-]+(?:\s[^]*)?::)/i, '$1 ')
    .replaceAll('##[', '# #[');
}
