import type { SecurityReview } from '../model';
import { textsIn } from '../plan/identities';
import type { PlanJson } from '../plan/plan-json';
import { rowOf } from '../plan/row-of';
import { PlanView, unknownValue, type Resource } from '../plan/plan-view';

/** Where a plan opens access, and whether anything existed that it could open. */
export interface OpenedAccess {
  /** Rows of the access table that open what exists before the plan: what a reviewer fears. */
  readonly onWhatExists: number;
  /** Rows that open only what the plan itself creates. */
  readonly onWhatIsNew: number;
  /** Whether no resource of the plan existed before. */
  readonly everythingIsNew: boolean;
}

// Arguments that name what a rule or policy belongs to, by the types of what they name. It may be a resource that exists,
// even one of somebody else.
const role = ['aws_iam_role'];
const group = ['aws_security_group', 'aws_default_security_group'];
const topicOrTable = ['aws_sns_topic', 'aws_dynamodb_table'];
const holders: Readonly<Record<string, readonly string[]>> = {
  access_point_arn: ['aws_s3_access_point'],
  arn: topicOrTable,
  backup_vault_name: ['aws_backup_vault'],
  bucket: ['aws_s3_bucket'],
  cluster_arn: ['aws_msk_cluster'],
  event_bus_name: ['aws_cloudwatch_event_bus'],
  file_system_id: ['aws_efs_file_system'],
  function_name: ['aws_lambda_function'],
  group: ['aws_iam_group'],
  groups: ['aws_iam_group'],
  key_id: ['aws_kms_key'],
  queue_url: ['aws_sqs_queue'],
  repository: ['aws_ecr_repository'],
  resource_arn: topicOrTable,
  role,
  role_name: role,
  roles: role,
  route_table_id: ['aws_route_table', 'aws_default_route_table'],
  secret_arn: ['aws_secretsmanager_secret'],
  security_group_id: group,
  user: ['aws_iam_user'],
  users: ['aws_iam_user'],
  vpc_endpoint_id: ['aws_vpc_endpoint'],
};
// "Creating" a default resource takes over the one that its network has.
const adopted: Readonly<Record<string, readonly string[]>> = {
  vpc_id: ['aws_vpc'],
  default_route_table_id: ['aws_vpc'],
  default_network_acl_id: ['aws_vpc'],
};
const ofAccount =
  /_(registry_policy|log_resource_policy|glue_resource_policy|account_\w+|serial_console_access|block_public_access_configuration|data_lake_settings)$/;

/** Tells of an address whether what it is and belongs to is made by the plan. In doubt, it exists. */
export function concernsOnlyNew(view: PlanView): (address: string) => boolean {
  const judged = new Map<string, boolean>();
  const judge = (address: string): boolean => {
    const resource = view.find(address);
    if (resource === undefined || !isCreated(resource) || ofAccount.test(resource.type)) {
      return false;
    }
    const table = resource.type.startsWith('aws_default_') ? adopted : holders;
    return Object.keys({ ...resource.after, ...resource.unknown }).every((attribute) => {
      const types = rowOf(table, attribute);
      return (
        types === undefined ||
        view.value(resource, 'after', attribute) === undefined ||
        namesOnlyNew(view, resource, attribute, types)
      );
    });
  };
  return (address) => {
    const known = judged.get(address) ?? judge(address);
    judged.set(address, known);
    return known;
  };
}

/** Tells what is opened on resources that exist from what is opened by new ones. In doubt, it exists. */
export function openedAccess(plan: PlanJson, { changes }: SecurityReview): OpenedAccess {
  const view = PlanView.of(plan);
  const isNew = concernsOnlyNew(view);
  const opened = changes.filter(
    ({ direction }) => direction === 'widened' || direction === 'changed',
  );
  const onWhatIsNew = opened.filter(
    (row) =>
      row.before === undefined &&
      isNew(row.address) &&
      (row.after?.['setting'] !== 'rights' ||
        givesOnlyNew(view, row.address) ||
        namesByPattern(view, row.address)),
  ).length;
  return {
    onWhatIsNew,
    onWhatExists: opened.length - onWhatIsNew,
    everythingIsNew: (plan.resource_changes ?? []).every(
      ({ mode, change }) => mode === 'data' || (change.before ?? null) === null,
    ),
  };
}

/** Policies that name what they are for by patterns of names: where all of those are new, nothing that exists is meant. */
function namesByPattern(view: PlanView, address: string): boolean {
  const collections = view.ofType('aws_opensearchserverless_collection');
  return (
    /^aws_opensearchserverless_(?:access|security)_policy$/.test(view.find(address)?.type ?? '') &&
    collections.length > 0 &&
    collections.every(isCreated)
  );
}

/** Arguments that say who gets a right, and which, not on what. */
const whoOrWhich = /principal|member|subject|^roles?$|role_definition|role_ref|policy_arn|user/;

/** Ways to sign in: what they open is the user that they name. */
const credentials =
  /^aws_iam_(?:access_key|user_login_profile|user_ssh_key|service_specific_credential)$/;

/** Whether a binding or an assignment gives rights on something that the plan makes: a scope that is only text exists. */
export function givesOnlyNew(view: PlanView, address: string): boolean {
  const resource = view.find(address);
  const opensItsUser = credentials.test(resource?.type ?? '');
  const leads = Object.keys({ ...resource?.after, ...resource?.unknown })
    .filter((attribute) => opensItsUser || !whoOrWhich.test(attribute))
    .map((attribute) => view.written(address, attribute));
  const targets = leads.flatMap(({ resources }) => resources);
  return (
    targets.length > 0 && targets.every(isCreated) && leads.every(({ data }) => data.length === 0)
  );
}

function isCreated({ before, after }: Resource): boolean {
  return before === undefined && after !== undefined;
}

/**
 * Whether an argument names only what the plan creates. An id that is known only after apply belongs to nothing that
 * exists, unless it is read from a data source or belongs to a resource that stays or is replaced.
 */
export function namesOnlyNew(
  view: PlanView,
  resource: Resource,
  attribute: string,
  types: readonly string[],
): boolean {
  const unknown = view.value(resource, 'after', attribute) === unknownValue;
  const { resources, possible } = view.referred(resource, 'after', attribute, types);
  const { resources: written, data, hidden } = view.written(resource.address, attribute);
  const all = [...new Set([...resources, ...written])];
  if (!all.every(isCreated) || (unknown && data.length > 0)) {
    return false;
  }
  // Of a list, some may be known: `[aws_iam_role.new.name, "existing"]`.
  const known = textsIn(resource.after?.[attribute]);
  if (unknown && !known.every((text) => view.find(view.named(text, types)) !== undefined)) {
    return false;
  }
  return unknown
    ? !hidden || (possible.every(isCreated) && !view.readsLater(types))
    : all.length > 0;
}
