/** Whether to colour what is printed: a terminal that is not told otherwise. See https://no-color.org. */
export function useColor(): boolean {
  return process.stdout.isTTY && !process.env['NO_COLOR'];
}
