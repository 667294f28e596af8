// What the values of a stage may be, said once: for the compiler as a type, and for a stage that nobody compiled as a
// check that tells in words what is allowed. A library for schemas takes longer to load than the stack to synthesize.

type Path = readonly (string | number)[];

/** What is wrong with a value. */
export interface Problem {
  /** Where it is, below the value that was checked. */
  readonly path: Path;
  /** What may stand there; for a field that does not exist, the names of those that do. */
  readonly allowed: string | readonly string[];
}

/** Finds what is wrong with a value; one without problems is a `Value`. */
export interface Check<Value> {
  (value: unknown): readonly Problem[];
  /** Never there: it is how the compiler knows of `Value`. */
  readonly passes?: readonly [Value];
}

/** The type of what a check lets pass. */
export type Checked<Of> = Of extends Check<infer Value> ? Value : never;

export function text(allowed: string, pattern: RegExp): Check<string> {
  return check(allowed, (value) => typeof value === 'string' && pattern.test(value));
}

export function url(allowed: string): Check<string> {
  return check(allowed, (value) => typeof value === 'string' && URL.canParse(value));
}

export function wholeNumber(minimum: number, maximum: number): Check<number> {
  return check(`a whole number from ${minimum} to ${maximum}`, (value) => {
    return Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
  });
}

export function trueOrFalse(): Check<boolean> {
  return check('true or false', (value) => typeof value === 'boolean');
}

export function oneOf<Word extends string>(...words: readonly Word[]): Check<Word> {
  const allowed = words.map((word) => `'${word}'`).join(' or ');
  return check(allowed, (value) => words.some((word) => word === value));
}

export function optional<Value>(present: Check<Value>): Check<Value | undefined> {
  return (value) => (value === undefined ? [] : present(value));
}

/** At least one of them. */
export function list<Value>(allowed: string, item: Check<Value>): Check<readonly Value[]> {
  return (value) =>
    Array.isArray(value) && value.length > 0
      ? value.flatMap((each, index) => below(index, item(each)))
      : [{ path: [], allowed }];
}

/** Texts under names of the user's own. */
export function texts(): Check<Readonly<Record<string, string>>> {
  const each = text('a text', /^/);
  return (value) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, one]) => below(name, each(one)))
      : [{ path: [], allowed: 'an object of texts' }];
}

type Shape = Readonly<Record<string, Check<unknown>>>;

/** Those that may be absent are absent, or there as `undefined`. */
type OptionalFields<Of extends Shape> = {
  [Name in keyof Of]: undefined extends Checked<Of[Name]> ? Name : never;
}[keyof Of];

type Fields<Of extends Shape> = {
  readonly [Name in Exclude<keyof Of, OptionalFields<Of>>]: Checked<Of[Name]>;
} & { readonly [Name in OptionalFields<Of>]?: Checked<Of[Name]> };

/** An object that has these fields and no other. */
export function fields<Of extends Shape>(shape: Of): Check<Fields<Of>> {
  const names = Object.keys(shape);
  return (value) =>
    isObject(value)
      ? [
          ...Object.entries(shape).flatMap(([name, field]) => below(name, field(value[name]))),
          ...Object.keys(value)
            .filter((name) => !names.includes(name))
            .map((name) => ({ path: [name], allowed: names })),
        ]
      : [{ path: [], allowed: `an object with ${names.join(', ')}` }];
}

type Kinds<Of extends Readonly<Record<string, Shape>>> = {
  [Kind in keyof Of]: { readonly kind: Kind } & Fields<Of[Kind]>;
}[keyof Of];

/** An object whose `kind` says which fields it has. */
export function kinds<Of extends Readonly<Record<string, Shape>>>(shapes: Of): Check<Kinds<Of>> {
  const kind = oneOf(...Object.keys(shapes));
  return (value) => {
    const given = isObject(value) ? value['kind'] : undefined;
    const problems = below('kind', kind(given));
    return problems.length > 0 ? problems : fields({ kind, ...shapes[String(given)] })(value);
  };
}

function check(allowed: string, passes: (value: unknown) => boolean): Check<never> {
  return (value) => (passes(value) ? [] : [{ path: [], allowed }]);
}

function below(name: string | number, problems: readonly Problem[]): readonly Problem[] {
  return problems.map(({ path, allowed }) => ({ path: [name, ...path], allowed }));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
