import { BlockList, isIPv4, isIPv6 } from 'node:net';

// IAM for the tests: a second, simple evaluator. It answers for one request at a time and shares no code with what it
// checks.

export interface StatementJson {
  readonly Effect: 'Allow' | 'Deny';
  readonly [element: string]: unknown;
}

export interface Request {
  readonly action: string;
  readonly resource: string;
  /** `AWS:111111111111:role/a`, `Service:...` */
  readonly principal: string;
  readonly context: Readonly<Record<string, readonly string[] | undefined>>;
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value : [value]) as string[];

const patterns = new Map<string, RegExp>();

function like(pattern: string, text: string, flags = ''): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  const known = patterns.get(flags + source) ?? new RegExp(`^${source}$`, `s${flags}`);
  patterns.set(flags + source, known);
  return known.test(text);
}

function matchesElement(
  statement: StatementJson,
  element: string,
  fits: (value: string) => boolean,
): boolean {
  if (statement[`Not${element}`] !== undefined) {
    return !listOf(statement[`Not${element}`]).some(fits);
  }
  return statement[element] === undefined || listOf(statement[element]).some(fits);
}

function matchesPrincipal(statement: StatementJson, principal: string): boolean {
  const given = statement['Principal'];
  if (given === undefined || given === '*') {
    return true;
  }
  return Object.entries(given as Record<string, unknown>).some(([type, ids]) =>
    listOf(ids).some((id) => {
      const [, account, rest] = /^arn:aws:iam::(\d+):(.*)$/.exec(id) ?? [];
      if (id === '*') {
        return true;
      }
      if (account === undefined) {
        return /^\d+$/.test(id)
          ? principal.startsWith(`AWS:${id}:`)
          : principal === `${type}:${id}`;
      }
      if (rest === 'root') {
        return principal.startsWith(`AWS:${account}:`);
      }
      const session = `AWS:${account}:assumed-${rest}/`;
      return principal === `AWS:${account}:${rest}` || principal.startsWith(session);
    }),
  );
}

const blocks = new Map<string, BlockList>();

function inBlock(block: string, address: string): boolean {
  const family = (text: string) =>
    isIPv4(text) ? ('ipv4' as const) : isIPv6(text) ? ('ipv6' as const) : undefined;
  const [net = '', bits] = block.split('/');
  const [of, which] = [family(net), family(address)];
  if (of === undefined || of !== which) {
    return false;
  }
  const list = blocks.get(block) ?? new BlockList();
  if (!blocks.has(block)) {
    list.addSubnet(net, Number(bits), of);
    blocks.set(block, list);
  }
  return list.check(address, which);
}

const operators: Record<string, (wanted: string, given: string) => boolean> = {
  StringEquals: (wanted, given) => wanted === given,
  StringEqualsIgnoreCase: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
  StringLike: like,
  ArnLike: (wanted, given) => {
    const [patterns, parts] = [wanted.split(':'), given.split(':')];
    const last = (items: string[]) => items.slice(5).join(':');
    return (
      parts.length >= 6 &&
      patterns.slice(0, 5).every((pattern, index) => like(pattern, parts[index] ?? '')) &&
      like(last(patterns), last(parts))
    );
  },
  IpAddress: inBlock,
  Bool: (wanted, given) => wanted === given,
  NumericEquals: (wanted, given) => Number(given) === Number(wanted),
  NumericLessThan: (wanted, given) => Number(given) < Number(wanted),
  NumericGreaterThanEquals: (wanted, given) => Number(given) >= Number(wanted),
};

function holds(operator: string, key: string, wanted: string[], request: Request): boolean {
  const given = request.context[key];
  if (operator === 'Null') {
    return wanted.includes(String(given === undefined));
  }
  const [, quantifier, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(operator) ?? [];
  const negated = name.includes('Not');
  const test = operators[name.replace('Not', '')];
  const fits = (value: string): boolean =>
    wanted.some((pattern) => test?.(pattern, value)) !== negated;
  if (quantifier === 'ForAllValues') {
    return (given ?? []).every(fits);
  }
  if (quantifier === 'ForAnyValue') {
    return (given ?? []).some(fits);
  }
  return given === undefined ? negated || ifExists !== undefined : fits(given[0] ?? '');
}

type Aspect = (statement: StatementJson, request: Request) => boolean;

/** An aspect of a statement depends on one part of a request, so its answer is kept. */
function kept<Part>(partOf: (request: Request) => Part, aspect: Aspect): Aspect {
  const answers = new WeakMap<StatementJson, Map<Part, boolean>>();
  return (statement, request) => {
    const ofStatement = answers.get(statement) ?? new Map<Part, boolean>();
    answers.set(statement, ofStatement);
    const part = partOf(request);
    const answer = ofStatement.get(part) ?? aspect(statement, request);
    ofStatement.set(part, answer);
    return answer;
  };
}

const aspects: readonly Aspect[] = [
  kept(
    ({ action }) => action,
    (statement, { action }) =>
      matchesElement(statement, 'Action', (pattern) => like(pattern, action, 'i')),
  ),
  kept(
    ({ resource }) => resource,
    (statement, { resource }) =>
      matchesElement(statement, 'Resource', (pattern) => like(pattern, resource)),
  ),
  kept(
    ({ principal }) => principal,
    (statement, { principal }) => matchesPrincipal(statement, principal),
  ),
  kept(
    ({ context }) => context,
    (statement, request) =>
      Object.entries((statement['Condition'] ?? {}) as Record<string, object>).every(
        ([operator, keys]) =>
          Object.entries(keys).every(([key, values]) =>
            holds(operator, key, listOf(values), request),
          ),
      ),
  ),
];

export function matches(statement: StatementJson, request: Request): boolean {
  return aspects.every((aspect) => aspect(statement, request));
}

export function allows(statements: readonly StatementJson[], request: Request): boolean {
  const matching = statements.filter((statement) => matches(statement, request));
  return matching.length > 0 && matching.every(({ Effect }) => Effect === 'Allow');
}
