import { TerraformStack, Token, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';

/** What is wrong, the offending value, what is allowed, and what to do: the four parts of every message. */
export interface Problem {
  readonly what: string;
  readonly got: string | number;
  readonly fix: string;
}

/** `what; got X. Fix.` For validations, where cdktf puts the construct path in front. */
export function describeProblem(problem: Problem): string {
  return `${problem.what}; got ${problem.got}. ${problem.fix}`;
}

/** A look at the whole stack when it is synthesized, whoever asks for it and how often. */
export function oncePerStack(
  problems: (stack: TerraformStack) => string[],
): (scope: IConstruct) => void {
  const watched = new WeakSet<TerraformStack>();
  return (scope) => {
    const stack = TerraformStack.of(scope);
    if (!watched.has(stack)) {
      watched.add(stack);
      stack.node.addValidation({ validate: () => problems(stack) });
    }
  };
}

/** `where: what; got X. Fix.` For errors thrown at once. */
export function misuse(where: IConstruct | string, problem: Problem): Error {
  const path = typeof where === 'string' ? where : where.node.path;
  return new Error(`${path}: ${describeProblem(problem)}`);
}

/**
 * True for a value that is there and can be read now. A number token is hugely negative and must never be compared, and of a
 * list token cdktf makes a list with one entry that stands for all of them.
 */
export function isKnown<T extends string | number>(value: T | undefined): value is T {
  return value !== undefined && !Token.isUnresolved(value) && !standsForList(value);
}

/** True for a list or a map that is there and can be looked into now. */
export function isReadable<T extends object>(values: T | undefined): values is T {
  return values !== undefined && !Token.isUnresolved(values);
}

/** True for an entry that cdktf reads as a whole list that only Terraform knows. */
export function standsForList(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('#{TfToken[');
}

/** A number as text. One that is not known yet stays a token, also where other text stands around it. */
export function numberAsText(value: number): string {
  return isKnown(value) ? String(value) : Token.asString(value);
}

/** Bytes of a text without what only Terraform knows: the real one is longer, never shorter. */
export function knownBytes(text: string): number {
  return Buffer.byteLength(text.replace(/\$\{TfToken\[[^}]*\}/g, ''));
}

/** Sum of the values, or undefined when one of them is not known yet. */
export function sumOfKnown(values: readonly number[]): number | undefined {
  return values.every((value) => isKnown(value))
    ? values.reduce((total, value) => total + value, 0)
    : undefined;
}

export interface IntegerRange {
  readonly name: string;
  readonly min: number;
  readonly max?: number;
  /** Unit put behind the number, such as `MiB`. */
  readonly unit?: string;
}

/** Requires a whole number in the range; absent and unresolved values pass. */
export function requireInteger(
  where: IConstruct | string,
  value: number | undefined,
  range: IntegerRange,
): void {
  if (!isKnown(value)) {
    return;
  }
  const max = range.max ?? Number.MAX_SAFE_INTEGER;
  if (Number.isInteger(value) && value >= range.min && value <= max) {
    return;
  }
  const unit = range.unit === undefined ? '' : ` ${range.unit}`;
  const allowed =
    range.max === undefined ? `${range.min}${unit} or more` : `${range.min} to ${range.max}${unit}`;
  throw misuse(where, {
    what: `${range.name} must be a whole number of ${allowed}`,
    got: value,
    fix: `Set ${range.name} to a value in that range.`,
  });
}

export interface NameRule {
  readonly name: string;
  readonly pattern: RegExp;
  /** The pattern in words. */
  readonly allowed: string;
}

/** Letters, digits, hyphens and underscores: what ECS takes for clusters, services, families and containers. */
export function ecsName(name: string): NameRule {
  return {
    name,
    pattern: /^[A-Za-z0-9_-]{1,255}$/,
    allowed: '1 to 255 letters, digits, hyphens and underscores',
  };
}

/** Requires that the first of two values is not below the second one. */
export function requireOrder(
  where: IConstruct | string,
  pair: Readonly<Record<string, number | undefined>>,
): void {
  const [[name, value], [other, least]] = Object.entries(pair) as [
    [string, number | undefined],
    [string, number | undefined],
  ];
  if (!isKnown(value) || !isKnown(least) || value >= least) {
    return;
  }
  throw misuse(where, {
    what: `${name} must be at least ${other}`,
    got: `${name} ${value}, ${other} ${least}`,
    fix: `Raise ${name} or lower ${other}.`,
  });
}

/** Requires that every entry of a map is a text, and that the names are known; texts that Terraform knows pass. */
export function requireTexts(
  where: IConstruct | string,
  option: string,
  values: Readonly<Record<string, unknown>> = {},
): void {
  for (const [name, value] of Object.entries(values)) {
    if (name.startsWith('&{TfToken[')) {
      throw misuse(where, {
        what: `the names in ${option} must be known at synth`,
        got: 'a map that only Terraform knows',
        fix: `Name each entry of ${option}; its value may be one that only Terraform knows.`,
      });
    }
    if (typeof value === 'string' && !standsForList(value)) {
      continue;
    }
    throw misuse(where, {
      what: `${option} holds texts, and ${JSON.stringify(name)} is none`,
      got: inWords(value),
      fix: `Give ${name} a text, or leave it out.`,
    });
  }
}

function inWords(value: unknown): string {
  if (standsForList(value)) {
    return 'a list that only Terraform knows';
  }
  return value === undefined ? 'undefined' : (JSON.stringify(value) ?? typeof value);
}

/** Requires keys that AWS does not keep for itself, and a text for each. */
export function requireTags(
  where: IConstruct | string,
  tags: Readonly<Record<string, string>> = {},
): void {
  // A map that Terraform knows as a whole is the business of the provider.
  if (Tokenization.isResolvable(tags) || (!isReadable(tags) && Object.keys(tags).length === 1)) {
    return;
  }
  requireTexts(where, 'tags', tags);
  const problem = tagProblem(tags);
  if (problem !== undefined) {
    throw misuse(where, problem);
  }
}

/** Most tags of a resource, without those of AWS. */
export const MAX_TAGS = 50;
const MAX_TAG_KEY = 128;
const MAX_TAG_VALUE = 256;

/**
 * What AWS refuses in a set of tags.
 *
 * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
export function tagProblem(tags: Readonly<Record<string, string>>): Problem | undefined {
  const entries = Object.entries(tags);
  const reserved = Object.keys(tags).find((key) => /^aws:/i.test(key));
  if (reserved !== undefined) {
    return {
      what: 'the key of a tag may not start with aws:, which AWS keeps for itself',
      got: JSON.stringify(reserved),
      fix: 'Change the key.',
    };
  }
  if (entries.length > MAX_TAGS) {
    return {
      what: `a resource may have ${MAX_TAGS} tags`,
      got: entries.length,
      fix: 'Leave some out.',
    };
  }
  return entries.map(([key, value]) => tagSizeProblem(key, value)).find((one) => one !== undefined);
}

function tagSizeProblem(key: string, value: string): Problem | undefined {
  const tooLong = [
    { part: 'the key of a tag', text: key, min: 1, max: MAX_TAG_KEY },
    { part: `the value of the tag ${key}`, text: value, min: 0, max: MAX_TAG_VALUE },
  ].find(({ text, min, max }) => isKnown(text) && (text.length < min || text.length > max));
  return (
    tooLong && {
      what: `${tooLong.part} has ${tooLong.min} to ${tooLong.max} characters`,
      got: `${tooLong.text.length} characters`,
      fix: 'Change it.',
    }
  );
}

/** Requires a name of the given form; unresolved names pass. */
export function requireName(where: IConstruct | string, value: string, rule: NameRule): void {
  if (!isKnown(value) || rule.pattern.test(value)) {
    return;
  }
  throw misuse(where, {
    what: `${rule.name} must be ${rule.allowed}`,
    got: JSON.stringify(value),
    fix: `Change ${rule.name}.`,
  });
}
