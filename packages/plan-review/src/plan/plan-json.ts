import type { Json, JsonObject } from './json';

/**
 * Terraform's plan JSON, as far as the review reads it.
 *
 * Follows https://developer.hashicorp.com/terraform/internals/json-format, format versions 1.x. Every field that a
 * 1.x writer may leave out is optional here. Values hold secrets in plain text until `maskPlan` has been through them.
 */
export interface PlanJson {
  readonly format_version: string;
  readonly terraform_version?: string;
  /** When the plan was made, ISO 8601. Since Terraform 1.5. */
  readonly timestamp?: string;
  readonly variables?: Readonly<Record<string, { readonly value?: Json }>>;
  readonly planned_values?: StateValuesJson;
  readonly resource_changes?: readonly ResourceChangeJson[];
  /** What changed outside Terraform since the last apply. Since format 1.0. */
  readonly resource_drift?: readonly ResourceChangeJson[];
  /** Attributes outside the changed resources that the plan depends on; they make drift relevant. */
  readonly relevant_attributes?: readonly RelevantAttributeJson[];
  readonly output_changes?: Readonly<Record<string, ChangeJson>>;
  readonly prior_state?: { readonly values?: StateValuesJson };
  readonly configuration?: ConfigurationJson;
  readonly checks?: readonly CheckJson[];
  /** Changes put off to a later plan. Since Terraform 1.9, experimental. */
  readonly deferred_changes?: readonly DeferredChangeJson[];
  /** Actions of providers that Terraform runs beside its changes. Since Terraform 1.14. */
  readonly action_invocations?: readonly ActionInvocationJson[];
  /** Actions put off to a later plan. Since Terraform 1.14. */
  readonly deferred_action_invocations?: readonly DeferredActionInvocationJson[];
  readonly applyable?: boolean;
  readonly complete?: boolean;
  readonly errored?: boolean;
}

/** One entry of `resource_changes` or `resource_drift`. */
export interface ResourceChangeJson {
  readonly address: string;
  readonly previous_address?: string;
  readonly module_address?: string;
  readonly mode?: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly index?: number | string;
  readonly provider_name?: string;
  /** Key of an old object that a failed create-first replacement left behind. */
  readonly deposed?: string;
  readonly change: ChangeJson;
  readonly action_reason?: string;
}

/** The `change` of a resource or an output. */
export interface ChangeJson {
  /** One of the eight forms: no-op, create, read, update, delete, forget, [delete, create], [create, delete], [create, forget]. */
  readonly actions: readonly string[];
  readonly before?: Json;
  readonly after?: Json;
  /** Same shape as `after`, `true` where the value is known only after apply. */
  readonly after_unknown?: Json;
  /** Same shape as `before`, `true` where the value is sensitive. */
  readonly before_sensitive?: Json;
  readonly after_sensitive?: Json;
  /** Attributes that force the replacement, each a list of names and indexes. */
  readonly replace_paths?: readonly Json[];
  readonly importing?: JsonObject | null;
  readonly generated_config?: string;
}

/** `planned_values` and `prior_state.values`. */
export interface StateValuesJson {
  readonly outputs?: Readonly<
    Record<string, { readonly sensitive?: boolean; readonly value?: Json }>
  >;
  readonly root_module?: StateModuleJson;
}

/** A module and what it holds. */
export interface StateModuleJson {
  readonly address?: string;
  readonly resources?: readonly StateResourceJson[];
  readonly child_modules?: readonly StateModuleJson[];
}

/** A resource as it is, or will be. Attributes known only after apply are left out. */
export interface StateResourceJson {
  readonly address: string;
  readonly mode?: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly index?: number | string;
  readonly values?: JsonObject;
  readonly sensitive_values?: Json;
}

/** `configuration`: what the author wrote. */
export interface ConfigurationJson {
  readonly provider_config?: Readonly<Record<string, ProviderConfigJson>>;
  readonly root_module?: ConfigurationModuleJson;
}

/** A provider block. */
export interface ProviderConfigJson {
  readonly name?: string;
  readonly full_name?: string;
  readonly version_constraint?: string;
  readonly expressions?: JsonObject;
}

/** A module as written. */
export interface ConfigurationModuleJson {
  readonly outputs?: Readonly<
    Record<string, { readonly sensitive?: boolean; readonly expression?: JsonObject }>
  >;
  readonly resources?: readonly ConfigurationResourceJson[];
  readonly module_calls?: Readonly<Record<string, ModuleCallJson>>;
  readonly variables?: Readonly<Record<string, { readonly sensitive?: boolean }>>;
}

/** How often something is there. */
export interface RepeatedJson {
  readonly count_expression?: JsonObject;
  readonly for_each_expression?: JsonObject;
}

/** A call of a module: `expressions` are the variables that the caller gives. */
export interface ModuleCallJson extends RepeatedJson {
  readonly module?: ConfigurationModuleJson;
  readonly expressions?: JsonObject;
}

/** A resource block as written: `expressions` has a key for each attribute that was given. */
export interface ConfigurationResourceJson extends RepeatedJson {
  readonly address: string;
  readonly mode?: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly expressions?: JsonObject;
  readonly provisioners?: readonly ProvisionerJson[];
}

/** What Terraform runs once something is made, or before it goes. */
export interface ProvisionerJson {
  /** `local-exec`, `remote-exec`, `file`. */
  readonly type: string;
}

/** Result of the conditions of one object. Since format 1.1; experimental in Terraform. */
export interface CheckJson {
  readonly address?: { readonly to_display?: string; readonly kind?: string };
  readonly status?: string;
  readonly instances?: readonly {
    readonly address?: { readonly to_display?: string };
    readonly status?: string;
    readonly problems?: readonly { readonly message?: string }[];
  }[];
}

/** An attribute the plan depends on. */
export interface RelevantAttributeJson {
  readonly resource: string;
  readonly attribute?: readonly Json[];
}

/**
 * One run of an action block. No object of the state changes by it, whatever it does to the world.
 *
 * @see https://developer.hashicorp.com/terraform/language/invoke-actions
 */
export interface ActionInvocationJson {
  /** `module.a.action.aws_lambda_invoke.warm_up[0]`; an action that several resources trigger is there several times. */
  readonly address: string;
  readonly type: string;
  readonly name?: string;
  readonly provider_name?: string;
  readonly config_values?: Json;
  readonly config_sensitive?: Json;
  readonly config_unknown?: Json;
  /** The change of a resource that triggers it. */
  readonly lifecycle_action_trigger?: LifecycleActionTriggerJson;
  /** Somebody asked for it by `-invoke`. */
  readonly invoke_action_trigger?: JsonObject;
}

/** When an action runs. */
export interface LifecycleActionTriggerJson {
  readonly triggering_resource_address?: string;
  /** `BeforeCreate`, `AfterUpdate`, ... */
  readonly action_trigger_event?: string;
  /** `ActionOnFailureHalt`, `ActionOnFailureContinue` or `ActionOnFailureTaint`. */
  readonly on_failure?: string;
}

/** An action that is put off, and why. */
export interface DeferredActionInvocationJson {
  readonly reason?: string;
  readonly action_invocation: ActionInvocationJson;
}

/** A change that is put off, and why. */
export interface DeferredChangeJson {
  readonly reason?: string;
  readonly resource_change: ResourceChangeJson;
}
