import { isList, isObject, type Json } from './json';

/** What stands for a value that is known only after apply, inside of lists and objects. */
export const unknownText = '(known after apply)';

/** A value as text: strings as they are, lists and objects as JSON. */
export function textOf(value: Json | undefined): string {
  if (typeof value === 'string') {
    return value === '' ? '""' : value;
  }
  return isList(value) || isObject(value)
    ? JSON.stringify(value).replaceAll(`"${unknownText}"`, unknownText)
    : String(value);
}
