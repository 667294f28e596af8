/** What stands for a value that is known only after apply, with the references that lead to it. */
export function unknownPart(references: readonly string[]): string {
  return `(${[...references, 'known after apply'].join(', ')})`;
}

/** Whether a text has a part that is known only after apply. */
export function holdsUnknownPart(text: string): boolean {
  return text.includes('known after apply)');
}
