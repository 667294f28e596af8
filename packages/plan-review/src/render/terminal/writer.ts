/** Breaks words into lines that fit; a word that is longer than a line stands alone. */
export function wrap(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of words) {
    const needed = columns(word);
    if (line !== '' && used + 1 + needed > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    used = line === '' ? needed : used + 1 + needed;
    line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line.trimEnd()];
}

/** A sentence over several lines, the later ones indented like the first. */
export function paragraph(text: string, indent: string, width: number): readonly string[] {
  const room = Math.max(20, width - indent.length);
  return columns(text) <= room
    ? [indent + text]
    : wrap(text.split(' '), room).map((line) => indent + line);
}

/** Shortens text in the middle of nowhere: the end gives way. */
export function fit(text: string, width: number): string {
  if (columns(text) <= width) {
    return text;
  }
  if (narrow.test(text)) {
    return `${text.slice(0, Math.max(0, width - 1))}…`;
  }
  let result = '';
  let used = 1;
  for (const character of text) {
    used += columns(character);
    if (used > width) {
      break;
    }
    result += character;
  }
  return `${result}…`;
}

/** Columns a text takes: East Asian characters and pictures take two. */
export function columns(text: string): number {
  if (narrow.test(text)) {
    return text.length;
  }
  let sum = 0;
  for (const character of text) {
    if (!/\p{Mark}/u.test(character)) {
      sum += wide.test(character) ? 2 : 1;
    }
  }
  return sum;
}

/** Latin letters, dashes and arrows, one column each: most lines hold nothing else. */
const narrow = /^[\u0020-\u02ff\u2010-\u2027\u2190-\u21ff]*$/;

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
