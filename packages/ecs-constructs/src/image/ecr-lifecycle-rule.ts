import type { Construct } from 'constructs';
import { isKnown, misuse, requireInteger } from '../support/validation';

/** Which images of a repository a {@link EcrLifecycleRule} deletes, and when. */
export interface EcrLifecycleRule {
  /**
   * `tagged` needs `tagPatterns`. `any` also deletes images that tasks run from, and must be the last rule.
   */
  readonly tagStatus: 'untagged' | 'tagged' | 'any';
  /** Patterns with up to four `*`; an image must have a tag for each of them. For `tagged` only. @default - none */
  readonly tagPatterns?: readonly string[];
  /** Delete images this many days after their push. Either this or `keepNewest`. @default - not by age */
  readonly expireAfterDays?: number;
  /** Delete all but this many of the newest. Either this or `expireAfterDays`. @default - not by number */
  readonly keepNewest?: number;
  /** @default - none */
  readonly description?: string;
  /** 1 or more, lowest first: no later rule deletes what an earlier one matches. @default - the place in the list */
  readonly priority?: number;
}

/**
 * Renders a lifecycle policy.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function renderLifecyclePolicy(
  scope: Construct,
  rules: readonly EcrLifecycleRule[],
): Readonly<Record<string, unknown>> {
  const numbered = rules.map((rule, index) => ({ ...rule, priority: rule.priority ?? index + 1 }));
  for (const rule of numbered) {
    checkRule(scope, rule);
  }
  checkTogether(scope, numbered);
  return { rules: numbered.map(renderRule) };
}

type NumberedRule = EcrLifecycleRule & { readonly priority: number };

function renderRule(rule: NumberedRule): Readonly<Record<string, unknown>> {
  const { priority, description, tagStatus, tagPatterns, expireAfterDays, keepNewest } = rule;
  return {
    rulePriority: priority,
    ...(description === undefined ? {} : { description }),
    selection: {
      tagStatus,
      ...(tagPatterns === undefined ? {} : { tagPatternList: [...tagPatterns] }),
      ...(expireAfterDays === undefined
        ? { countType: 'imageCountMoreThan', countNumber: keepNewest }
        : { countType: 'sinceImagePushed', countUnit: 'days', countNumber: expireAfterDays }),
    },
    action: { type: 'expire' },
  };
}

function checkRule(scope: Construct, rule: NumberedRule): void {
  const { priority, tagStatus, tagPatterns, expireAfterDays, keepNewest } = rule;
  const where = `lifecycle rule ${priority}`;
  requireInteger(scope, priority, { name: 'the priority of a lifecycle rule', min: 1 });
  requireInteger(scope, expireAfterDays, { name: `expireAfterDays of ${where}`, min: 1 });
  requireInteger(scope, keepNewest, { name: `keepNewest of ${where}`, min: 1 });
  if ((expireAfterDays === undefined) === (keepNewest === undefined)) {
    throw misuse(scope, {
      what: `${where} deletes by age or by number`,
      got: expireAfterDays === undefined ? 'neither' : 'both',
      fix: 'Set either expireAfterDays or keepNewest.',
    });
  }
  if ((tagStatus === 'tagged') !== (tagPatterns !== undefined && tagPatterns.length > 0)) {
    throw misuse(scope, {
      what: `${where}: tag patterns belong to the status tagged, which needs at least one`,
      got: `tagStatus ${tagStatus} with ${tagPatterns?.length ?? 0} patterns`,
      fix: "Use tagStatus 'tagged' with tagPatterns, or leave the patterns out.",
    });
  }
  const bad = tagPatterns?.find(
    (pattern) =>
      isKnown(pattern) && (!/^[\w.*-]{1,128}$/.test(pattern) || pattern.split('*').length > 5),
  );
  if (bad === undefined) {
    return;
  }
  throw misuse(scope, {
    what: `${where}: a tag pattern has letters, digits, dots, hyphens, underscores and up to four *`,
    got: JSON.stringify(bad),
    fix: 'Change the pattern.',
  });
}

function checkTogether(scope: Construct, rules: readonly NumberedRule[]): void {
  const priorities = rules.map(({ priority }) => priority).filter((value) => isKnown(value));
  const twice = priorities.find((priority, index) => priorities.indexOf(priority) !== index);
  if (twice !== undefined) {
    throw misuse(scope, {
      what: 'every lifecycle rule needs a priority of its own',
      got: `${twice} twice`,
      fix: 'Leave priority out, and the order of the list counts.',
    });
  }
  const any = rules.find(({ tagStatus }) => tagStatus === 'any');
  if (any === undefined || !isKnown(any.priority) || any.priority >= Math.max(...priorities)) {
    return;
  }
  throw misuse(scope, {
    what: 'the lifecycle rule for any image comes last, because it matches everything',
    got: `priority ${any.priority} of ${Math.max(...priorities)}`,
    fix: 'Put it at the end of the list, with the highest priority number.',
  });
}
