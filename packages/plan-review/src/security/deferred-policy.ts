import { holdsTrue, isList, isObject, type Json, type JsonObject } from '../plan/json';
import type { PlanView, Resource } from '../plan/plan-view';

/**
 * The policy of an `aws_iam_policy_document` that Terraform reads only while it applies the plan, because something it
 * depends on changes: the blocks that make it often stand in the plan in full. Undefined where they do not.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function deferredPolicy(
  view: PlanView,
  resource: Resource,
  attribute: string,
): JsonObject | undefined {
  const { resources, data, deferred, hidden } = view.written(resource.address, attribute);
  const [document] = deferred;
  if (document === undefined || deferred.length + resources.length > 1 || data.length > 1) {
    return undefined;
  }
  return hidden || document.type !== 'aws_iam_policy_document' ? undefined : policyOf(document);
}

const inputs = [
  'statement',
  'source_json',
  'override_json',
  'source_policy_documents',
  'override_policy_documents',
];

function policyOf({ after, unknown }: Resource): JsonObject | undefined {
  if (after === undefined || inputs.some((name) => holdsTrue(unknown[name]))) {
    return undefined;
  }
  // Documents that are merged in are rare, and how they merge is for the provider to say.
  if (inputs.slice(1).some((name) => textsOf(after[name]).length > 0)) {
    return undefined;
  }
  const { version, statement } = after;
  return {
    Version: typeof version === 'string' ? version : '2012-10-17',
    Statement: (isList(statement) ? statement : []).filter(isObject).map(statementOf),
  };
}

function statementOf(block: JsonObject): JsonObject {
  const sid = textsOf(block['sid']);
  const effect = textsOf(block['effect']);
  return {
    ...(sid.length === 0 ? {} : { Sid: sid[0] ?? '' }),
    Effect: effect[0] ?? 'Allow',
    ...listed('Action', block['actions']),
    ...listed('NotAction', block['not_actions']),
    ...listed('Resource', block['resources']),
    ...listed('NotResource', block['not_resources']),
    ...principals('Principal', block['principals']),
    ...principals('NotPrincipal', block['not_principals']),
    ...conditions(block['condition']),
  };
}

function listed(key: string, value: Json | undefined): JsonObject {
  const texts = textsOf(value);
  return texts.length === 0 ? {} : { [key]: texts };
}

function principals(key: string, value: Json | undefined): JsonObject {
  const byType = new Map<string, string[]>();
  for (const block of blocksOf(value)) {
    const type = String(block['type']);
    byType.set(type, [...(byType.get(type) ?? []), ...textsOf(block['identifiers'])]);
  }
  if (byType.size === 0) return {};
  const everybody = byType.get('*');
  return { [key]: everybody === undefined ? Object.fromEntries(byType) : '*' };
}

function conditions(value: Json | undefined): JsonObject {
  const blocks = blocksOf(value);
  const byTest = new Map<string, [string, Json][]>();
  for (const block of blocks) {
    const test = String(block['test']);
    const entry: [string, Json] = [String(block['variable']), textsOf(block['values'])];
    byTest.set(test, [...(byTest.get(test) ?? []), entry]);
  }
  const entries = [...byTest].map(
    ([test, keys]) => [test, Object.fromEntries(keys)] as [string, Json],
  );
  return entries.length === 0 ? {} : { Condition: Object.fromEntries(entries) };
}

function blocksOf(value: Json | undefined): readonly JsonObject[] {
  return (isList(value) ? value : []).filter(isObject);
}

function textsOf(value: Json | undefined): readonly string[] {
  return (isList(value) ? value : [value]).filter(
    (item): item is string => typeof item === 'string' && item !== '',
  );
}
