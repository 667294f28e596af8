import { readableOther, isMasked, readable } from '../masking/marker';
import type { ShownValue } from '../model';
import { isList, isObject, type Json } from '../plan/json';
import { textOf, unknownText } from '../plan/text-of';

const maxLength = 600;

/** The value with words where it is unknown; `unknown` has its shape. */
export function withUnknown(value: Json | undefined, unknown: Json | undefined): Json | undefined {
  if (unknown === true) {
    return unknownText;
  }
  if (isList(value) && isList(unknown)) {
    return value.map((item, index) => withUnknown(item, unknown[index]) ?? null);
  }
  if (!isObject(unknown) || (!isObject(value) && (value ?? null) !== null)) {
    return value;
  }
  const words = Object.entries(unknown)
    .map(([key, tree]) => [key, withUnknown(ownOf(value, key), tree)] as const)
    .filter((entry): entry is readonly [string, Json] => entry[1] !== undefined);
  return words.length === 0
    ? value
    : Object.fromEntries([...Object.entries(isObject(value) ? value : {}), ...words]);
}

function ownOf(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Both sides of a difference, ready to be shown: long values are cut around the first difference. */
export function shownPair(
  before: Json | undefined,
  after: Json | undefined,
): readonly [ShownValue, ShownValue] {
  const left = shown(before);
  const right = shown(after);
  if (left.kind !== 'known' || right.kind !== 'known') {
    return [cut(left, 0), cut(right, 0)];
  }
  if (left.text === right.text) {
    // They differ in a secret only, or Terraform calls a change what reads the same.
    return [cut(left, 0), cut({ kind: 'known', text: readableOther(textOf(after)) }, 0)];
  }
  let first = 0;
  while (left.text[first] === right.text[first]) {
    first += 1;
  }
  return [cut(left, first), cut(right, first)];
}

function shown(value: Json | undefined): ShownValue {
  if (value === undefined || value === null) {
    return { kind: 'absent' };
  }
  if (isMasked(value)) {
    return { kind: 'masked' };
  }
  return { kind: 'known', text: readable(textOf(value)) };
}

function cut(value: ShownValue, around: number): ShownValue {
  if (value.kind !== 'known' || value.text.length <= maxLength) {
    return value;
  }
  const start = around < maxLength - 100 ? 0 : around - 100;
  const end = Math.min(value.text.length, start + maxLength);
  const piece = value.text.slice(start, end);
  const text = `${start > 0 ? '…' : ''}${piece}${end < value.text.length ? '…' : ''} (${value.text.length} characters)`;
  return { kind: 'known', text };
}
