import { readable } from '../masking/marker';
import type { FailedCheck } from '../model';
import type { CheckJson, PlanJson } from '../plan/plan-json';

const kinds: Readonly<Record<string, string>> = {
  resource: 'condition of a resource',
  output_value: 'condition of an output',
  check: 'check block',
  var: 'validation of a variable',
};

/**
 * Conditions that do not hold. Those Terraform can judge only after apply are left out, unless it could not judge them
 * because of an error.
 */
export function reviewChecks(plan: PlanJson): readonly FailedCheck[] {
  return (plan.checks ?? []).flatMap(failedCheck);
}

function failedCheck(check: CheckJson): readonly FailedCheck[] {
  const { status } = check;
  if (status !== 'fail' && status !== 'error') {
    return [];
  }
  const messages = (check.instances ?? []).flatMap((instance) =>
    (instance.problems ?? []).map(({ message = '' }) => readable(message)),
  );
  const kind = check.address?.kind ?? '';
  return [
    {
      address: check.address?.to_display ?? 'unknown',
      kind: kinds[kind] ?? kind,
      status,
      messages,
    },
  ];
}
