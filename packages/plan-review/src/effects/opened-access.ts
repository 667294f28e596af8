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
    const { after, after_unknown: unknown } = json.change;
    const names = new Set([written, after, unknown].flatMap((part) => Object.keys(part ?? {})));
    return [...names]
      .filter((name) => holders.has(name))
      .every((name) => {
        const isUnknown = isObject(unknown) && unknown[name] === true;
        const isSet = isUnknown || (isObject(after) && (after[name] ?? null) !== null);
        return !isSet && !(name in written)
          ? true
          : isCreated(targetsOf(written[name], moduleOf(address)), blocks, isUnknown);
      });
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

/** The blocks that an expression refers to, by their whole address. */
function targetsOf(expression: Json | undefined, module: string): readonly string[] {
  const blocks = referencesOf(expression).map((reference) => {
    const steps = blockAddress(reference).split('.');
    return module + steps.slice(0, steps[0] === 'data' ? 3 : 2).join('.');
  });
  return [...new Set(blocks)];
}

/** `module.net.module.db.` of an address in that module. */
function moduleOf(address: string): string {
  return /^(?:module\.[^.]+\.)*/.exec(blockAddress(address))?.[0] ?? '';
}

/**
 * Whether an argument names only what the plan creates: by reference, or by an id that is not known yet.
 *
 * Locals, variables and outputs of modules hide what they stand for. An id that is known only after apply belongs to
 * nothing that exists, unless it is read from a data source or from a resource that stays.
 */
function isCreated(
  targets: readonly string[],
  blocks: ReadonlySet<string>,
  isUnknown: boolean,
): boolean {
  const hidden = (target: string): boolean =>
    /(?:^|\.)(?:local|var|each|module)\.[^.]+$/.test(target);
  return (
    targets.every((target) => blocks.has(target) || (isUnknown && hidden(target))) &&
    (isUnknown || targets.length > 0)
  );
}
