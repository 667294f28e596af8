import { objectOf } from '../plan/json';
import { effect, type EffectRule } from './context';

/**
 * What Terraform runs when it makes or destroys something, which no change of a value shows. A plan does not say whether a
 * provisioner is for the creation or for the destruction, so it says no more than that it is there. What a command does that
 * runs where Terraform runs, with its rights, only its author knows.
 *
 * @see https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax
 */
export const provisionerRule: EffectRule = ({ change, after, plan }) => {
  const goes = change.action === 'destroy';
  const made = change.action === 'create' || change.action === 'replace';
  const [first] = made || goes ? plan.provisionersOf(change.address) : [];
  if (first === undefined) {
    return [];
  }
  const { oneOffTask } = objectOf(after['input']);
  if (made && typeof oneOffTask === 'string') {
    return effect(
      'attention',
      `the one-off task ${oneOffTask} runs before what waits for it; when it fails, that stays as it is`,
    );
  }
  const isLocal = first.type === 'local-exec';
  const where = isLocal ? 'the machine that applies' : goes ? 'what goes' : 'what is made';
  const text = `Terraform ${goes ? 'may run' : 'runs'} a command on ${where} (${first.type})`;
  return [{ severity: 'attention', text, ...(isLocal ? { known: false } : {}) }];
};
