import type { SecurityReview } from '../model';
import { blockAddress, configurationOf, referencesOf } from '../plan/configuration';
import { isObject, type Json } from '../plan/json';
import type { PlanJson } from '../plan/plan-json';

/** Where a plan opens access, and whether anything existed that it could open. */
export interface OpenedAccess {
  /** Rows of the access table that open what exists before the plan: what a reviewer fears. */
  readonly onWhatExists: number;
  /** Rows that open only what the plan itself creates. */
  readonly onWhatIsNew: number;
  /** Whether no resource of the plan existed before. */
  readonly everythingIsNew: boolean;
}

// Arguments that name what a rule or policy belongs to. It may be a resource that exists, even one of somebody else.
const holders = new Set([
  ...['arn', 'backup_vault_name', 'bucket', 'file_system_id', 'function_name', 'group', 'groups'],
  ...['key_id', 'queue_url', 'repository', 'resource_arn', 'role', 'role_name', 'roles'],
  ...['route_table_id', 'secret_arn', 'security_group_id', 'user', 'users', 'vpc_endpoint_id'],
]);
const ofAccount = /_(registry_policy|log_resource_policy|account_\w+)$/;

/** Tells what is opened on resources that exist from what is opened by new ones. In doubt, it exists. */
export function openedAccess(plan: PlanJson, { changes }: SecurityReview): OpenedAccess {
  const managed = (plan.resource_changes ?? []).filter(({ mode }) => mode !== 'data');
  const created = new Map(
    managed
      .filter(({ change, deposed }) => change.actions.join() === 'create' && deposed === undefined)
      .map((json) => [json.address, json]),
  );
  const blocks = new Set([...created.keys()].map(blockAddress));
  const configuration = configurationOf(plan);
  const isNew = (address: string): boolean => {
    const json = created.get(address);
    if (json === undefined || ofAccount.test(json.type)) {
      return false;
    }
    const written = configuration.get(blockAddress(address)) ?? {};
    return Object.entries(written).every(
      ([name, expression]) => !holders.has(name) || isCreated(expression, blocks),
    );
  };
  const opened = changes.filter(
    ({ direction }) => direction === 'widened' || direction === 'changed',
  );
  const onWhatIsNew = opened.filter((row) => row.before === undefined && isNew(row.address)).length;
  return {
    onWhatIsNew,
    onWhatExists: opened.length - onWhatIsNew,
    everythingIsNew: managed.every(({ change }) => (change.before ?? null) === null),
  };
}

/** Whether an expression refers to a resource that the plan creates, and to nothing else. */
function isCreated(expression: Json, blocks: ReadonlySet<string>): boolean {
  if (!isObject(expression)) {
    return false;
  }
  const targets = new Set(
    referencesOf(expression).map((reference) =>
      blockAddress(reference).split('.').slice(0, 2).join('.'),
    ),
  );
  return targets.size > 0 && [...targets].every((target) => blocks.has(target));
}
