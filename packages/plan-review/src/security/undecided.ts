import type { AccessChange } from '../model';

const unknownText = '(known after apply)';

/** A row for a policy that cannot be read: nobody can tell what it allows, so it counts as widened. */
export function undecidedPolicy(
  kind: AccessChange['kind'],
  address: string,
  holder: string,
  reason: string,
  knownAfterApply: boolean,
): AccessChange {
  const text = knownAfterApply ? unknownText : '(not readable)';
  return {
    kind,
    address,
    direction: 'widened',
    decided: false,
    why: `Cannot tell whether more is allowed: ${reason}.`,
    after: {
      effect: text,
      principal: kind === 'trust' || kind === 'resource-policy' ? text : holder,
      action: text,
      resource: kind === 'trust' ? '' : text,
      condition: text,
    },
  };
}
