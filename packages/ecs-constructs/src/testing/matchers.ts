import { ACTIONS_WITHOUT_RESOURCE } from '../iam/actions-without-resource';
import type { JsonValue, TemplateBlock } from './block';
import {
  type ExpectedPermission,
  notAllowed,
  type TemplateStatement,
  wildcardStatements,
} from './policy';
import { type ParsedContainer, Template } from './template';

/** A type as Terraform names it, `aws_ecs_service`, or the class of a prebuilt provider. */
export type ResourceType = string | { readonly tfResourceType: string };

/** Attributes or keys that are expected among others; values may be jest's asymmetric matchers. */
export type ExpectedProperties = Readonly<Record<string, unknown>>;

/** Options of `toHaveNoWildcardResources`. */
export interface WildcardOptions {
  /** Actions that may have every resource, with IAM's wildcards. @default ACTIONS_WITHOUT_RESOURCE */
  readonly except?: readonly string[];
}

/**
 * What the matchers add to `expect(template)`, which takes a {@link Template} or Terraform JSON. Paths are those of
 * constructs below the stack; where a path is wanted, a Terraform address does as well.
 */
export interface EcsMatchers<R> {
  /** So many resources of a type. */
  toHaveResourceCount(type: ResourceType, count: number): R;
  /** A resource of this construct, or its child `Resource`, with at least these attributes. */
  toHaveResourceAt(path: string, properties?: ExpectedProperties): R;
  /** A container of this name, in any task definition, with at least these keys of the ECS API. */
  toHaveContainer(name: string, properties?: ExpectedProperties): R;
  /** Statements that allow each of the actions on each of the resources. Statements that deny are not looked at. */
  toAllow(expected: ExpectedPermission): R;
  /** No statement that allows something on every resource, other than what IAM knows no narrower resource for. */
  toHaveNoWildcardResources(options?: WildcardOptions): R;
  /** A whole line of decoded user data, of any launch template or of the one at a path. */
  toHaveUserDataLine(line: string | RegExp, path?: string): R;
  /** The first is created before the second and destroyed after it. */
  toCreateBefore(first: string, second: string): R;
  /** An output, with this value. */
  toHaveOutput(name: string, value?: unknown): R;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- that is where jest's types can be added to
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merged with jest's own interface
    interface Matchers<R> extends EcsMatchers<R> {}
  }
}

/** What jest gives to a matcher, as far as these use it. */
interface Context {
  readonly equals: (a: unknown, b: unknown, customTesters?: JsonValue[]) => boolean;
  readonly utils: {
    readonly printExpected: (value: unknown) => string;
    readonly printReceived: (value: unknown) => string;
    readonly subsetEquality: JsonValue;
    readonly iterableEquality: JsonValue;
  };
}

/** What a matcher gives to jest. */
export interface MatcherResult {
  readonly pass: boolean;
  /** Says what was expected and what was found. */
  readonly message: () => string;
}

/** A matcher as `expect.extend` takes it. */
export type EcsMatcher = (
  this: JsonValue,
  received: unknown,
  ...expected: JsonValue[]
) => MatcherResult;

/**
 * Matchers for synthesized stacks: `expect.extend(ecsMatchers)`. Importing them changes nothing by itself; the module
 * `ecs-constructs/testing/setup` does, for jest's `setupFilesAfterEnv`.
 */
