import { isRange } from '../network/cidr';
import { literal } from '../support/terraform-text';
import { isKnown, misuse } from '../support/validation';

/** A part of the query of a URL. */
export interface QueryString {
  /** @default - any key */
  readonly key?: string;
  /** `*` and `?` stand for any characters and one. */
  readonly value: string;
}

/**
 * What a request must be like for a rule to take it. One of the values must match; of several conditions, each.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export class ListenerCondition {
  /** Host names, such as `shop.example.com` or `*.example.com`. */
  static hostHeaders(values: readonly string[]): ListenerCondition {
    const bad = values.find((value) => isKnown(value) && !/^[A-Za-z0-9.*?-]{1,128}$/.test(value));
    if (bad !== undefined) {
      throw misuse('ListenerCondition.hostHeaders', {
        what: 'a host is a name of at most 128 characters, without protocol, port and path',
        got: JSON.stringify(bad),
        fix: 'Write it like shop.example.com or *.example.com.',
      });
    }
    return ListenerCondition.of('host_header', 'hostHeaders', values);
  }

  /** Paths, such as `/api/*`. Upper and lower case differ. */
  static pathPatterns(values: readonly string[]): ListenerCondition {
    const bad = values.find((value) => isKnown(value) && !/^[/*]\S{0,127}$/.test(value));
    if (bad !== undefined) {
      throw misuse('ListenerCondition.pathPatterns', {
        what: 'a path begins with / and has at most 128 characters, none of them white space',
        got: JSON.stringify(bad),
        fix: 'Write it like /api/*.',
      });
    }
    return ListenerCondition.of('path_pattern', 'pathPatterns', values);
  }

  /** A header of any name, except `Host`. */
  static httpHeader(name: string, values: readonly string[]): ListenerCondition {
    if (isKnown(name) && !/^(?!host$)[!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}$/i.test(name)) {
      throw misuse('ListenerCondition.httpHeader', {
        what: 'a header is named with at most 40 characters and without wildcards, and Host has a condition of its own',
        got: JSON.stringify(name),
        fix: 'Write it like X-Api-Version, or use ListenerCondition.hostHeaders.',
      });
    }
    requireValues('httpHeader', values);
    values.forEach((value) => requireText('httpHeader', 'value', value));
    return new ListenerCondition(
      { http_header: [{ http_header_name: literal(name), values: literal([...values]) }] },
      values.length,
    );
  }

  /** Methods, such as `GET`. */
  static httpRequestMethods(values: readonly string[]): ListenerCondition {
    const bad = values.find((value) => isKnown(value) && !/^[A-Z_-]{1,40}$/.test(value));
    if (bad !== undefined) {
      throw misuse('ListenerCondition.httpRequestMethods', {
        what: 'methods are in capital letters and without wildcards',
        got: JSON.stringify(bad),
        fix: 'Write it like GET.',
      });
    }
    return ListenerCondition.of('http_request_method', 'httpRequestMethods', values);
  }

  /** Parts of the query of a URL. */
  static queryStrings(values: readonly QueryString[]): ListenerCondition {
    requireValues('queryStrings', values);
    for (const { key, value } of values) {
      requireText('queryStrings', 'key', key);
      requireText('queryStrings', 'value', value);
    }
    const rendered = values.map(({ key, value }) => ({
      key: literal(key),
      value: literal(value),
    }));
    return new ListenerCondition({ query_string: rendered }, values.length);
  }

  /** Ranges of addresses, such as `203.0.113.0/24`: of whoever is connected, which may be a proxy. */
  static sourceIps(values: readonly string[]): ListenerCondition {
    const bad = values.find((value) => isKnown(value) && !isRange(value));
    if (bad !== undefined) {
      throw misuse('ListenerCondition.sourceIps', {
        what: 'a range of addresses is in CIDR notation',
        got: JSON.stringify(bad),
        fix: 'Write it like 203.0.113.0/24; one address is 203.0.113.7/32.',
      });
    }
    return ListenerCondition.of('source_ip', 'sourceIps', values);
  }

  private static of(block: string, name: string, values: readonly string[]): ListenerCondition {
    requireValues(name, values);
    return new ListenerCondition({ [block]: [{ values: literal([...values]) }] }, values.length);
  }

  private constructor(
    /** The block of a rule. */
    readonly rendered: Readonly<Record<string, unknown>>,
    /** How many values count against the five of a rule. */
    readonly valueCount: number,
  ) {}
}

function requireValues(name: string, values: readonly unknown[]): void {
  if (values.length > 0) {
    return;
  }
  throw misuse(`ListenerCondition.${name}`, {
    what: 'a condition has at least one value',
    got: 'none',
    fix: 'Name one, or leave the condition out.',
  });
}

function requireText(name: string, part: 'key' | 'value', text: string | undefined): void {
  if (!isKnown(text) || (text.length >= 1 && text.length <= 128)) {
    return;
  }
  throw misuse(`ListenerCondition.${name}`, {
    what: `a ${part} that is looked for has 1 to 128 characters`,
    got: text === '' ? 'none' : text.length,
    fix: "Write '*' for any, or shorten it.",
  });
}
