import type { AccessChange } from '../../model';
import { isList, isObject, type Json, type JsonObject, own } from '../../plan/json';
import type { PlanView, Resource, Side } from '../../plan/plan-view';
import { rowOf } from '../../plan/row-of';

/** A way in among others of one door. */
interface Way {
  /** What tells it from the others: a path, a priority. */
  readonly name: string;
  readonly asksWho: boolean;
}

/** By resource type, the ways in that one resource has on a side. */
const waysOf: Readonly<
  Record<string, (view: PlanView, resource: Resource, side: Side) => readonly Way[]>
> = {
  aws_cloudfront_distribution: (_view, resource, side) =>
    blocks(resource[side], 'default_cache_behavior', 'ordered_cache_behavior').map((behavior) => ({
      name: String(behavior['path_pattern'] ?? 'every other path'),
      asksWho: ['trusted_key_groups', 'trusted_signers'].some(
        (name) => blocksOrTexts(behavior[name]).length > 0,
      ),
    })),
  aws_lb_listener: (_view, resource, side) => [wayOfActions('*', resource[side], 'default_action')],
  aws_lb_listener_rule: (view, resource, side) => [
    wayOfActions(String(own(resource[side], 'priority')), resource[side], 'action'),
    ...doorOf(view, resource, side),
  ],
};

/**
 * Rows for a new way in without sign-in or signature, beside ways of the same door that ask for one: what it leads to was
 * reached by them only, or was not. Of a listener that the plan does not show nothing is said.
 */
export function waysAround(view: PlanView): AccessChange[] {
  return view.resources.flatMap((resource) => {
    const ways = rowOf(waysOf, resource.type);
    if (ways === undefined || resource.before === resource.after || resource.after === undefined) {
      return [];
    }
    const after = ways(view, resource, 'after');
    const before = resource.before === undefined ? [] : ways(view, resource, 'before');
    const around = after.filter(
      ({ name, asksWho }) => !asksWho && !before.some((way) => way.name === name),
    );
    const isRule = resource.type === 'aws_lb_listener_rule';
    // A new door has no ways yet that it could be a way around; what becomes of a rule is compared by its own attributes.
    const isOther = isRule
      ? resource.before !== undefined || !forwards(resource) || isNewDoor(view, resource)
      : resource.before === undefined;
    return isOther || !after.some(({ asksWho }) => asksWho)
      ? []
      : around.map(({ name }) => rowFor(resource, name));
  });
}

/** A redirect and a fixed answer lead to nothing. */
function forwards({ after }: Resource): boolean {
  return blocks(after, 'action').some(({ type }) => type === 'forward');
}

function isNewDoor(view: PlanView, rule: Resource): boolean {
  const listener = view.target(rule, 'after', 'listener_arn', 'aws_lb_listener');
  return listener !== undefined && view.find(listener)?.before === undefined;
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

/** The listener of a rule, and its other rules. */
function doorOf(view: PlanView, rule: Resource, side: Side): readonly Way[] {
  const listener = view.target(rule, side, 'listener_arn', 'aws_lb_listener');
  if (listener === undefined) {
    return [];
  }
  const others = view
    .ofType('aws_lb_listener_rule')
    .filter(
      (other) =>
        other !== rule && view.target(other, side, 'listener_arn', 'aws_lb_listener') === listener,
    )
    .map((other) => other[side]);
  const found = view.find(listener)?.[side];
  return [
    wayOfActions('*', found, 'default_action'),
    ...others.map((values) => wayOfActions(String(own(values, 'priority')), values, 'action')),
  ].filter(({ asksWho }) => asksWho);
}

function wayOfActions(name: string, values: JsonObject | undefined, block: string): Way {
  return {
    name,
    asksWho: blocks(values, block).some(({ type }) => /^authenticate-/.test(String(type))),
  };
}

function blocks(values: JsonObject | undefined, ...names: readonly string[]) {
  return names.flatMap((name) => blocksOrTexts(own(values, name)).filter(isObject));
}

function blocksOrTexts(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : value === undefined || value === null ? [] : [value];
}
