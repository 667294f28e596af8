import { equal, isObject, type Json, type JsonObject } from '../plan/json';
import type {
  ActionInvocationJson,
  ChangeJson,
  CheckJson,
  ConfigurationJson,
  ConfigurationModuleJson,
  PlanJson,
  RepeatedJson,
  ResourceChangeJson,
} from '../plan/plan-json';
import { Contents } from './contents';
import { secretsOf } from './learn-secrets';
import { Masker } from './masker';

/**
 * Gives back the plan with every secret replaced by a marker (`isMasked`, `readable`); the shape stays, but a masked
 * list, object or number is a string.
 *
 * Secret is what Terraform calls sensitive, what has a telling name (also inside of JSON text, shell scripts and
 * base64), tokens of known shape, random strings; and each of them wherever else it occurs. Parts of a plan that no
 * review reads are left out.
 */
export function maskPlan(plan: PlanJson): PlanJson {
  return maskedPlan(plan, maskerOf(plan));
}

/**
 * Masks a plan, and what other tools say about it: they may repeat its secrets. `leavesOut` where markers stand for texts of
 * the plan that are too long to be read.
 */
export function maskPlanAnd(
  plan: PlanJson,
  others: readonly Json[],
): { readonly plan: PlanJson; readonly others: readonly Json[]; readonly leavesOut: boolean } {
  const masker = maskerOf(plan);
  const masked = maskedPlan(plan, masker);
  const { leavesOut } = masker;
  return { plan: masked, others: others.map((other) => masker.value(other, '')), leavesOut };
}

function maskerOf(plan: PlanJson): Masker {
  const contents = new Contents();
  const addresses = new Set(plan.resource_changes?.map(({ address }) => address));
  return new Masker(contents, secretsOf(plan, contents), addresses);
}

function maskedPlan(plan: PlanJson, masker: Masker): PlanJson {
  return defined({
    format_version: plan.format_version,
    terraform_version: plan.terraform_version,
    timestamp: plan.timestamp,
    applyable: plan.applyable,
    complete: plan.complete,
    errored: plan.errored,
    resource_changes: plan.resource_changes?.map((change) => resourceChange(change, masker)),
    resource_drift: plan.resource_drift?.map((change) => resourceChange(change, masker)),
    output_changes: mapped(plan.output_changes, (change, name) => changeOf(change, name, masker)),
    deferred_changes: plan.deferred_changes?.map(({ reason, resource_change }) =>
      defined({ reason, resource_change: resourceChange(resource_change, masker) }),
    ),
    action_invocations: plan.action_invocations?.map((action) => invocation(action, masker)),
    deferred_action_invocations: plan.deferred_action_invocations?.map(
      ({ reason, action_invocation }) =>
        defined({ reason, action_invocation: invocation(action_invocation, masker) }),
    ),
    configuration: plan.configuration && configuration(plan.configuration, masker),
    checks: plan.checks?.map((check) => checkOf(check, masker)),
    relevant_attributes: plan.relevant_attributes?.map(({ resource, attribute }) =>
      defined({ resource: masker.label(resource), attribute }),
    ),
  });
}

function resourceChange(json: ResourceChangeJson, masker: Masker): ResourceChangeJson {
  const label = (text: string | undefined): string | undefined =>
    typeof text === 'string' ? masker.label(text) : undefined;
  return defined({
    address: masker.label(json.address),
    previous_address: label(json.previous_address),
    module_address: label(json.module_address),
    mode: json.mode,
    type: json.type,
    name: masker.label(json.name),
    index: typeof json.index === 'string' ? masker.label(json.index) : json.index,
    provider_name: json.provider_name,
    deposed: json.deposed,
    action_reason: json.action_reason,
    change: changeOf(json.change, '', masker),
  });
}

function changeOf(change: ChangeJson, name: string, masker: Masker): ChangeJson {
  const { before = null, after = null } = change;
  const masked = masker.value(after, name, change.after_sensitive);
  // Both sides of what does not change are the same.
  const maskedBefore = isSameOnBothSides(change)
    ? masked
    : masker.value(before, name, change.before_sensitive);
  const rest: ChangeJson = defined({
    actions: change.actions,
    after_unknown: change.after_unknown,
    before_sensitive: change.before_sensitive,
    after_sensitive: change.after_sensitive,
    replace_paths: change.replace_paths,
    importing: change.importing && {
      id: masker.value(change.importing['id'] ?? null, 'id'),
    },
  });
  return { before: maskedBefore, after: masked, ...rest };
}

