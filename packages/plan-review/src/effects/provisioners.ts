import { objectOf } from '../plan/json';
import { effect, type EffectRule } from './context';

/**
 * What Terraform runs when it makes something, which no change of a value shows. A plan does not say whether a provisioner is
 * for the creation or for the destruction, so it says no more than that it is there.
 *
 * @see https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax
 */
export const provisionerRule: EffectRule = ({ change, after, plan }) => {
  const made = change.action === 'create' || change.action === 'replace';
  const [first] = made ? plan.provisionersOf(change.address) : [];
  if (first === undefined) {
    return [];
  }
  const { oneOffTask } = objectOf(after['input']);
  if (typeof oneOffTask === 'string') {
    return effect(
      'attention',
      `the one-off task ${oneOffTask} runs before what waits for it; when it fails, that stays as it is`,
    );
  }
  const where = first.type === 'local-exec' ? 'the machine that applies' : 'what is made';
  return effect('attention', `Terraform runs a command on ${where} (${first.type})`);
};
