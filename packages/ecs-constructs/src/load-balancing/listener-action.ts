import { requireShape } from '../support/require-shape';
import { literal } from '../support/terraform-text';
import { isKnown, misuse, numberAsText, requireInteger } from '../support/validation';
import { requireRedirect } from './redirect-checks';
import type { TargetGroup } from './target-group';

/** What a load balancer answers by itself. */
export interface FixedResponseOptions {
  /** @default 'text/plain' */
  readonly contentType?:
    'text/plain' | 'text/css' | 'text/html' | 'application/javascript' | 'application/json';
  /** At most 1024 characters. @default - nothing */
  readonly messageBody?: string;
}

/** Where a client is sent instead. What is left out stays; `#{host}`, `#{path}` and `#{query}` stand for what came. */
export interface RedirectOptions {
  /** @default - the same */
  readonly protocol?: 'HTTP' | 'HTTPS';
  /** @default - the same */
  readonly port?: number;
  /** @default - the same */
  readonly host?: string;
  /** Begins with `/`. @default - the same */
  readonly path?: string;
  /** Without the question mark. @default - the same */
  readonly query?: string;
  /** For good (301), or for now (302). @default true */
  readonly permanent?: boolean;
}

/** A share of the requests. */
export interface WeightedTargetGroup {
  readonly targetGroup: TargetGroup;
  /** 0 to 999; shares are in proportion. @default 1 */
  readonly weight?: number;
}

/**
 * What becomes of a request.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
 */
export class ListenerAction {
  /** To target groups, in equal shares. */
  static forward(targetGroups: readonly TargetGroup[]): ListenerAction {
    return ListenerAction.weightedForward(targetGroups.map((targetGroup) => ({ targetGroup })));
  }

  /** To target groups, each with its share of the requests. */
  static weightedForward(shares: readonly WeightedTargetGroup[]): ListenerAction {
    requireShares(shares);
    const targetGroups = shares.map(({ targetGroup }) => targetGroup);
    const [only, ...others] = targetGroups;
    // Exactly one of the two forms: the provider refuses both together.
    if (only !== undefined && others.length === 0) {
      const target = { type: 'forward', target_group_arn: only.targetGroupArn };
      return new ListenerAction(target, targetGroups);
    }
    const groups = shares.map(({ targetGroup, weight = 1 }) => ({
      arn: targetGroup.targetGroupArn,
      weight,
    }));
    return new ListenerAction(
      { type: 'forward', forward: [{ target_group: groups }] },
      targetGroups,
    );
  }

  /** An answer of the load balancer itself, such as 404. */
  static fixedResponse(statusCode: number, options: FixedResponseOptions = {}): ListenerAction {
    requireShape('ListenerAction.fixedResponse', 'FixedResponseOptions', options);
    const { contentType = 'text/plain', messageBody } = options;
    if (isKnown(statusCode) && !/^[245]\d\d$/.test(String(statusCode))) {
      throw misuse('ListenerAction.fixedResponse', {
        what: 'a load balancer answers with 2xx, 4xx or 5xx',
        got: statusCode,
        fix: 'Use such a code, or ListenerAction.redirect.',
      });
    }
    if (isKnown(messageBody) && messageBody.length > 1024) {
      throw misuse('ListenerAction.fixedResponse', {
        what: 'messageBody may have 1024 characters',
        got: messageBody.length,
        fix: 'Shorten it.',
      });
    }
    return new ListenerAction({
      type: 'fixed-response',
      fixed_response: [
        {
          content_type: contentType,
          message_body: literal(messageBody),
          status_code: numberAsText(statusCode),
        },
      ],
    });
  }

  /** Sends the client somewhere else. */
  static redirect(options: RedirectOptions): ListenerAction {
    requireShape('ListenerAction.redirect', 'RedirectOptions', options);
    requireRedirect(options);
    const { protocol, port, host, path, query, permanent = true } = options;
    const redirect = {
      protocol: protocol ?? '#{protocol}',
      port: port === undefined ? '#{port}' : numberAsText(port),
      host: literal(host ?? '#{host}'),
      path: literal(path ?? '/#{path}'),
      query: literal(query ?? '#{query}'),
      status_code: permanent ? 'HTTP_301' : 'HTTP_302',
    };
    return new ListenerAction({ type: 'redirect', redirect: [redirect] }, [], options);
  }

  private constructor(
    /** The block of a listener or a rule. */
    readonly rendered: Readonly<Record<string, unknown>>,
    /** Where requests go, if they go to targets. */
    readonly targetGroups: readonly TargetGroup[] = [],
    /** Where clients are sent, if they are. */
    readonly redirection?: RedirectOptions,
  ) {}
}

function requireShares(shares: readonly WeightedTargetGroup[]): void {
  if (shares.length < 1 || shares.length > 5) {
    throw misuse('ListenerAction.forward', {
      what: 'an action sends requests to 1 to 5 target groups',
      got: shares.length,
      fix: 'Name as many, or use another rule for the others.',
    });
  }
  for (const { weight } of shares) {
    requireInteger('ListenerAction.weightedForward', weight, { name: 'weight', min: 0, max: 999 });
  }
  if (shares.every(({ weight }) => weight === 0)) {
    throw misuse('ListenerAction.weightedForward', {
      what: 'at least one target group gets requests: with weight 0 alone, each one is answered with 503',
      got: 'weight 0',
      fix: 'Raise a weight.',
    });
  }
}
