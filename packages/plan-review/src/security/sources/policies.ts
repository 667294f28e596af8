import type { AccessChange } from '../../model';
import { isList, isObject, type Json } from '../../plan/json';
import { rowOf } from '../../plan/row-of';
import { deferredPolicy } from '../deferred-policy';
import {
  isUnreadable,
  parsePolicy,
  type PolicyDocument,
  type ReadStatements,
  type Statement,
} from '../policy-document';
import { unknownValue, type PlanView, type Resource, type Side } from '../../plan/plan-view';
import type { RuleSets } from '../rule-sets';
import { StatementRule } from '../statement-rule';
import { undecidedPolicy } from '../undecided';
import { lambdaPermission } from './lambda-permission';
import { policyAttributes, type PolicyAttribute } from './policy-attributes';

/** The text of a policy on one side. `undefined`: there is none. */
type PolicyText = Json | typeof unknownValue | undefined;

interface Entry {
  readonly kind: AccessChange['kind'];
  readonly address: string;
  readonly before?: { readonly holder: string; readonly policy: PolicyText };
  readonly after?: { readonly holder: string; readonly policy: PolicyText };
}

/** What stands in for a policy that no resource of the plan sets. */
interface Fallback {
  readonly kind: AccessChange['kind'];
  readonly address: string;
  readonly mirror: Readonly<Partial<Record<Side, PolicyText>>>;
  readonly absent: readonly Statement[];
}

const sides: readonly Side[] = ['before', 'after'];

/** Puts the statements of all policies in the plan to their holders; gives rows for those nobody can read. */
export function collectPolicies(view: PlanView, rules: RuleSets): AccessChange[] {
  const entries: Entry[] = [];
  const fallbacks = new Map<string, Fallback>();
  for (const resource of view.resources) {
    for (const attribute of rowOf(policyAttributes, resource.type) ?? []) {
      if (attribute.mirrored === true && !view.isConfigured(resource, attribute.attribute)) {
        fallbacks.set(resource.address, mirrorOf(view, resource, attribute));
      } else {
        entries.push(entryOf(view, resource, attribute));
      }
      const holder =
        attribute.holder === undefined ? undefined : holderOf(view, resource, attribute);
      if (attribute.absent !== undefined && holder !== undefined && !fallbacks.has(holder)) {
        const { kind, absent } = attribute;
        fallbacks.set(holder, { kind, address: resource.address, mirror: {}, absent });
      }
    }
    if (resource.type === 'aws_iam_role' && view.isConfigured(resource, 'inline_policy')) {
      entries.push(...inlinePolicies(view, resource));
    }
    if (resource.type === 'aws_lambda_permission') {
      entries.push(lambdaPermission(view, resource));
    }
  }
  const rows = entries.flatMap((entry) => addEntry(entry, rules, view));
  addFallbacks(entries, fallbacks, rules, view);
  return rows;
}

function entryOf(view: PlanView, resource: Resource, attribute: PolicyAttribute): Entry {
  const side = (which: Side): Entry['before'] =>
    resource[which] === undefined
      ? undefined
      : {
          holder: holderOf(view, resource, attribute, which),
          policy: policyText(view, resource, which, attribute.attribute),
        };
  return {
    kind: attribute.kind,
    address: resource.address,
    before: side('before'),
    after: side('after'),
  };
}

function policyText(view: PlanView, resource: Resource, side: Side, attribute: string): PolicyText {
  const value = emptyAsNone(view.value(resource, side, attribute));
  return value === unknownValue ? (deferredPolicy(view, resource, attribute) ?? value) : value;
}

function holderOf(
  view: PlanView,
  resource: Resource,
  { holder, ofAccount }: PolicyAttribute,
  side: Side = resource.after === undefined ? 'before' : 'after',
): string {
  if (ofAccount === true) {
    return `${resource.type} of the account`;
  }
  return (holder && view.target(resource, side, holder.attribute, holder.type)) ?? resource.address;
}

function mirrorOf(view: PlanView, resource: Resource, attribute: PolicyAttribute): Fallback {
  const { kind, attribute: name, absent = [] } = attribute;
  const value = (side: Side): PolicyText => {
    const policy = emptyAsNone(view.value(resource, side, name));
    return policy === unknownValue ? undefined : policy;
  };
  return {
    kind,
    address: resource.address,
    mirror: { before: value('before'), after: value('after') },
    absent,
  };
}

