import { styleText } from 'node:util';

/** Colours of a text on a terminal. */
export type Color = 'red' | 'yellow' | 'green' | 'cyan' | 'dim' | 'bold';

/** Writes text in a colour, or plain. */
export type Paint = (color: Color, text: string) => string;

/** Colours where they are wanted; whoever asks has decided, see {@link wantsColor}. */
export function painter(color: boolean): Paint {
  return (name, text) => (color ? styleText(name, text, { validateStream: false }) : text);
}

/**
 * Whether to use colours: NO_COLOR first, then FORCE_COLOR, then whether a terminal that knows colours reads it.
 *
 * Node itself lets FORCE_COLOR win.
 *
 * @see https://no-color.org
 * @see https://force-color.org
 */
export function wantsColor(environment: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  const { NO_COLOR: no = '', FORCE_COLOR: force = '', TERM: term } = environment;
  if (no !== '') {
    return false;
  }
  if (force !== '') {
    return force !== '0' && force !== 'false';
  }
  return isTerminal && term !== 'dumb';
}
