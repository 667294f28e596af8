import { knowledgeOf } from '../knowledge/knowledge-of';
import type { Effect } from '../model';
import { isObject, type Json, type JsonObject } from '../plan/json';
import type { Subject } from './context';
import { effectsOfRow } from './from-knowledge';

/** Types that stand for any object of Kubernetes: what they do depends on its kind. */
const manifests: ReadonlySet<string> = new Set(['kubernetes_manifest', 'kubectl_manifest']);

/**
 * What the change of a manifest does, by the row of its kind; `undefined` for other types and for kinds without a row.
 *
 * https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/manifest
 */
export function effectsOfManifest(subject: Subject): readonly Effect[] | undefined {
  const { change, before, after } = subject;
  if (!manifests.has(change.type)) {
    return undefined;
  }
  const kind = kindOf(after) ?? kindOf(before);
  if (kind === 'CustomResourceDefinition' && change.action !== 'create') {
    return change.action === 'update'
      ? undefined
      : [{ severity: 'data-loss', text: 'every object of the kind that it defines is deleted' }];
  }
  const knowledge = kind === undefined ? undefined : knowledgeOf(`kubernetes_${snakeCase(kind)}`);
  if (knowledge === undefined) {
    return undefined;
  }
  const inner = (values: JsonObject): JsonObject => {
    const { manifest } = values;
    return isObject(manifest) ? manifest : {};
  };
  return effectsOfRow(
    {
      ...subject,
      before: snakeKeys(inner(before)),
      after: snakeKeys(inner(after)),
      unknown: {},
      // `object` repeats the manifest as the cluster completes it.
      paths: subject.paths
        .filter((path) => path.startsWith('manifest.'))
        .map((path) => snakeCase(path.slice('manifest.'.length))),
    },
    knowledge,
  );
}

function kindOf({ manifest }: JsonObject): string | undefined {
  const kind = isObject(manifest) ? manifest['kind'] : undefined;
  return typeof kind === 'string' ? kind : undefined;
}

function snakeCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter, index: number) =>
    index === 0 || text[index - 1] === '.' ? letter.toLowerCase() : `_${letter.toLowerCase()}`,
  );
}

function snakeKeys(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]): [string, Json] => [
      snakeCase(key),
      isObject(item) ? snakeKeys(item) : item,
    ]),
  );
}
