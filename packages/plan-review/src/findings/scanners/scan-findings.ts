import type { Finding } from '../../model';
import type { Json } from '../../plan/json';
import { checkovFindings, isCheckovJson } from './checkov';
import { isSarif, sarifFindings } from './sarif';
import { isTrivyJson, trivyFindings } from './trivy';

/**
 * What another tool found, whichever of its formats it is: JSON of Checkov or Trivy, or SARIF of any tool.
 *
 * A finding that names no resource of the plan is kept without one.
 *
 * @throws Error when it is none of them
 */
export function scanFindings(document: Json, addresses: ReadonlySet<string>): readonly Finding[] {
  if (isSarif(document)) {
    return sarifFindings(document, addresses);
  }
  if (isCheckovJson(document)) {
    return checkovFindings(document, addresses);
  }
  if (isTrivyJson(document)) {
    return trivyFindings(document, addresses);
  }
  throw new Error(
    'Scan: neither JSON of Checkov or Trivy nor SARIF 2.1. ' +
      "Fix: give what 'checkov -o json', 'trivy config --format json' or a tool's SARIF output wrote.",
  );
}
