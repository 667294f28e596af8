import { isObject, type JsonObject, own } from './json';
import type { PlanJson, ResourceChangeJson } from './plan-json';
import { rowOf } from './row-of';

/** Two names of one type: the provider makes the same of both. */
const aliases: Readonly<Record<string, string>> = {
  aws_alb: 'aws_lb',
  aws_alb_listener: 'aws_lb_listener',
  aws_alb_listener_certificate: 'aws_lb_listener_certificate',
  aws_alb_listener_rule: 'aws_lb_listener_rule',
  aws_alb_target_group: 'aws_lb_target_group',
  aws_alb_target_group_attachment: 'aws_lb_target_group_attachment',
  aws_s3_bucket_object: 'aws_s3_object',
};

/**
 * What AWS does where an argument is left out. The provider reads it back, so it is "known after apply" in the plan.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 */
const leftOut: Readonly<Record<string, JsonObject>> = {
  aws_lb: { internal: false },
  aws_elb: { internal: false },
};

/** The same plan with one name for each type and with the defaults that decide what is reached. Addresses stay. */
export function normalForm(plan: PlanJson): PlanJson {
  const changes = plan.resource_changes?.map(normalChange);
  const drift = plan.resource_drift?.map(normalChange);
  return {
    ...plan,
    ...(changes === undefined ? {} : { resource_changes: changes }),
    ...(drift === undefined ? {} : { resource_drift: drift }),
  };
}

function normalChange(json: ResourceChangeJson): ResourceChangeJson {
  const type = rowOf(aliases, json.type) ?? json.type;
  const defaults = rowOf(leftOut, type);
  const isNew = (json.change.before ?? null) === null || json.change.actions.length > 1;
  const change =
    defaults === undefined || !isNew ? json.change : withDefaults(json.change, defaults);
  return type === json.type && change === json.change ? json : { ...json, type, change };
}

function withDefaults(
  change: ResourceChangeJson['change'],
  defaults: JsonObject,
): ResourceChangeJson['change'] {
  const { after, after_unknown: unknown } = change;
  if (!isObject(after)) {
    return change;
  }
  const given = Object.entries(defaults).filter(([name]) => (own(after, name) ?? null) === null);
  const names = new Set(given.map(([name]) => name));
  return given.length === 0
    ? change
    : {
        ...change,
        after: { ...after, ...Object.fromEntries(given) },
        after_unknown: isObject(unknown)
          ? Object.fromEntries(Object.entries(unknown).filter(([name]) => !names.has(name)))
          : (unknown ?? {}),
      };
}