function invocation(json: ActionInvocationJson, masker: Masker): ActionInvocationJson {
  const { lifecycle_action_trigger: trigger } = json;
  return defined({
    address: masker.label(json.address),
    type: json.type,
    name: json.name === undefined ? undefined : masker.label(json.name),
    provider_name: json.provider_name,
    config_values: masker.value(json.config_values ?? null, '', json.config_sensitive),
    config_sensitive: json.config_sensitive,
    config_unknown: json.config_unknown,
    lifecycle_action_trigger:
      trigger &&
      defined({
        triggering_resource_address: masker.label(trigger.triggering_resource_address ?? ''),
        action_trigger_event: trigger.action_trigger_event,
        on_failure: trigger.on_failure,
      }),
    invoke_action_trigger: json.invoke_action_trigger && {},
  });
}

function isSameOnBothSides(change: ChangeJson): boolean {
  return (
    change.actions[0] === 'no-op' &&
    equal(change.before_sensitive, change.after_sensitive) &&
    equal(change.before, change.after)
  );
}

function configuration(json: ConfigurationJson, masker: Masker): ConfigurationJson {
  return defined({
    provider_config: mapped(json.provider_config, (provider) =>
      defined({
        name: provider?.name,
        full_name: provider?.full_name,
        version_constraint: provider?.version_constraint,
        expressions: expressions(provider?.expressions, masker),
      }),
    ),
    root_module: json.root_module && configurationModule(json.root_module, masker),
  });
}

function configurationModule(
  module: ConfigurationModuleJson,
  masker: Masker,
): ConfigurationModuleJson {
  return defined({
    outputs: mapped(module.outputs, (output, name) =>
      defined({
        sensitive: output?.sensitive,
        expression: output?.expression && expressions(output.expression, masker, name),
      }),
    ),
    variables: mapped(module.variables, (variable) => defined({ sensitive: variable?.sensitive })),
    resources: module.resources?.map((resource) =>
      defined({
        address: masker.label(resource.address),
        mode: resource.mode,
        type: resource.type,
        name: masker.label(resource.name),
        expressions: expressions(resource.expressions, masker),
        // Their commands may hold whatever a shell may be told.
        provisioners: resource.provisioners?.map(({ type }) => ({ type })),
        ...repetition(resource, masker),
      }),
    ),
    module_calls: mapped(module.module_calls, (call) =>
      defined({
        module: call?.module && configurationModule(call.module, masker),
        expressions: expressions(call?.expressions, masker),
        ...repetition(call ?? {}, masker),
      }),
    ),
  });
}

function expressions(json: JsonObject | undefined, masker: Masker, name = ''): JsonObject {
  const masked = masker.value(json ?? {}, name);
  // What is secret as a whole says nothing any more.
  return isObject(masked) ? masked : {};
}

function repetition(json: RepeatedJson, masker: Masker): RepeatedJson {
  return defined({
    count_expression: json.count_expression && expressions(json.count_expression, masker),
    for_each_expression: json.for_each_expression && expressions(json.for_each_expression, masker),
  });
}

function checkOf(check: CheckJson, masker: Masker): CheckJson {
  const address = (json: { readonly to_display?: string; readonly kind?: string } | undefined) =>
    json && defined({ to_display: masker.label(json.to_display ?? ''), kind: json.kind });
  return defined({
    address: address(check.address),
    status: check.status,
    instances: check.instances?.map((instance) =>
      defined({
        address: address(instance?.address),
        status: instance?.status,
        problems: instance?.problems?.map((problem) => ({
          message: String(masker.value(problem?.message ?? '', 'message')),
        })),
      }),
    ),
  });
}

/** Leaves out what is not there, so that the shape stays. */
function defined<Shape extends object>(shape: {
  readonly [Key in keyof Shape]: Shape[Key] | null | undefined;
}): Shape {
  const result: Partial<Record<keyof Shape, unknown>> = {};
  for (const key of Object.keys(shape) as (keyof Shape)[]) {
    if (shape[key] !== undefined && shape[key] !== null) {
      result[key] = shape[key];
    }
  }
  return result as Shape;
}

function mapped<Item, Result>(
  items: Readonly<Record<string, Item>> | undefined,
  transformItem: (item: Item, name: string) => Result,
): Readonly<Record<string, Result>> | undefined {
  return (
    items &&
    Object.fromEntries(
      Object.entries(items).map(([name, item]) => [name, transformItem(item, name)] as const),
    )
  );
}
