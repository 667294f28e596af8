import type { Finding, FindingLevel } from '../../model';
import { isObject, type Json, type JsonObject } from '../../plan/json';
import { blocks } from '../rule';
import { child, firstLine, link, text } from './fields';

const LEVELS: Readonly<Record<string, FindingLevel>> = {
  error: 'fail',
  warning: 'warn',
  note: 'note',
  none: 'note',
};

/** Whether a document says that it is SARIF, of whatever version. */
export function isSarif(document: Json): boolean {
  return isObject(document) && 'runs' in document;
}

/**
 * The findings of a SARIF 2.1.0 document: what Checkov, Trivy, tflint and Semgrep write.
 *
 * A result is matched to a resource by its logical location, or by an address of the plan that its text names. The SARIF of
 * Checkov and of Trivy has neither; Checkov's rules name the resource of their first result, and the others stay without
 * one: their JSON names all. Results that the tool itself marks as suppressed are left out.
 *
 * @throws Error when it is no SARIF document of version 2.1
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifFindings(
  document: unknown,
  addresses: ReadonlySet<string>,
): readonly Finding[] {
  const version = isObject(document) ? document['version'] : undefined;
  if (!isObject(document) || !Array.isArray(document['runs']) || !/^2\.1\b/.test(String(version))) {
    throw new Error(
      `SARIF: not a document of version 2.1; got ${version === undefined ? 'no version' : JSON.stringify(version)}. ` +
        'Fix: give the file a tool wrote with its SARIF output, such as `checkov -o sarif`.',
    );
  }
  return blocks(document['runs']).flatMap((run) => runFindings(run, addresses));
}

function runFindings(run: JsonObject, addresses: ReadonlySet<string>): readonly Finding[] {
  const driver = child(child(run, 'tool'), 'driver');
  const tool = text(driver?.['name']) ?? 'unknown tool';
  const rules = new Map(blocks(driver?.['rules']).map((rule) => [text(rule['id']) ?? '', rule]));
  const seen = new Set<string>();
  return blocks(run['results'])
    .map((result) => {
      const ruleId = text(result['ruleId']) ?? text(child(result, 'rule')?.['id']) ?? 'unknown';
      const isFirst = !seen.has(ruleId);
      seen.add(ruleId);
      return { result, ruleId, isFirst };
    })
    .filter(
      ({ result }) => blocks(result['suppressions']).length === 0 && result['kind'] !== 'pass',
    )
    .map(({ result, ruleId, isFirst }) => {
      const rule = rules.get(ruleId);
      const message = text(child(result, 'message')?.['text']) ?? ruleId;
      const level = text(result['level']) ?? text(child(rule, 'defaultConfiguration')?.['level']);
      const address =
        addressOf(result, message, addresses) ??
        (isFirst ? addressOfFirst(rule, addresses) : undefined);
      return {
        ruleId,
        tool,
        level: LEVELS[level ?? 'warning'] ?? 'warn',
        message: firstLine(message),
        ...link(rule?.['helpUri']),
        address,
      };
    });
}

/** Checkov writes the resource of a rule's first result into the help of the rule. */
function addressOfFirst(
  rule: JsonObject | undefined,
  addresses: ReadonlySet<string>,
): string | undefined {
  const help = text(child(rule, 'help')?.['text']) ?? '';
  const address = /^Resource: (.+)$/m.exec(help)?.[1];
  return address !== undefined && addresses.has(address) ? address : undefined;
}

function addressOf(
  result: JsonObject,
  message: string,
  addresses: ReadonlySet<string>,
): string | undefined {
  const logical = blocks(result['locations']).flatMap((location) =>
    blocks(location['logicalLocations']).flatMap(({ name, fullyQualifiedName }) => [
      fullyQualifiedName,
      name,
    ]),
  );
  const named = [...logical, child(result, 'properties')?.['resource']].find(
    (candidate): candidate is string => typeof candidate === 'string' && addresses.has(candidate),
  );
  if (named !== undefined) {
    return named;
  }
  const words = message.match(/[\w.[\]"-]+/g) ?? [];
  return words.map((word) => word.replace(/\.$/, '')).find((word) => addresses.has(word));
}
