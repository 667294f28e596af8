import { OPTION_SHAPES, OPTION_THINGS } from './option-shapes';

/** What a value of an option may be, read from the notation of `option-shapes.ts`. */
export type OptionKind =
  | { readonly type: 'anything' | 'text' | 'number' | 'boolean' | 'function' }
  | { readonly type: 'literal'; readonly value: string }
  | { readonly type: 'list' | 'map'; readonly of: readonly OptionKind[] }
  | { readonly type: 'options' | 'thing'; readonly name: string };

/** One option of an object of options. */
export interface Option {
  readonly name: string;
  readonly optional: boolean;
  readonly kinds: readonly OptionKind[];
}

/** Something that has members, and the calls that make it. */
export interface Thing {
  readonly members: readonly string[];
  readonly makers: readonly string[];
}

const WORDS: Readonly<Record<string, OptionKind>> = {
  '*': { type: 'anything' },
  string: { type: 'text' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  function: { type: 'function' },
};

const shapes = new Map<string, readonly Option[]>();
let lines: ReadonlyMap<string, string> | undefined;
let things: ReadonlyMap<string, string> | undefined;

/** The options of an interface. @throws Error for one that the table does not have, which only this library can cause */
export function optionsOf(shape: string): readonly Option[] {
  const known = shapes.get(shape);
  if (known !== undefined) {
    return known;
  }
  lines ??= linesByName(OPTION_SHAPES);
  const line = lines.get(shape);
  if (line === undefined) {
    throw new Error(
      `optionsOf: no such shape; got ${shape}. Run tools/generate-option-shapes.mjs.`,
    );
  }
  const options = line.split('; ').map(parseOption);
  shapes.set(shape, options);
  return options;
}

/** The members of a class or an interface with methods, and the calls that make one. */
export function thingOf(name: string): Thing {
  things ??= linesByName(OPTION_THINGS);
  const [members = '', makers = ''] = things.get(name)?.split('; ') ?? [];
  return {
    members: members.split(' '),
    makers: makers.split(', ').filter((maker) => maker !== ''),
  };
}

function linesByName(table: string): ReadonlyMap<string, string> {
  return new Map(
    table
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
  );
}

function parseOption(text: string): Option {
  const [, name = '', mark, kinds = '*'] = /^(\w+)(\??)=(.*)$/.exec(text) ?? [];
  return { name, optional: mark === '?', kinds: parseKinds(kinds) };
}

function parseKinds(text: string): readonly OptionKind[] {
  // A list or a map comes alone: its own alternatives are inside of the brackets.
  return /^[[{].*[\]}]$/.test(text) ? [parseKind(text)] : text.split(' | ').map(parseKind);
}

function parseKind(text: string): OptionKind {
  const inside = text.slice(1, -1);
  switch (text[0]) {
    case '[':
      return { type: 'list', of: parseKinds(inside) };
    case '{':
      return { type: 'map', of: parseKinds(inside) };
    case "'":
      return { type: 'literal', value: inside };
    case '#':
      return { type: 'options', name: text.slice(1) };
    case '@':
      return { type: 'thing', name: text.slice(1) };
    default:
      return WORDS[text] ?? { type: 'anything' };
  }
}
