import { BlockList, isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { findGap } from './box';
import { parsePolicy, isUnreadable } from './policy-document';
import { reviewSecurity } from './review-security';
import { statementBox, statementSubject } from './statement-box';

// A second, simple evaluator: it answers for one request at a time and shares no code with what it checks.

interface StatementJson {
  readonly Effect: 'Allow' | 'Deny';
  readonly [element: string]: unknown;
}

interface Request {
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
  const family = (text: string) => (isIPv4(text) ? 'ipv4' : isIPv6(text) ? 'ipv6' : undefined);
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

function matches(statement: StatementJson, request: Request): boolean {
  return aspects.every((aspect) => aspect(statement, request));
}

function allows(statements: readonly StatementJson[], request: Request): boolean {
  const matching = statements.filter((statement) => matches(statement, request));
  return matching.length > 0 && matching.every(({ Effect }) => Effect === 'Allow');
}

// Small universes, in which patterns overlap in every way.

const actions = ['s3:GetObject', 's3:PutObject', 's3:GetBucket', 'ecr:GetObject'];
const resources = ['arn:aws:s3:::a/1', 'arn:aws:s3:::a/2', 'arn:aws:s3:::b/1', 'arn:aws:s3:::ab'];
const principals = [
  'AWS:111111111111:role/a',
  'AWS:111111111111:assumed-role/a/session',
  'AWS:111111111111:user/b',
  'AWS:222222222222:role/a',
  'Service:ecs.amazonaws.com',
];
const contexts: Record<string, (readonly string[] | undefined)[]> = {
  'aws:SourceIp': [undefined, ['10.0.0.1'], ['10.1.0.1'], ['192.168.0.1'], ['2001:db8::1']],
  'aws:PrincipalOrgID': [undefined, ['o-1'], ['o-2'], ['O-1']],
  'aws:SecureTransport': [undefined, ['true'], ['false']],
  'aws:TagKeys': [undefined, [], ['a'], ['b'], ['a', 'b'], ['c', 'a']],
  's3:max-keys': [undefined, ['1'], ['10'], ['100']],
  'aws:SourceArn': [
    undefined,
    ['arn:aws:sns:eu:1:t'],
    ['arn:aws:sns:eu:2:t:x'],
    ['arn:aws:sqs:us:1:u'],
  ],
};

const some = <T>(...values: T[]) => fc.subarray(values, { minLength: 1, maxLength: 2 });
const condition = fc.oneof(
  fc.record({
    key: fc.constant('aws:SourceIp'),
    operator: fc.constantFrom('IpAddress', 'IpAddress', 'NotIpAddress', 'IpAddressIfExists'),
    values: some(
      '10.0.0.0/8',
      '10.0.0.0/16',
      '10.1.0.1/32',
      '0.0.0.0/0',
      '0.0.0.0/1',
      '128.0.0.0/1',
      '2001:db8::/32',
    ),
  }),
  fc.record({
    key: fc.constant('aws:PrincipalOrgID'),
    operator: fc.constantFrom(
      'StringEquals',
      'StringLike',
      'StringNotEquals',
      'StringEqualsIfExists',
      'StringNotLike',
    ),
    values: some('o-1', 'o-2', 'o-*', '*-?', 'o-?*'),
  }),
  fc.record({
    key: fc.constant('aws:SecureTransport'),
    operator: fc.constantFrom('Bool', 'BoolIfExists', 'Null'),
    values: some('true', 'false'),
  }),
  fc.record({
    key: fc.constant('aws:TagKeys'),
    operator: fc.constantFrom(
      'ForAllValues:StringEquals',
      'ForAnyValue:StringEquals',
      'ForAllValues:StringNotLike',
    ),
    values: some('a', 'b', 'c', '*'),
  }),
  fc.record({
    key: fc.constant('s3:max-keys'),
    operator: fc.constantFrom(
      'NumericEquals',
      'NumericLessThan',
      'NumericGreaterThanEquals',
      'NumericNotEquals',
    ),
    values: some('1', '10', '50'),
  }),
  fc.record({
    key: fc.constant('aws:SourceArn'),
    operator: fc.constantFrom('ArnLike', 'ArnNotLike', 'ArnLike'),
    values: some(
      'arn:aws:sns:*:1:*',
      'arn:aws:*:*:*:*',
      'arn:aws:sns:eu:1:t',
      'arn:aws:sns:eu:*:?',
    ),
  }),
);

const elements = {
  actions: some(
    '*',
    's3:*',
    's3:Get*',
    's3:getobject',
    '*:GetObject',
    's3:?etObject',
    'ecr:*',
    's3:PutObject',
  ),
  resources: some(
    '*',
    'arn:aws:s3:::a/*',
    'arn:aws:s3:::?/1',
    'arn:aws:s3:::a*',
    'arn:aws:s3:::*/*',
    'arn:aws:s3:::ab',
  ),
};

const statement = (withPrincipal: boolean): fc.Arbitrary<StatementJson> =>
  fc
    .record({
      effect: fc.constantFrom(
        'Allow' as const,
        'Allow' as const,
        'Allow' as const,
        'Deny' as const,
      ),
      action: fc.constantFrom('Action', 'Action', 'Action', 'NotAction'),
      actions: elements.actions,
      resource: fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'),
      resources: elements.resources,
      principal: fc.constantFrom<unknown>(
        '*',
        { AWS: '111111111111' },
        { AWS: 'arn:aws:iam::111111111111:role/a' },
        { AWS: ['arn:aws:iam::111111111111:user/b', 'arn:aws:iam::222222222222:root'] },
        { Service: 'ecs.amazonaws.com' },
      ),
      conditions: fc.array(condition, { maxLength: 2 }),
    })
    .map(
      ({
        effect,
        action,
        actions: ofAction,
        resource,
        resources: ofResource,
        principal,
        conditions,
      }) => ({
        Effect: effect,
        [action]: ofAction,
        [resource]: ofResource,
        ...(withPrincipal ? { Principal: principal } : {}),
        Condition: conditions.reduce<Record<string, Record<string, string[]>>>(
          (all, { operator, key, values }) => ({
            ...all,
            [operator]: { ...all[operator], [key]: values },
          }),
          {},
        ),
      }),
    );

/** Pairs that have something to do with each other: the second is the first with some statements changed. */
const policies = (withPrincipal: boolean) =>
  fc
    .tuple(
      fc.array(statement(withPrincipal), { minLength: 1, maxLength: 3 }),
      fc.array(
        fc.record({ keep: fc.boolean(), edit: fc.nat(5), other: statement(withPrincipal) }),
        { minLength: 3, maxLength: 3 },
      ),
    )
    .map(([before, edits]) => ({
      before,
      after: before.flatMap((original, index) => {
        const { keep, edit, other } = edits[index] ?? {};
        const part = ['Action', 'Resource', 'Condition', 'Principal'][edit ?? 0];
        if ((keep === true && index > 0) || other === undefined) {
          return [original];
        }
        return edit === 4
          ? []
          : part === undefined || original[part] === undefined || other[part] === undefined
            ? [other]
            : [{ ...original, [part]: other[part] }];
      }),
    }));

function keysIn(statements: readonly StatementJson[]): string[] {
  return [
    ...new Set(
      statements.flatMap(({ Condition }) =>
        Object.values((Condition ?? {}) as Record<string, object>).flatMap((keys) =>
          Object.keys(keys),
        ),
      ),
    ),
  ];
}

/** Every request of the universe, as far as the condition keys that occur tell them apart. */
function* requests(statements: readonly StatementJson[]): Generator<Request> {
  let all: Request['context'][] = [{}];
  for (const key of keysIn(statements).slice(0, 3)) {
    all = all.flatMap((context) =>
      (contexts[key] ?? []).map((value) => ({ ...context, [key]: value })),
    );
  }
  for (const context of all) {
    for (const principal of statements.some(({ Principal }) => Principal !== undefined)
      ? principals
      : ['']) {
      for (const action of actions) {
        for (const resource of resources) {
          yield { action, resource, principal, context };
        }
      }
    }
  }
}

function review(before: readonly StatementJson[], after: readonly StatementJson[]) {
  const values = (statements: readonly StatementJson[]) => ({
    bucket: 'b',
    policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  });
  return reviewSecurity({
    format_version: '1.2',
    resource_changes: [
      {
        address: 'aws_s3_bucket_policy.p',
        type: 'aws_s3_bucket_policy',
        name: 'p',
        change: { actions: ['update'], before: values(before), after: values(after) },
      },
    ],
  });
}

const runs = { seed: 20_240_229, numRuns: 1000, endOnFailure: true };

describe('reviewSecurity against an evaluator of single requests', () => {
  it.each([
    ['identity', false],
    ['resource', true],
  ])('never calls a wider %s policy narrowed or unchanged', (_, withPrincipal) => {
    const tally = { no: 0, yes: 0, undecided: 0, unchanged: 0 };
    fc.assert(
      fc.property(policies(withPrincipal), ({ before, after }) => {
        const { accessWidened, changes } = review(before, after);
        tally[accessWidened] += 1;
        if (accessWidened !== 'no') {
          return;
        }
        tally.unchanged += changes.length === 0 ? 1 : 0;
        const denies = (statements: readonly StatementJson[]) =>
          statements.filter(({ Effect }) => Effect === 'Deny');
        for (const request of requests([...before, ...after])) {
          const [was, is] = [allows(before, request), allows(after, request)];
          const denied = (statements: readonly StatementJson[]) =>
            denies(statements).some((one) => matches(one, request));
          if (is && !was) {
            throw new Error(`newly allowed: ${JSON.stringify(request)}`);
          }
          // What another policy allows must not become allowed either.
          if (denied(before) && !denied(after)) {
            throw new Error(`no longer denied: ${JSON.stringify(request)}`);
          }
          if (changes.length === 0 && was !== is) {
            throw new Error(`called unchanged: ${JSON.stringify(request)}`);
          }
        }
      }),
      runs,
    );
    // Both answers occur often, and "cannot tell" is rare.
    expect(tally.no).toBeGreaterThan(runs.numRuns / 5);
    expect(tally.yes).toBeGreaterThan(runs.numRuns / 5);
    expect(tally.undecided).toBeLessThan(runs.numRuns / 25);
  });

  it('gives a request as proof whenever it says that more is allowed', () => {
    fc.assert(
      fc.property(statement(true), fc.array(statement(true), { maxLength: 4 }), (one, others) => {
        const document = parsePolicy({ Version: '2012-10-17', Statement: [one, ...others] });
        if (isUnreadable(document)) {
          throw new Error(document.unreadable);
        }
        const [box = [], ...covers] = document.statements.map(statementBox);
        const gap = findGap(box, covers, statementSubject);
        if (gap === undefined) {
          for (const request of requests([one, ...others])) {
            if (matches(one, request) && !others.some((other) => matches(other, request))) {
              throw new Error(`not covered: ${JSON.stringify(request)}`);
            }
          }
        } else if (gap.exact) {
          const request = requestOf(gap.example);
          if (!matches(one, request) || others.some((other) => matches(other, request))) {
            throw new Error(`no proof: ${JSON.stringify(request)}`);
          }
        }
      }),
      runs,
    );
  });
});

function requestOf(example: ReadonlyMap<string, readonly string[] | null>): Request {
  const context: Record<string, readonly string[] | undefined> = {};
  for (const [property, values] of example) {
    const key = /^condition \S+ \S+ (.*)$/.exec(property)?.[1];
    const name = Object.keys(contexts).find((candidate) => candidate.toLowerCase() === key);
    if (name !== undefined) {
      context[name] = values ?? undefined;
    }
  }
  const value = (property: string): string => example.get(property)?.[0] ?? 'free';
  return {
    action: value('action'),
    resource: value('resource'),
    principal: value('principal'),
    context,
  };
}