function emptyAsNone(policy: PolicyText): PolicyText {
  return policy === '' || policy === null ? undefined : policy;
}

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role#inline_policy */
function inlinePolicies(view: PlanView, resource: Resource): Entry[] {
  const byName = (side: Side): Map<string, PolicyText> => {
    const value = view.value(resource, side, 'inline_policy');
    if (value === unknownValue) {
      return new Map([['', unknownValue]]);
    }
    return new Map(
      (isList(value) ? value : [])
        .filter(isObject)
        .map(({ name, policy }) => [String(name ?? ''), emptyAsNone(policy)]),
    );
  };
  const [before, after] = [byName('before'), byName('after')];
  const holder = resource.address;
  return [...new Set([...before.keys(), ...after.keys()])].map((name) => ({
    kind: 'iam',
    address: resource.address,
    ...(before.has(name) ? { before: { holder, policy: before.get(name) } } : {}),
    ...(after.has(name) ? { after: { holder, policy: after.get(name) } } : {}),
  }));
}

function addEntry(entry: Entry, rules: RuleSets, view: PlanView): AccessChange[] {
  const { kind, address, before, after } = entry;
  const same = before?.policy === after?.policy && before?.holder === after?.holder;
  const read: ReadStatements = new Map();
  const document = documentOf(after?.policy, read);
  const documents = { before: same ? document : documentOf(before?.policy, read), after: document };
  const problem = sides
    .map((side) => documents[side])
    .find((document) => document !== undefined && isUnreadable(document));
  if (problem !== undefined && isUnreadable(problem)) {
    const destroyedHolder = before !== undefined && view.exists(before.holder, 'after') === false;
    return (same && after?.policy !== unknownValue) || (after === undefined && destroyedHolder)
      ? []
      : [
          undecidedPolicy(
            kind,
            address,
            (after ?? before)?.holder ?? address,
            problem.unreadable,
            after?.policy === unknownValue,
          ),
        ];
  }
  const sameHolder = before?.holder === after?.holder;
  const rulesBefore = new Map<Statement, StatementRule>();
  for (const side of sides) {
    const found = documents[side];
    const holder = entry[side]?.holder;
    if (holder === undefined || found === undefined || isUnreadable(found)) {
      continue;
    }
    for (const statement of found.statements) {
      // What says the same on both sides is one rule, so nobody has to read it to see that it is equal.
      const kept = side === 'after' && sameHolder ? rulesBefore.get(statement) : undefined;
      const rule = kept ?? new StatementRule(statement, kind, address, holder);
      if (side === 'before') {
        rulesBefore.set(statement, rule);
      } else {
        rulesBefore.delete(statement);
      }
      rules.add(side, holder, rule);
    }
  }
  return [];
}

function documentOf(policy: PolicyText, read?: ReadStatements): PolicyDocument | undefined {
  if (policy === undefined) {
    return undefined;
  }
  return policy === unknownValue
    ? { unreadable: 'the policy is known only after apply' }
    : parsePolicy(policy, read);
}

/**
 * Where no resource of the plan sets the policy of a holder, what the provider read of it counts, or what AWS applies
 * by default. After a policy is destroyed only the default can: what was read is the destroyed one.
 */
function addFallbacks(
  entries: readonly Entry[],
  fallbacks: ReadonlyMap<string, Fallback>,
  rules: RuleSets,
  view: PlanView,
): void {
  const setBy = { before: new Set<string>(), after: new Set<string>() };
  for (const entry of entries) {
    for (const side of sides) {
      const { holder, policy } = entry[side] ?? {};
      if (holder !== undefined && policy !== undefined && entry.kind === 'resource-policy') {
        setBy[side].add(holder);
      }
    }
  }
  for (const [holder, { kind, address, mirror, absent }] of fallbacks) {
    for (const side of sides) {
      const exists = view.exists(holder, side) ?? side === 'after';
      if (setBy[side].has(holder) || !exists) {
        continue;
      }
      const removed = side === 'after' && setBy.before.has(holder);
      const read = removed ? undefined : documentOf(mirror[side]);
      const statements = read === undefined || isUnreadable(read) ? absent : read.statements;
      for (const statement of statements) {
        rules.add(side, holder, new StatementRule(statement, kind, address, holder));
      }
    }
  }
}
