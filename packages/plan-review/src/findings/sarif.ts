import type { Finding, FindingLevel } from '../model';
import { isObject, type Json, type JsonObject } from '../plan/json';
import { blocks } from './rule';

const LEVELS: Readonly<Record<string, FindingLevel>> = {
  error: 'fail',
  warning: 'warn',
  note: 'note',
  none: 'note',
};

/**
 * The findings of a SARIF 2.1.0 document: what Checkov, Trivy, tflint and Semgrep write.
 *
 * A result is matched to a resource by its logical location, or by an address of the plan that its text names. Results
 * that the tool itself marks as suppressed are left out.
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
  return blocks(run['results'])
    .filter((result) => blocks(result['suppressions']).length === 0 && result['kind'] !== 'pass')
    .map((result) => {
      const ruleId = text(result['ruleId']) ?? text(child(result, 'rule')?.['id']) ?? 'unknown';
      const rule = rules.get(ruleId);
      const message = text(child(result, 'message')?.['text']) ?? ruleId;
      const level = text(result['level']) ?? text(child(rule, 'defaultConfiguration')?.['level']);
      const helpUri = text(rule?.['helpUri']);
      const address = addressOf(result, message, addresses);
      return {
        ruleId,
        tool,
        level: LEVELS[level ?? 'warning'] ?? 'warn',
        message: firstLine(message),
        ...(helpUri === undefined || !/^https?:\/\//.test(helpUri) ? {} : { helpUri }),
        ...(address === undefined ? {} : { address }),
      };
    });
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
  if (named !== undefined) return named;
  const words = message.match(/[\w.[\]"-]+/g) ?? [];
  return words.map((word) => word.replace(/\.$/, '')).find((word) => addresses.has(word));
}

function child(parent: JsonObject | undefined, key: string): JsonObject | undefined {
  const value: Json | undefined = parent?.[key];
  return isObject(value) ? value : undefined;
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function firstLine(message: string): string {
  return message.trim().split('\n')[0] ?? '';
}
