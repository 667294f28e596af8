import type { OutputChange } from '../model';
import { holdsTrue } from '../plan/json';
import type { ChangeJson, PlanJson } from '../plan/plan-json';
import { byText } from '../plan/text-order';
import { plannedAction } from './action';
import { Differences } from './differences';
import { withUnknown } from './shown-value';

/** Every output whose value changes, by name. */
export function reviewOutputs(plan: PlanJson): readonly OutputChange[] {
  return Object.entries(plan.output_changes ?? {})
    .flatMap(([name, change]) => reviewOutput(name, change))
    .sort((left, right) => byText(left.name, right.name));
}

function reviewOutput(name: string, change: ChangeJson): readonly OutputChange[] {
  const action = comesToLight(change) ? 'update' : plannedAction(change.actions);
  if (action === 'none' || action === 'read' || action === 'forget') {
    return [];
  }
  const sensitive = change.after_sensitive === true || change.before_sensitive === true;
  const differences = new Differences();
  if (change.after_unknown === true) {
    differences.compare(name, change.before ?? '', undefined, true);
  } else {
    differences.add(name, change.before, withUnknown(change.after, change.after_unknown));
  }
  const shown = sensitive ? undefined : differences.found[0];
  return [
    {
      name,
      action: action === 'replace' ? 'update' : action,
      sensitive,
      ...(comesToLight(change) ? { comesToLight: true as const } : {}),
      ...(shown === undefined
        ? {}
        : {
            change:
              (change.before ?? null) === null
                ? { ...shown, before: { kind: 'absent' as const } }
                : shown,
          }),
    },
  ];
}

/** Terraform and everybody who may read the state or a log show it from then on, though its value stays the same. */
function comesToLight({ actions, before_sensitive, after_sensitive }: ChangeJson): boolean {
  const stays = actions.every((action) => action === 'update' || action === 'no-op');
  return stays && holdsTrue(before_sensitive) && !holdsTrue(after_sensitive);
}