export const ecsMatchers: Readonly<Record<keyof EcsMatchers<void>, EcsMatcher>> = {
  toHaveResourceCount(
    this: Context,
    received: unknown,
    type: ResourceType,
    count: number,
  ): MatcherResult {
    const name = typeof type === 'string' ? type : type.tfResourceType;
    const found = templateOf(received).resourcesOf(name);
    return {
      pass: found.length === count,
      message: () =>
        `expected ${this.utils.printExpected(count)} of ${name}; ` +
        `got ${this.utils.printReceived(found.length)}${named(found)}`,
    };
  },

  toHaveResourceAt(
    this: Context,
    received: unknown,
    path: string,
    properties: ExpectedProperties = {},
  ): MatcherResult {
    const found = attempt(() => templateOf(received).resourceAt(path));
    if (found.error !== undefined) {
      return absent(found.error);
    }
    return compare(this, `${found.value.address} at ${path}`, found.value.attributes, properties);
  },

  toHaveContainer(
    this: Context,
    received: unknown,
    name: string,
    properties: ExpectedProperties = {},
  ): MatcherResult {
    const found = attempt((): ParsedContainer => templateOf(received).container(name));
    if (found.error !== undefined) {
      return absent(found.error);
    }
    return compare(this, `container ${name}`, found.value, properties);
  },

  toAllow(this: Context, received: unknown, expected: ExpectedPermission): MatcherResult {
    const statements = templateOf(received).policyStatements();
    const missing = notAllowed(statements, expected, (actual) => {
      return expected.conditions === undefined || matchesSubset(this, actual, expected.conditions);
    });
    return {
      pass: missing.length === 0,
      message: () =>
        missing.length === 0
          ? `expected not to allow ${expected.actions.join(', ')}, but\n${described(statements)}`
          : `expected to allow ${missing.join(', ')}; the policies allow\n${described(statements)}`,
    };
  },

  toHaveNoWildcardResources(
    this: Context,
    received: unknown,
    { except = ACTIONS_WITHOUT_RESOURCE }: WildcardOptions = {},
  ): MatcherResult {
    const wide = wildcardStatements(templateOf(received).policyStatements(), except);
    return {
      pass: wide.length === 0,
      message: () =>
        wide.length === 0
          ? 'expected a statement on every resource; got none outside the exceptions.'
          : `expected no statement on every resource, except for ${except.join(', ')}; got\n${described(wide)}`,
    };
  },

  toHaveUserDataLine(
    this: Context,
    received: unknown,
    line: string | RegExp,
    path?: string,
  ): MatcherResult {
    const template = templateOf(received);
    const places =
      path === undefined
        ? template.resourcesOf('aws_launch_template').map(({ address }) => address)
        : [path];
    const lines = places.flatMap((place) => template.userData(place).split('\n'));
    const pass = lines.some((one) => (typeof line === 'string' ? one === line : line.test(one)));
    return {
      pass,
      message: () =>
        `expected user data ${pass ? 'without' : 'with'} the line ` +
        `${this.utils.printExpected(line)}; got\n${lines.join('\n')}`,
    };
  },

  toCreateBefore(this: Context, received: unknown, first: string, second: string): MatcherResult {
    const template = templateOf(received);
    const pass = template.createdBefore(first, second);
    return {
      pass,
      message: () =>
        pass
          ? `expected ${second} not to depend on ${first}, but it does`
          : `expected ${second} to depend on ${first}, directly or not; it depends on ` +
            `${template.dependenciesOf(second).join(', ') || 'nothing'}`,
    };
  },

  toHaveOutput(this: Context, received: unknown, name: string, value?: unknown): MatcherResult {
    const found = attempt((): JsonValue => templateOf(received).output(name));
    if (found.error !== undefined) {
      return absent(found.error);
    }
    const pass = value === undefined || this.equals(found.value, value);
    return {
      pass,
      message: () =>
        `expected output ${name} ${pass ? 'not ' : ''}to be ${this.utils.printExpected(value)}; ` +
        `got ${this.utils.printReceived(found.value)}`,
    };
  },
};

/** Structural, because a test may see another copy of the class. */
function templateOf(received: unknown): Template {
  if (typeof received === 'string') {
    return Template.fromJson(received);
  }
  if (typeof (received as Template | null)?.policyStatements === 'function') {
    return received as Template;
  }
  throw new Error(`expect() must get a Template or Terraform JSON; got ${typeof received}.`);
}

type Attempt<T> = { readonly value: T; readonly error?: undefined } | { readonly error: string };

function attempt<T>(read: () => T): Attempt<T> {
  try {
    return { value: read() };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

function absent(why: string): MatcherResult {
  return { pass: false, message: () => why };
}

function matchesSubset({ equals, utils }: Context, actual: unknown, expected: unknown): boolean {
  return equals(actual, expected, [utils.iterableEquality, utils.subsetEquality]);
}

function compare(
  context: Context,
  what: string,
  actual: Readonly<Record<string, JsonValue>>,
  expected: ExpectedProperties,
): MatcherResult {
  const { printExpected, printReceived } = context.utils;
  const different = Object.keys(expected).filter(
    (key) => !matchesSubset(context, { [key]: actual[key] }, { [key]: expected[key] }),
  );
  if (different.length === 0) {
    return {
      pass: true,
      message: () => `expected ${what} not to have ${printExpected(expected)}, but it has`,
    };
  }
  const lines = different.map(
    (key) =>
      `  ${key}: expected ${printExpected(expected[key])}; ` +
      `got ${key in actual ? printReceived(actual[key]) : 'none'}`,
  );
  const others = Object.keys(actual).filter((key) => key !== '//');
  return {
    pass: false,
    message: () => `${what}\n${lines.join('\n')}\nIt has ${others.join(', ')}.`,
  };
}

function named(found: readonly TemplateBlock[]): string {
  return found.length === 0
    ? ''
    : `: ${found.map(({ path, address }) => path ?? address).join(', ')}`;
}

function described(statements: readonly TemplateStatement[]): string {
  if (statements.length === 0) {
    return '  nothing';
  }
  return statements
    .map(({ address, path, statement }) => `  ${path ?? address}: ${JSON.stringify(statement)}`)
    .join('\n');
}
