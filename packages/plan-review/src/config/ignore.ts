import type { Effect, IgnoredDifferences, ReviewedChange } from '../model';
import { isAt, matchesPattern } from './places';

const TAGS =
  /^(?:tags|tags_all|labels|effective_labels|terraform_labels)(?:\.|\["?)([^"\]]+)"?\]?$/;

/**
 * Leaves out the differences that the configuration ignores, and says at each resource which. Only updates: what forces a
 * replacement is never ignored. Access, findings and cost are judged from the plan itself.
 */
export function withoutIgnored(
  changes: readonly ReviewedChange[],
  ignore: IgnoredDifferences | undefined,
): readonly ReviewedChange[] {
  if (ignore === undefined) return changes;
  return changes.map((change) => {
    if (change.action !== 'update') return change;
    const isIgnored = ignoredAt(change, ignore);
    const ignored = change.attributes.map(({ path }) => path).filter(isIgnored);
    if (ignored.length === 0) return change;
    const attributes = change.attributes.filter(({ path }) => !isIgnored(path));
    const nothingElse: Effect = {
      severity: 'info',
      text: `changes only what the configuration ignores: ${ignored.join(', ')}`,
    };
    return {
      ...change,
      attributes,
      ignored,
      effects:
        attributes.length === 0 && change.unknownCount === 0 ? [nothingElse] : change.effects,
    };
  });
}

function ignoredAt(
  resource: { readonly type: string; readonly address: string },
  { attributes, tags }: IgnoredDifferences,
): (path: string) => boolean {
  const paths = Object.entries(attributes)
    .filter(([pattern]) => isAt(pattern, resource))
    .flatMap(([, list]) => list);
  return (path) => {
    const tag = TAGS.exec(path)?.[1];
    return (
      paths.some(
        (one) => path === one || path.startsWith(`${one}.`) || path.startsWith(`${one}[`),
      ) ||
      (tag !== undefined && tags.some((pattern) => matchesPattern(pattern, tag)))
    );
  };
}
