import { rowOf } from '../plan/row-of';

// https://github.com/hashicorp/terraform/blob/main/internal/command/jsonplan/plan.go lists the values.
const sentences: Readonly<Record<string, string>> = {
  replace_because_cannot_update: 'cannot be changed in place',
  replace_because_tainted: 'is tainted: an earlier apply left it half done',
  replace_by_request: 'replacement was asked for with -replace',
  replace_by_triggers: 'something named in replace_triggered_by changes',
  delete_because_no_resource_config: 'is no longer in the configuration',
  delete_because_no_module: 'its module is no longer in the configuration',
  delete_because_wrong_repetition: 'count or for_each was added or removed',
  delete_because_count_index: 'its index is beyond count',
  delete_because_each_key: 'its key is no longer in for_each',
  delete_because_no_move_target: 'was moved to an address that is not in the configuration',
  read_because_config_unknown: 'its arguments are known only after apply',
  read_because_dependency_pending: 'depends on something that changes',
  read_because_check_nested: 'is read for a check',
};

/**
 * Says an `action_reason` of the plan in words.
 *
 * A reason this release does not know is shown as it is, with spaces: never dropped.
 */
export function reasonInWords(actionReason: string | undefined): string | undefined {
  if (actionReason === undefined || actionReason === '') {
    return undefined;
  }
  return rowOf(sentences, actionReason) ?? actionReason.replaceAll('_', ' ');
}

/**
 * Writes one entry of `replace_paths` the way it is written in the configuration: `network[0].subnet`.
 */
export function attributePath(path: unknown): string {
  if (!Array.isArray(path)) {
    return String(path);
  }
  return path.reduce<string>((text, step: unknown) => {
    if (typeof step === 'number') {
      return `${text}[${step}]`;
    }
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}
