import type {
  DriftedResource,
  Effect,
  IgnoredDifferences,
  PlanReview,
  ReviewedChange,
} from '../model';
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
  if (ignore === undefined) {
    return changes;
  }
  return changes.map((change) => {
    if (change.action !== 'update') {
      return change;
    }
    const isIgnored = ignoredAt(change, ignore);
    const ignored = change.attributes.map(({ path }) => path).filter(isIgnored);
    if (ignored.length === 0) {
      return change;
    }
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

/** The same for what was changed outside Terraform; a resource of which nothing else differs is left out. */
export function withoutIgnoredDrift(
  drift: readonly DriftedResource[],
  ignore: IgnoredDifferences | undefined,
): Pick<PlanReview, 'drift' | 'ignoredDrift'> {
  if (ignore === undefined) {
    return { drift };
  }
  const split = drift.map((drifted) => {
    const isIgnored = ignoredAt(drifted, ignore);
    const ignored = drifted.attributes.map(({ path }) => path).filter(isIgnored);
    const attributes = drifted.attributes.filter(({ path }) => !isIgnored(path));
    return { drifted: { ...drifted, attributes }, ignored };
  });
  const ignoredDrift = split
    .filter(({ ignored }) => ignored.length > 0)
    .map(({ drifted, ignored }) => ({ address: drifted.address, attributes: ignored }));
  return {
    drift: split
      .filter(({ drifted, ignored }) => drifted.attributes.length > 0 || ignored.length === 0)
      .map(({ drifted }) => drifted),
    ...(ignoredDrift.length === 0 ? {} : { ignoredDrift }),
  };
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
