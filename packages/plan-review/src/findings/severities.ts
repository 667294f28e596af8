import type { Finding, ReviewOptions } from '../model';
import { ruleOf } from './rules';

/** Findings as serious as the configuration says; those of rules that are off are left out and counted. */
export function withSeverities(
  findings: readonly Finding[],
  severities: ReviewOptions['severities'] = {},
): { readonly findings: readonly Finding[]; readonly switchedOff: number } {
  const graded = findings.map((finding) => ({ finding, level: levelFor(finding, severities) }));
  const on = graded.flatMap(({ finding, level }) =>
    level === 'off' ? [] : [level === undefined ? finding : { ...finding, level }],
  );
  return { findings: on, switchedOff: findings.length - on.length };
}

/** The id itself wins over an alias. */
function levelFor(
  { ruleId, detail }: Finding,
  severities: NonNullable<ReviewOptions['severities']>,
): Finding['level'] | 'off' | undefined {
  if (Object.hasOwn(severities, ruleId)) {
    return severities[ruleId];
  }
  const rule = ruleOf(ruleId, detail);
  const aliases = [...(rule?.aliases ?? []), ...(detail ? (rule?.aliasesOf?.[detail] ?? []) : [])];
  const known = aliases.find((id) => Object.hasOwn(severities, id));
  return known === undefined ? undefined : severities[known];
}
