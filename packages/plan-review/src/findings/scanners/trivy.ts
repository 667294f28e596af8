import type { Finding } from '../../model';
import { isObject, type Json } from '../../plan/json';
import { blocks } from '../rule';
import { child, firstLine, levelOf, link, text } from './fields';

/** The JSON of `trivy config --format json`. */
export function isTrivyJson(document: Json): boolean {
  return isObject(document) && document['SchemaVersion'] === 2 && 'ArtifactName' in document;
}

/**
 * The misconfigurations of Trivy's JSON. It names the resource of each, which Trivy's SARIF does not.
 *
 * @see https://trivy.dev/latest/docs/configuration/reporting/#json
 */
export function trivyFindings(document: Json, addresses: ReadonlySet<string>): readonly Finding[] {
  return blocks(isObject(document) ? document['Results'] : undefined).flatMap((result) =>
    blocks(result['Misconfigurations'])
      .filter(({ Status }) => Status === undefined || Status === 'FAIL')
      .map((found): Finding => {
        const ruleId = text(found['ID']) ?? text(found['AVDID']) ?? 'unknown';
        const resource = text(child(found, 'CauseMetadata')?.['Resource']);
        const fix = text(found['Resolution']);
        return {
          ruleId,
          tool: 'Trivy',
          level: levelOf(found['Severity']),
          message: firstLine(text(found['Message']) ?? text(found['Title']) ?? ruleId),
          ...(fix === undefined ? {} : { fix: firstLine(fix) }),
          ...link(found['PrimaryURL']),
          ...(resource !== undefined && addresses.has(resource) ? { address: resource } : {}),
        };
      }),
  );
}
