import { BlockList, isIPv4 } from 'node:net';
import type { Condition, Rule } from './load-balancer';

/** What a rule looks at. */
export interface RequestView {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly sourceAddress: string;
}

/** The first rule, by priority, whose conditions hold. */
export function ruleFor(rules: readonly Rule[], request: RequestView): Rule | undefined {
  return rules.find(({ conditions }) => conditions.every((condition) => holds(condition, request)));
}

/**
 * Hosts and headers without regard to case, paths and methods with it.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
function holds(
  condition: Condition,
  { method, url, headers, sourceAddress }: RequestView,
): boolean {
  const { field, values } = condition;
  const [path = '', query = ''] = url.split(/\?(.*)/s);
  switch (field) {
    case 'host-header':
      return values.some((value) => like(value, hostOf(headers['host']), 'i'));
    case 'path-pattern':
      return values.some((value) => like(value, path));
    case 'http-request-method':
      return values.includes(method);
    case 'http-header': {
      const sent = [headers[(condition.header ?? '').toLowerCase()] ?? []].flat();
      return values.some((value) => sent.some((one) => like(value, one, 'i')));
    }
    case 'query-string': {
      const sent = [...new URLSearchParams(query)];
      return (condition.pairs ?? []).some((pair) =>
        sent.some(
          ([key, value]) =>
            (pair.key === undefined || like(pair.key, key, 'i')) && like(pair.value, value, 'i'),
        ),
      );
    }
    case 'source-ip':
      return values.some((range) => isWithin(sourceAddress, range));
    default:
      return false;
  }
}

/**
 * `*` is any text, `?` one character, a backslash makes either mean itself. Part by part, so that no pattern takes longer
 * than its length times that of the value.
 */
function like(pattern: string, value: string, flags: 'i' | '' = ''): boolean {
  const signs = pattern.match(/\\[*?\\]|[^]/g) ?? [];
  const parts: string[][] = [[]];
  for (const sign of signs) {
    if (sign === '*') {
      parts.push([]);
    } else {
      parts.at(-1)?.push(sign === '?' ? '[^]' : escaped(sign.length === 2 ? sign.slice(1) : sign));
    }
  }
  const [first = [], ...others] = parts;
  const last = others.pop();
  const start = new RegExp(`^${first.join('')}${last === undefined ? '$' : ''}`, flags).exec(value);
  if (start === null || last === undefined) {
    return start !== null;
  }
  let at = start[0].length;
  for (const part of others) {
    const found = new RegExp(part.join(''), flags).exec(value.slice(at));
    if (found === null) {
      return false;
    }
    at += found.index + found[0].length;
  }
  return (
    value.length - last.length >= at &&
    new RegExp(`^${last.join('')}$`, flags).test(value.slice(value.length - last.length))
  );
}

function escaped(sign: string): string {
  return sign.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
}

/** A host without its port. */
function hostOf(header: string | readonly string[] | undefined): string {
  return String(header ?? '').replace(/:\d+$/, '');
}

function isWithin(address: string, range: string): boolean {
  const [network = '', bits = ''] = range.split('/');
  const list = new BlockList();
  try {
    list.addSubnet(network, Number(bits), isIPv4(network) ? 'ipv4' : 'ipv6');
  } catch {
    return false;
  }
  return list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}
