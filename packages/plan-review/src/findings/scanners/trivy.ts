import type { Finding } from '../../model';
import { instanceKey } from '../../plan/address';
import { isObject, type Json } from '../../plan/json';
import { blocks } from '../rule';
import { child, firstLine, levelOf, link, text } from './fields';
import { byTrivyName } from './trivy-names';

/** The JSON of `trivy config --format json`. */
export function isTrivyJson(document: Json): boolean {
  return isObject(document) && document['SchemaVersion'] === 2 && 'ArtifactName' in document;
}

/**
 * The misconfigurations of Trivy's JSON. It names the resource of each, which Trivy's SARIF does not; where several
 * instances have that name, it does not say which one it means, and the message says that.
 *
 * @see https://trivy.dev/latest/docs/configuration/reporting/#json
 */
export function trivyFindings(document: Json, addresses: ReadonlySet<string>): readonly Finding[] {
  const named = byTrivyName(addresses);
  return blocks(isObject(document) ? document['Results'] : undefined).flatMap((result) =>
    blocks(result['Misconfigurations'])
      .filter(({ Status }) => Status === undefined || Status === 'FAIL')
      .map((found): Finding => {
        const ruleId = text(found['ID']) ?? text(found['AVDID']) ?? 'unknown';
        const resource = text(child(found, 'CauseMetadata')?.['Resource']);
        const candidates =
          resource === undefined ? [] : addresses.has(resource) ? [resource] : named.get(resource);
        const [address, ...others] = candidates ?? [];
        const message = firstLine(text(found['Message']) ?? text(found['Title']) ?? ruleId);
        const fix = text(found['Resolution']);
        return {
          ruleId,
          tool: 'Trivy',
          level: levelOf(found['Severity']),
          message:
            address === undefined || others.length === 0
              ? message
              : `${message} Trivy does not say at which instance of ${blockOf(address)}.`,
          ...(fix === undefined ? {} : { fix: firstLine(fix) }),
          ...link(found['PrimaryURL']),
          ...(address === undefined || others.length > 0 ? {} : { address }),
        };
      }),
  );
}

function blockOf(address: string): string {
  return address.slice(0, address.length - instanceKey(address).length);
}
