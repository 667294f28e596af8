import { isMasked } from '../masking/marker';
import type { Json } from '../plan/json';
import { textOf } from '../plan/text-of';
import type { Held } from './condition';

/** Fills `{from}`, `{to}`, `{to day}` and `{what}` of a row's text. */
export function filled(text: string, held: readonly Held[]): string {
  const [first] = held;
  return text.replace(/\{(from|to|what)(?: (\w+))?\}/g, (_whole, name: string, unit?: string) => {
    if (name === 'what') {
      return [...new Set(held.map(({ path }) => path))].join(', ');
    }
    if (first === undefined || (name === 'to' && first.pair.isUnknown)) {
      return `a number of ${unit ?? 'what is known after apply'}s`;
    }
    return counted(name === 'to' ? first.pair.after : first.pair.before, unit);
  });
}

function counted(value: Json | undefined, unit: string | undefined): string {
  const text = value === undefined || value === null ? 'none' : shown(value);
  return unit === undefined ? text : `${text} ${text === '1' ? unit : `${unit}s`}`;
}

function shown(value: Json): string {
  if (isMasked(value)) {
    return '(secret)';
  }
  const text = textOf(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
