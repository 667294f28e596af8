/** A word as a POSIX shell reads it back: quoted only where it must be, so that a printed command can be copied. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A command line that can be copied from the terminal as it is. */
export function shellCommand(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
