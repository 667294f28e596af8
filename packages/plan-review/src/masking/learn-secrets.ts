import { holdsTrue, isObject, type Json } from '../plan/json';
import type {
  ActionInvocationJson,
  ChangeJson,
  ConfigurationModuleJson,
  PlanJson,
  ResourceChangeJson,
  StateModuleJson,
  StateResourceJson,
  StateValuesJson,
} from '../plan/plan-json';
import type { Contents } from './contents';
import { SecretLearner } from './secret-learner';

/** Every secret that any part of a plan gives away, read by the review or not. */
export function secretsOf(plan: PlanJson, contents: Contents): ReadonlySet<string> {
  const learner = new SecretLearner(contents);
  const variables = plan.configuration?.root_module?.variables ?? {};
  for (const [name, variable] of entriesOf(plan.variables)) {
    const sensitive = Object.hasOwn(variables, name) && variables[name]?.sensitive === true;
    learner.value(variable?.value ?? null, name, sensitive);
  }
  const covered = new Set<string>();
  for (const resource of plan.resource_changes ?? []) {
    learnChange(resource.change, '', learner);
    if (resource.deposed === undefined) {
      covered.add(resource.address);
    }
  }
  for (const { change } of resourcesBeside(plan)) {
    learnChange(change, '', learner);
  }
  for (const { config_values, config_sensitive } of actionsOf(plan)) {
    learner.value(config_values ?? null, '', config_sensitive);
  }
  for (const [name, change] of entriesOf(plan.output_changes)) {
    learnChange(change, name, learner);
  }
  for (const values of [plan.planned_values, plan.prior_state?.values]) {
    learnState(values, covered, learner);
  }
  for (const [, provider] of entriesOf(plan.configuration?.provider_config)) {
    learner.value(provider?.expressions ?? {}, '');
  }
  learnConfiguration(plan.configuration?.root_module, learner);
  for (const check of plan.checks ?? []) {
    for (const problem of check.instances?.flatMap((instance) => instance?.problems ?? []) ?? []) {
      learner.value(problem?.message ?? '', 'message');
    }
  }
  return learner.secrets;
}

function resourcesBeside(plan: PlanJson): readonly ResourceChangeJson[] {
  const deferred = (plan.deferred_changes ?? []).map(({ resource_change }) => resource_change);
  return [...(plan.resource_drift ?? []), ...deferred];
}

function actionsOf(plan: PlanJson): readonly ActionInvocationJson[] {
  const deferred = plan.deferred_action_invocations ?? [];
  return [
    ...(plan.action_invocations ?? []),
    ...deferred.map(({ action_invocation }) => action_invocation),
  ];
}

function learnChange(change: ChangeJson, name: string, learner: SecretLearner): void {
  learner.value(change.before ?? null, name, change.before_sensitive);
  learner.value(change.after ?? null, name, change.after_sensitive);
  learner.value(change.importing?.['id'] ?? null, 'id');
}

/** The values of a resource that the plan lists among its changes have been read there. */
function learnState(
  values: StateValuesJson | undefined,
  covered: ReadonlySet<string>,
  learner: SecretLearner,
): void {
  const learnModule = (module: StateModuleJson | undefined): void => {
    for (const resource of module?.resources ?? []) {
      const sensitive = sensitiveIn(resource);
      if (!covered.has(resource.address) || holdsTrue(sensitive)) {
        learner.value(resource.values ?? {}, '', sensitive);
      }
    }
    module?.child_modules?.forEach(learnModule);
  };
  for (const [name, output] of entriesOf(values?.outputs)) {
    learner.value(output?.value ?? null, name, output?.sensitive);
  }
  learnModule(values?.root_module);
}

/**
 * A parameter that is no SecureString stands in `insecure_value` as well: the provider calls its `value` sensitive without
 * knowing. Otherwise the image of every host would be a secret, since AWS publishes the newest one as a parameter.
 *
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/ssm_parameter
 */
function sensitiveIn({
  type,
  values,
  sensitive_values: said,
}: StateResourceJson): Json | undefined {
  const isPublic =
    type === 'aws_ssm_parameter' &&
    typeof values?.['insecure_value'] === 'string' &&
    values['insecure_value'] === values['value'];
  return isPublic && isObject(said) ? { ...said, value: false } : said;
}

function learnConfiguration(
  module: ConfigurationModuleJson | undefined,
  learner: SecretLearner,
): void {
  for (const { expressions } of module?.resources ?? []) {
    learner.value(expressions ?? {}, '');
  }
  for (const [, call] of entriesOf(module?.module_calls)) {
    learner.value(call?.expressions ?? {}, '');
    learnConfiguration(call?.module, learner);
  }
}

function entriesOf<Item>(
  items: Readonly<Record<string, Item>> | undefined,
): readonly (readonly [string, Item])[] {
  return Object.entries(items ?? {});
}
