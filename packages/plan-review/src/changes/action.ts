import type { PlannedAction, ReviewedChange } from '../model';

/** What the actions of the plan come to. Throws on a form it does not know: silence would look like no change. */
export function plannedAction(actions: readonly string[]): Exclude<PlannedAction, 'invoke'> {
  switch (actions.join(' ')) {
    case 'no-op':
    case '':
      return 'none';
    case 'create':
    case 'read':
    case 'update':
    case 'forget':
      return actions[0] as 'create' | 'read' | 'update' | 'forget';
    case 'open':
      // OpenTofu 1.11 writes the ephemeral resources that it reads while it applies.
      return 'read';
    case 'delete':
      return 'destroy';
    case 'delete create':
    case 'create delete':
    case 'create forget':
    case 'forget create':
      return 'replace';
    default:
      throw new Error(
        `Plan: unknown action; got ${actions
          .join(', ')
          .slice(0, 100)
          .replace(/[^\w, -]/g, '?')}. Fix: use a newer plan-review.`,
      );
  }
}

/** Which half of a replacement comes first. */
export function replaceOrderOf(
  actions: readonly string[],
): NonNullable<ReviewedChange['replaceOrder']> {
  if (actions.includes('forget')) {
    return 'create-and-forget';
  }
  return actions[0] === 'create' ? 'create-first' : 'destroy-first';
}
