type Check = (value: unknown, path: string) => void;

/** Checks every part of a plan that the review reads. Throws an `Error` that names the place. */
export function checkShape(document: Record<string, unknown>): void {
  plan(document, 'Plan');
}

/** Names the kind of a value, never the value: a malformed plan can hold secrets too. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return `a list of ${value.length}`;
  }
  return typeof value === 'object'
    ? `an object with ${Object.keys(value).length} keys`
    : `a ${typeof value}`;
}

/** What fails where nothing is. */
const mandatory = new WeakSet<Check>();

const text = scalar('text', (value) => typeof value === 'string');
const flag = scalar('true or false', (value) => typeof value === 'boolean');
const anything: Check = () => undefined;

const change: Check = object({
  actions: required(listOf(text)),
  replace_paths: listOf(anything),
  importing: object({}),
  generated_config: text,
});

const resourceChange: Check = (value, path) => {
  if (!isRecord(value) || typeof value['address'] !== 'string' || !hasActions(value['change'])) {
    throw new Error(`${path} must have an address and change.actions; got ${describe(value)}.`);
  }
  resourceChangeFields(value, path);
};

const resourceChangeFields = object({
  address: required(text),
  previous_address: text,
  module_address: text,
  mode: text,
  type: required(text),
  name: required(text),
  provider_name: text,
  deposed: text,
  action_reason: text,
  change,
});

const actionInvocation: Check = object({
  address: required(text),
  type: required(text),
  name: text,
  provider_name: text,
  lifecycle_action_trigger: object({
    triggering_resource_address: text,
    action_trigger_event: text,
    on_failure: text,
  }),
  invoke_action_trigger: object({}),
});

const stateModule: Check = object({
  resources: listOf(
    object({
      address: required(text),
      type: required(text),
      name: required(text),
      mode: text,
      values: object({}),
    }),
  ),
  child_modules: listOf((value, path) => stateModule(value, path)),
});

const stateValues: Check = object({
  outputs: mapOf(object({ sensitive: flag })),
  root_module: stateModule,
});

const configurationModule: Check = object({
  outputs: mapOf(object({ sensitive: flag, expression: object({}) })),
  resources: listOf(
    object({
      address: required(text),
      type: required(text),
      name: required(text),
      mode: text,
      expressions: object({}),
      count_expression: object({}),
      for_each_expression: object({}),
      provisioners: listOf(object({ type: required(text) })),
    }),
  ),
  module_calls: mapOf(
    object({
      count_expression: object({}),
      for_each_expression: object({}),
      module: (value, path) => configurationModule(value, path),
      expressions: object({}),
    }),
  ),
  variables: mapOf(object({ sensitive: flag })),
});

const plan: Check = object({
  terraform_version: text,
  timestamp: text,
  variables: mapOf(object({})),
  planned_values: stateValues,
  resource_changes: listOf(resourceChange),
  resource_drift: listOf(resourceChange),
  relevant_attributes: listOf(object({ resource: required(text), attribute: listOf(anything) })),
  output_changes: mapOf((value, path) => {
    if (!hasActions(value)) {
      throw new Error(`${path} must have actions; got ${describe(value)}.`);
    }
    change(value, path);
  }),
  prior_state: object({ values: stateValues }),
  configuration: object({
    provider_config: mapOf(object({ full_name: text, expressions: object({}) })),
    root_module: configurationModule,
  }),
  checks: listOf(
    object({
      address: object({ to_display: text, kind: text }),
      status: text,
      instances: listOf(
        object({
          address: object({ to_display: text }),
          status: text,
          problems: listOf(object({ message: text })),
        }),
      ),
    }),
  ),
  deferred_changes: listOf(object({ reason: text, resource_change: required(resourceChange) })),
  action_invocations: listOf(actionInvocation),
  deferred_action_invocations: listOf(
    object({ reason: text, action_invocation: required(actionInvocation) }),
  ),
  applyable: flag,
  complete: flag,
  errored: flag,
});

function object(fields: Readonly<Record<string, Check>>): Check {
  const checks = Object.entries(fields);
  return (value, path) => {
    if (value === undefined || value === null) {
      return;
    }
    if (!isRecord(value)) {
      throw new Error(`${path} must be an object; got ${describe(value)}.`);
    }
    for (const [name, check] of checks) {
      // Most of what may be there is not.
      if ((value[name] ?? undefined) !== undefined || mandatory.has(check)) {
        check(value[name], join(path, name));
      }
    }
  };
}

function mapOf(check: Check): Check {
  const present = required(check);
  return (value, path) => {
    object({})(value, path);
    for (const [name, item] of Object.entries(value ?? {})) {
      present(item, `${path}.${printableKey(name)}`);
    }
  };
}

function listOf(check: Check): Check {
  const present = required(check);
  return (value, path) => {
    if (value === undefined || value === null) {
      return;
    }
    if (!Array.isArray(value)) {
      throw new Error(`${path} must be a list; got ${describe(value)}.`);
    }
    value.forEach((item: unknown, index) => present(item, `${path}[${index}]`));
  };
}

function scalar(what: string, test: (value: unknown) => boolean): Check {
  return (value, path) => {
    if (value !== undefined && value !== null && !test(value)) {
      throw new Error(`${path} must be ${what}; got ${describe(value)}.`);
    }
  };
}

function required(check: Check): Check {
  const present: Check = (value, path) => {
    if (check !== anything && (value === undefined || value === null)) {
      throw new Error(`${path} is missing; got ${describe(value)}.`);
    }
    check(value, path);
  };
  mandatory.add(present);
  return present;
}

function join(path: string, name: string): string {
  return path === 'Plan' ? `Plan: ${name}` : `${path}.${name}`;
}

/** Keys of maps are the author's; they go into a message, so they must not write to a terminal or fill it. */
function printableKey(name: string): string {
  return name.replace(/[^\w.-]/g, '?').slice(0, 60);
}

function hasActions(value: unknown): boolean {
  return (
    isRecord(value) &&
    Array.isArray(value['actions']) &&
    value['actions'].every((action) => typeof action === 'string')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
