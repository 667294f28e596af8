import type { AccessChange } from '../../model';
import { isList, isObject, type Json, type JsonObject, own } from '../../plan/json';
import type { PlanView, Resource } from '../../plan/plan-view';

/**
 * Rows for a new way in without sign-in or signature, beside ways of the same door that ask for one: what it leads to was
 * reached by them only, or was not. A new door has no ways yet that another could lead around. Of a listener that the plan
 * does not show nothing is said.
 */
export function waysAround(view: PlanView): AccessChange[] {
  return [
    ...view.ofType('aws_cloudfront_distribution').flatMap(pathsWithoutSignature),
    ...rulesWithoutSignIn(view),
  ];
}

function pathsWithoutSignature(distribution: Resource): AccessChange[] {
  const { before, after } = distribution;
  if (before === after || before === undefined || after === undefined) {
    return [];
  }
  const [old, all] = [behaviors(before), behaviors(after)];
  const around = all.filter(
    (one) => !isSigned(one) && !old.some((other) => pathOf(other) === pathOf(one)),
  );
  return all.some(isSigned) ? around.map((one) => rowFor(distribution, pathOf(one))) : [];
}

function behaviors(values: JsonObject): readonly JsonObject[] {
  return [...blocks(values, 'default_cache_behavior'), ...blocks(values, 'ordered_cache_behavior')];
}

function pathOf({ path_pattern }: JsonObject): string {
  return String(path_pattern ?? 'every other path');
}

function isSigned(behavior: JsonObject): boolean {
  return ['trusted_key_groups', 'trusted_signers'].some(
    (name) => entries(own(behavior, name)).length > 0,
  );
}

/** What becomes of a rule that is there is compared by its own attributes. */
function rulesWithoutSignIn(view: PlanView): AccessChange[] {
  const rules = view.ofType('aws_lb_listener_rule').flatMap((rule) => {
    const listener = view.target(rule, 'after', 'listener_arn', 'aws_lb_listener');
    return listener === undefined ? [] : [{ rule, listener }];
  });
  const asking = new Set([
    ...view
      .ofType('aws_lb_listener')
      .filter(({ after }) => asksWho(after, 'default_action'))
      .map(({ address }) => address),
    ...rules.filter(({ rule }) => asksWho(rule.after, 'action')).map(({ listener }) => listener),
  ]);
  return rules
    .filter(
      ({ rule, listener }) =>
        rule.before === undefined &&
        leadsOn(rule) &&
        !asksWho(rule.after, 'action') &&
        asking.has(listener) &&
        view.find(listener)?.before !== undefined,
    )
    .map(({ rule }) => rowFor(rule, String(own(rule.after, 'priority'))));
}

function asksWho(values: JsonObject | undefined, block: string): boolean {
  return blocks(values, block).some(({ type }) => /^authenticate-/.test(String(type)));
}

/** A redirect and a fixed answer lead to nothing. */
function leadsOn({ after }: Resource): boolean {
  return blocks(after, 'action').some(({ type }) => type === 'forward');
}

function rowFor({ address }: Resource, name: string): AccessChange {
  return {
    kind: 'exposure',
    address,
    direction: 'widened',
    decided: false,
    why: 'Cannot tell whether more is allowed: it lets in without what others beside it ask for.',
    after: { setting: 'way in', value: name },
  };
}

function blocks(values: JsonObject | undefined, name: string): readonly JsonObject[] {
  return entries(own(values, name)).filter(isObject);
}

function entries(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : value === undefined || value === null ? [] : [value];
}
