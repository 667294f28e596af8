import { originOf } from '../../changes/review-changes';
import { maskPlan } from '../../masking/mask-plan';
import type { AcknowledgementInput, ReviewOptions } from '../../model';
import { parsePlan } from '../../plan/parse-plan';
import { World } from '../../plan/world';
import { acknowledgementOf, isAt } from '../acceptance';
import { ruleOf } from '../rules';
import { byTrivyName, shortTrivyId } from './trivy-names';

/**
 * What is accepted in a plan, as a file for `checkov --baseline`: ids of Checkov by address. Expired acceptances are left
 * out, and so is a rule that Checkov does not know exactly.
 */
export function checkovBaseline(planJson: unknown, options: ReviewOptions): object {
  const findings = acceptedBy(planJson, options, (id) => /^CKV\d*_/.test(id)).map(
    ([resource, ids]) => ({ resource, check_ids: ids }),
  );
  // Checkov compares resources and ids, and not the name of the file.
  return { failed_checks: [{ file: '/plan.json', findings }] };
}

/**
 * The same as a policy for `trivy config --ignore-policy`, in Rego. Where Trivy has one name for several instances, it is
 * given what is accepted at every one of them.
 */
export function trivyIgnorePolicy(planJson: unknown, options: ReviewOptions): string {
  const byAddress = new Map(
    acceptedBy(planJson, options, (id) => /^[A-Z]+-\d{4}$/.test(shortTrivyId(id))).map(
      ([address, ids]) => [address, new Set(ids.map(shortTrivyId))] as const,
    ),
  );
  const byName = [...byTrivyName(addressesIn(planJson))].flatMap(([name, addresses]) => {
    const [first = new Set<string>(), ...others] = addresses.map((one) => byAddress.get(one));
    return [...first]
      .filter((id) => others.every((ids) => ids?.has(id) === true))
      .map((id) => [id, name]);
  });
  // Of a saved plan Trivy tells the instances apart.
  const each = [...byAddress].flatMap(([address, ids]) => [...ids].map((id) => [id, address]));
  const rules = new Set(
    [...each, ...byName].flatMap(([id = '', name]) =>
      // Trivy had both ids once.
      [id, `AVD-${id}`].map((one) => `  [${JSON.stringify(one)}, ${JSON.stringify(name)}],`),
    ),
  );
  return [
    '# What is accepted in the program or its configuration; written by plan-review.',
    'package trivy',
    '',
    'import rego.v1',
    '',
    'default ignore := false',
    '',
    'accepted := [',
    ...rules,
    ']',
    '',
    'ignore if [input.ID, input.CauseMetadata.Resource] in accepted',
    '',
    'ignore if [input.AVDID, input.CauseMetadata.Resource] in accepted',
    '',
  ].join('\n');
}

function addressesIn(planJson: unknown): readonly string[] {
  return World.after(maskPlan(parsePlan(planJson))).resources.map(({ address }) => address);
}

function acceptedBy(
  planJson: unknown,
  { acknowledgements = [], origins = {}, today = new Date() }: ReviewOptions,
  isTheirs: (id: string) => boolean,
): readonly (readonly [address: string, ids: readonly string[]])[] {
  const valid = acknowledgements.filter((input) => !acknowledgementOf(input, today).expired);
  return World.after(maskPlan(parsePlan(planJson))).resources.flatMap(({ address }) => {
    const constructPath = originOf(address, origins).construct?.path;
    const place = { address, constructPath };
    const ids = valid
      .filter((input) => isAt(input, place))
      .flatMap(idsOf)
      .filter(isTheirs);
    return ids.length === 0 ? [] : [[address, [...new Set(ids)].sort()] as const];
  });
}

/** The id itself, and those under which others know exactly this. */
function idsOf({ id, of }: AcknowledgementInput): readonly string[] {
  const rule = ruleOf(id, of);
  if (rule?.id !== id) {
    return [id];
  }
  // An alias for all that the rule finds accepts more than the one thing.
  const all = of === undefined ? rule.aliases : [];
  return [id, ...all, ...(of === undefined ? [] : (rule.aliasesOf?.[of] ?? []))];
}
