import type { ReviewedChange } from '../model';
import type { ActionInvocationJson } from '../plan/plan-json';
import { groupedBy } from '../plan/grouped-by';
import { rowOf } from '../plan/row-of';
import { byText } from '../plan/text-order';
import { chosenAttributes } from './attributes';

const toldAtMost = 3;

/**
 * Every action that a masked plan runs, with its configuration and when it runs; one that several resources trigger alike is
 * told once. `effects` are still empty.
 *
 * @see https://developer.hashicorp.com/terraform/language/invoke-actions
 */
export function reviewInvocations(
  invocations: readonly ActionInvocationJson[],
): readonly ReviewedChange[] {
  return groupedBy(invocations, whatItDoes).map(reviewAlike);
}

function whatItDoes(invocation: ActionInvocationJson): readonly unknown[] {
  return [invocation.address, invocation.config_values, invocation.config_unknown];
}

function reviewAlike(invocations: readonly ActionInvocationJson[]): ReviewedChange {
  const [first] = invocations as readonly [ActionInvocationJson];
  return {
    address: first.address,
    type: first.type,
    action: 'invoke',
    reason: whenInWords(invocations),
    imported: false,
    deposed: false,
    ...chosenAttributes(
      {
        actions: [],
        after: first.config_values ?? null,
        after_unknown: first.config_unknown ?? null,
      },
      undefined,
    ),
    effects: [],
  };
}

function whenInWords(invocations: readonly ActionInvocationJson[]): string {
  const { length } = invocations;
  const often = length === 1 ? '' : ` ${length} times:`;
  const told = invocations.map(momentInWords).sort(byText).slice(0, toldAtMost).join(', ');
  return `runs${often} ${told}${length > toldAtMost ? ` and ${length - toldAtMost} more` : ''}`;
}

const events: Readonly<Record<string, string>> = {
  BeforeCreate: 'before $ is created',
  AfterCreate: 'after $ is created',
  BeforeUpdate: 'before $ changes',
  AfterUpdate: 'after $ changes',
  BeforeDestroy: 'before $ is destroyed',
  AfterDestroy: 'after $ is destroyed',
};

function momentInWords({ lifecycle_action_trigger: trigger }: ActionInvocationJson): string {
  if (trigger === undefined) {
    return 'because it is asked for by name (-invoke)';
  }
  const {
    triggering_resource_address: address = 'a resource',
    action_trigger_event: event = '',
    on_failure: onFailure = '',
  } = trigger;
  const moment = rowOf(events, event) ?? 'with a change of $';
  return moment.replace('$', () => address) + failureInWords(onFailure);
}

/** Terraform writes `ActionOnFailureContinue`. That the apply ends is what everybody expects, and is not told. */
function failureInWords(onFailure: string): string {
  if (/continue$/i.test(onFailure)) {
    return ' (the apply goes on when it fails)';
  }
  return /taint$/i.test(onFailure) ? ' (the next apply replaces that when it fails)' : '';
}
