import type { Finding } from '../../model';
import { isList, isObject, type Json, type JsonObject } from '../../plan/json';
import { blocks } from '../rule';
import { child, firstLine, levelOf, link, text } from './fields';

/** The JSON of `checkov -o json`: one report, or a list of them where several frameworks ran. */
export function isCheckovJson(document: Json): boolean {
  return reportsOf(document).length > 0;
}

/**
 * The failed checks of Checkov's JSON. It names the resource of each by its address, which Checkov's SARIF does not.
 *
 * Checkov grades its checks only for customers of its platform: without a grade a check is as serious as it gets.
 *
 * @see https://www.checkov.io/7.Scan%20Examples/Terraform%20Plan%20Scanning.html
 */
export function checkovFindings(
  document: Json,
  addresses: ReadonlySet<string>,
): readonly Finding[] {
  return reportsOf(document).flatMap((report) =>
    blocks(child(report, 'results')?.['failed_checks']).map((check): Finding => {
      const ruleId = text(check['check_id']) ?? 'unknown';
      const address = [check['resource'], check['resource_address']].find(
        (candidate): candidate is string =>
          typeof candidate === 'string' && addresses.has(candidate),
      );
      return {
        ruleId,
        tool: 'Checkov',
        level: levelOf(check['severity']),
        message: firstLine(text(check['check_name']) ?? ruleId),
        ...link(check['guideline']),
        address,
      };
    }),
  );
}

function reportsOf(document: Json): readonly JsonObject[] {
  return (isList(document) ? document : [document])
    .filter(isObject)
    .filter(({ check_type, results, summary }) =>
      // Where nothing was found there are no results, and the summary stands alone.
      check_type === undefined
        ? isObject(document) && document['passed'] === 0 && document['failed'] === 0
        : isObject(results) || isObject(summary),
    );
}
