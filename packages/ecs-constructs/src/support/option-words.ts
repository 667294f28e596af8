import { type OptionKind, thingOf } from './option-kinds';
import { standsForList } from './validation';

/** What an option may be, in words: `a number`, `'tcp' or 'udp'`, `a Secret`. */
export function wordsFor(kinds: readonly OptionKind[]): string {
  return alternatives([...new Set(kinds.map(wordFor))]);
}

/** What a value is, in words. Texts are not shown: one that stands where a secret belongs may be that secret. */
export function wordsForValue(value: unknown): string {
  if (value === null || ['undefined', 'number', 'boolean'].includes(typeof value)) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  if (standsForList(value)) {
    return 'a list that only Terraform knows';
  }
  if (typeof value !== 'object') {
    return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
  }
  const { name } = (value.constructor ?? {}) as { readonly name?: string };
  return name === undefined || name === 'Object' ? 'an object' : `a ${name}`;
}

/** What to do about a value of the wrong kind. */
export function fixFor(kinds: readonly OptionKind[], value: unknown): string {
  if (value === null) {
    return 'Leave it out, or give it a value.';
  }
  if (standsForList(value)) {
    return 'Put lists together with Token.asList(Fn.concat([one, other])), or take an entry out with Fn.element.';
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return 'Look at how it is computed.';
  }
  const makers = kinds.flatMap((kind) => (kind.type === 'thing' ? thingOf(kind.name).makers : []));
  if (makers.length > 0) {
    return `Make it with ${alternatives(makers)}.`;
  }
  const wantsLiteral = kinds.some(({ type }) => type === 'number' || type === 'boolean');
  return wantsLiteral && typeof value === 'string' ? 'Write it without quotes.' : 'Change it.';
}

function wordFor(kind: OptionKind): string {
  switch (kind.type) {
    case 'literal':
      return `'${kind.value}'`;
    case 'boolean':
      return 'true or false';
    case 'list':
      return `a list of which each is ${wordsFor(kind.of)}`;
    case 'map':
      return `an object of which each value is ${wordsFor(kind.of)}`;
    case 'options':
      return `an object (${kind.name})`;
    case 'thing':
      return withArticle(kind.name.replace(/^I(?=[A-Z])/, ''));
    default:
      return withArticle(kind.type);
  }
}

function withArticle(noun: string): string {
  return `${/^[AEIOaeio]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

function alternatives(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}
