import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { closest } from './closest';
import { type OptionKind, optionsOf, thingOf } from './option-kinds';
import { fixFor, wordsFor, wordsForValue } from './option-words';
import { requirePlaceForUnknown } from './unknown-values';
import { misuse, requireTexts, standsForList } from './validation';

/**
 * Requires an object with the options of an interface, for callers in plain JavaScript and for those whose object came by
 * another type. Values that only Terraform knows pass where Terraform can put them in, and so does what the interface does
 * not know: the options of a subclass are a wider type. A name that is nearly one of its own, and stands where that one is missing, is a mistake.
 *
 * @param shape name of the interface in `option-shapes.ts`
 * @throws Error for an option that is misspelt, one that is missing, and one of another type
 */
export function requireShape(where: IConstruct | string, shape: string, value: unknown): void {
  checkShape(where, shape, value, '');
}

/** Of an object with options of several interfaces, those of one. */
export function optionsFor<Options extends object>(shape: string, value: Options): Options {
  const names = optionsOf(shape).map(({ name }) => name);
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => names.includes(name)),
  ) as Options;
}

function checkShape(where: IConstruct | string, shape: string, value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw misuse(where, {
      what: `${path === '' ? 'the options' : path} must be an object (${shape})`,
      got: wordsForValue(value),
      fix: `Write it like { ${optionsOf(shape)[0]?.name}: ... }.`,
    });
  }
  const options = optionsOf(shape);
  if (isPlain(value)) {
    requireNoMisspelling(where, shape, value, path);
  }
  for (const { name, optional, kinds } of options) {
    const option = (value as Readonly<Record<string, unknown>>)[name];
    const at = path === '' ? name : `${path}.${name}`;
    if (option !== undefined) {
      checkKinds(where, kinds, option, { path: at, option: `${shape}.${name}` });
    } else if (!optional) {
      throw misuse(where, {
        what: `${at} must be given: ${wordsFor(kinds)}`,
        got: 'undefined',
        fix: fixFor(kinds, undefined).replace('Change it.', `Add ${name}.`),
      });
    }
  }
}

/** Of things that are more than options, such as a resource that is taken for its ARN, the rest is their own business. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype as object) === null;
}

/** Two letters of a shorter word make another word of it. */
const MISTAKABLE_LENGTH = 6;

function requireNoMisspelling(
  where: IConstruct | string,
  shape: string,
  value: object,
  path: string,
): void {
  const given = value as Readonly<Record<string, unknown>>;
  const names = optionsOf(shape).map(({ name }) => name);
  const missing = names.filter((name) => given[name] === undefined);
  for (const [name, option] of Object.entries(value)) {
    const near =
      option === undefined || names.includes(name)
        ? undefined
        : closest(name, missing, name.length < MISTAKABLE_LENGTH ? 1 : 2);
    if (near !== undefined) {
      throw misuse(where, {
        what: `${shape} has no ${path === '' ? name : `${path}.${name}`}`,
        got: wordsForValue(option),
        fix: `Did you mean ${near}?`,
      });
    }
  }
}

function checkKinds(
  where: IConstruct | string,
  kinds: readonly OptionKind[],
  value: unknown,
  place: { readonly path: string; readonly option?: string },
): void {
  const { path, option = path } = place;
  if (Token.isUnresolved(value)) {
    requirePlaceForUnknown(where, kinds, value, place);
    return;
  }
  const kind = kinds.find((one) => isOfKind(one, value));
  if (kind === undefined) {
    const isLiteral =
      kinds.some(({ type }) => type === 'literal') &&
      typeof value === 'string' &&
      !standsForList(value);
    const words = wordsFor(kinds);
    throw misuse(where, {
      what: `${path} must be ${typeof value === 'number' ? words.replace('a number', 'a finite number') : words}`,
      got: isLiteral ? JSON.stringify(value) : wordsForValue(value),
      fix: literalFix(kinds, value) ?? fixFor(kinds, value),
    });
  }
  if (kind.type === 'options') {
    checkShape(where, kind.name, value, path);
  } else if (kind.type === 'list') {
    (value as readonly unknown[]).forEach((one, index) =>
      checkKinds(where, kind.of, one, { path: `${path}[${index}]` }),
    );
  } else if (kind.type === 'map' && kind.of.every(({ type }) => type === 'text')) {
    requireTexts(where, path, value as Readonly<Record<string, unknown>>);
  } else if (kind.type === 'map') {
    Object.entries(value as object).forEach(([key, one]) =>
      checkKinds(where, kind.of, one, { path: `${path}.${key}`, option: `${option}.*` }),
    );
  }
}

function literalFix(kinds: readonly OptionKind[], value: unknown): string | undefined {
  const words = kinds.flatMap((kind) => (kind.type === 'literal' ? [kind.value] : []));
  const near = typeof value === 'string' ? closest(value, words) : undefined;
  return near === undefined ? undefined : `Did you mean '${near}'?`;
}

function isOfKind(kind: OptionKind, value: unknown): boolean {
  switch (kind.type) {
    case 'anything':
      return true;
    case 'text':
      return typeof value === 'string' && !standsForList(value);
    case 'number':
      return Number.isFinite(value);
    case 'literal':
      return value === kind.value;
    case 'list':
      return Array.isArray(value);
    case 'map':
    case 'options':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'thing':
      return (
        typeof value === 'object' &&
        value !== null &&
        thingOf(kind.name).members.every((member) => member in value)
      );
    default:
      return typeof value === kind.type;
  }
}
