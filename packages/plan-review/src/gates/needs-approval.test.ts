import type { PlanReview } from '../model';
import type { JsonObject } from '../plan/json';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';
import { needsApproval, type ApprovalLevel } from './needs-approval';

const review = (
  outcome: PlanReview['outcome'],
  security: Partial<PlanReview['security']> = {},
  dataLoss: readonly string[] = [],
  dataLossPossible: readonly string[] = [],
): PlanReview =>
  ({
    outcome,
    changes: [],
    security: { accessWidened: 'no', changes: [], ...security },
    verdict: { dataLoss, dataLossPossible },
  }) as unknown as PlanReview;

const unchanged = review('no-changes');
const plain = review('changes');
const widened = review('changes', { accessWidened: 'yes' });
const undecided = review('changes', { accessWidened: 'undecided' });
const other = review('changes', {
  changes: [{ kind: 'iam', address: 'a', direction: 'changed', decided: true, why: 'w' }],
});
const lossy = review('changes', {}, ['aws_ecr_repository.r']);
const risky = review('changes', {}, [], ['aws_db_instance.d']);

test.each<[string, PlanReview, ApprovalLevel, string | undefined]>([
  ['nothing changes', unchanged, 'any-change', undefined],
  ['something changes', plain, 'any-change', 'it changes something'],
  ['something changes', plain, 'widening', undefined],
  ['access is widened', widened, 'widening', 'it allows more than before'],
  ['nobody can tell', undecided, 'widening', 'it may allow more than before'],
  ['something else is allowed', other, 'widening', 'it may allow more than before'],
  ['data goes', lossy, 'widening', 'it loses data'],
  ['data goes', lossy, 'any-change', 'it loses data'],
  ['data may go', risky, 'widening', 'it may lose data'],
  ['access is widened', widened, 'never', undefined],
  ['data goes', lossy, 'never', undefined],
])('where %s, a plan %# at its level needs the right approval', (_, plan, level, reason) => {
  expect(needsApproval(plan, level)).toBe(reason);
});

it.each([
  ['an action that nobody knows', { action_invocations: [{ address: 'action.a.b', type: 'a' }] }],
  ['a part that was not read', { resource_wishes: [1] }],
])('asks before %s', (_, part) => {
  const known = planOf(changeOf('aws_vpc', { tags: { a: '1' } }, { tags: { a: '2' } }));
  expect(needsApproval(reviewPlan(known), 'widening')).toBeUndefined();
  expect(needsApproval(reviewPlan({ ...known, ...part }), 'widening')).toBe(
    'nobody knows all of what it does',
  );
});

const unheard = (
  before: JsonObject | null,
  after: JsonObject | null,
  actions: readonly string[],
): PlanReview => reviewPlan(planOf(changeOf('vendor_thing', before, after, { actions })));

test.each([
  ['is destroyed', { a: 1 }, null, ['delete'], true],
  ['is replaced', { a: 1 }, { a: 2 }, ['delete', 'create'], true],
  ['is replaced, the new one first', { a: 1 }, { a: 2 }, ['create', 'delete'], true],
  ['changes in place', { a: 1 }, { a: 2 }, ['update'], false],
  ['is new', null, { a: 2 }, ['create'], false],
  ['is forgotten', { a: 1 }, null, ['forget'], false],
])('what nobody knows asks before it goes: %s', (_, before, after, actions, asks) => {
  expect(needsApproval(unheard(before, after, actions), 'widening')).toBe(
    asks ? 'nobody knows what is lost with what it removes' : undefined,
  );
});

test('what is known to be harmless goes without an approval', () => {
  const plan = planOf(changeOf('random_pet', { id: '1' }, null));
  expect(needsApproval(reviewPlan(plan), 'widening')).toBeUndefined();
});
