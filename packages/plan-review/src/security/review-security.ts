import type { AccessChange, AccessDirection, ConstructOrigin, SecurityReview } from '../model';
import type { PlanJson } from '../plan/plan-json';
import { compareRules } from './compare-rules';
import { PlanView } from '../plan/plan-view';
import { byText } from '../plan/text-order';
import { withEffort } from './effort';
import { RuleSets } from './rule-sets';
import { accessAttributeChanges } from './sources/access-attributes';
import { exposureChanges } from './sources/exposures';
import { collectManagedPolicies } from './sources/managed-policies';
import { collectPolicies } from './sources/policies';
import { collectRoutes } from './sources/routes';
import { waysAround } from './sources/ways-around';
import { collectSecurityGroups } from './sources/security-groups';
import { statementSubject } from './statement-box';

/**
 * Says for everything in a masked plan that allows or denies whether more or less is allowed than before.
 *
 * `narrowed` and left-out rows are proved: no request is allowed after the plan that was not before. Does not see what is
 * not in the plan: policies made elsewhere, organization policies, network ACLs.
 */
export function reviewSecurity(
  plan: PlanJson,
  origins: Readonly<Record<string, ConstructOrigin>> = {},
): SecurityReview {
  return withEffort(() => reviewOf(plan, origins));
}

function reviewOf(
  plan: PlanJson,
  origins: Readonly<Record<string, ConstructOrigin>>,
): SecurityReview {
  const view = PlanView.of(plan);
  const rules = new RuleSets(view);
  collectManagedPolicies(view, rules);
  const rows = [
    ...collectPolicies(view, rules),
    ...collectSecurityGroups(view, rules),
    ...collectRoutes(view, rules),
    ...exposureChanges(view),
    ...accessAttributeChanges(view),
    ...waysAround(view),
  ];
  const changes = [...rules.all().flatMap((set) => compareRules(set, statementSubject)), ...rows]
    .map((row) => withConstruct(row, origins))
    .sort(byDirection);
  return { accessWidened: accessWidened(changes), changes };
}

function accessWidened(changes: readonly AccessChange[]): SecurityReview['accessWidened'] {
  const widening = changes.filter(
    ({ direction }) => direction === 'widened' || direction === 'changed',
  );
  if (widening.length === 0) {
    return 'no';
  }
  return widening.some(({ decided }) => decided) ? 'yes' : 'undecided';
}

function withConstruct(
  row: AccessChange,
  origins: Readonly<Record<string, ConstructOrigin>>,
): AccessChange {
  const origin = Object.hasOwn(origins, row.address) ? origins[row.address] : undefined;
  return origin === undefined ? row : { ...row, constructPath: origin.path };
}

const order: readonly AccessDirection[] = ['widened', 'changed', 'narrowed', 'unchanged'];
const kinds: readonly AccessChange['kind'][] = [
  'trust',
  'iam',
  'managed-policy',
  'resource-policy',
  'security-group',
  'exposure',
];

function byDirection(a: AccessChange, b: AccessChange): number {
  return (
    order.indexOf(a.direction) - order.indexOf(b.direction) ||
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    byText(a.address, b.address)
  );
}
