import { aboutOf } from './about/about-of';
import { withConfiguredData, withProtected } from './config/configured-loss';
import { withoutIgnored, withoutIgnoredDrift } from './config/ignore';
import { estimateCost } from './cost/estimate-cost';
import { regionOf, type Region } from './cost/region';
import { reviewFindings } from './findings/review-findings';
import { countChanges, reviewChanges } from './changes/review-changes';
import { reviewChecks } from './changes/review-checks';
import { reviewDrift } from './changes/review-drift';
import { reviewOutputs } from './changes/review-outputs';
import { withEffects } from './effects/effects-of';
import { openedAccess } from './effects/opened-access';
import { verdictOf } from './effects/verdict';
import { maskPlanAnd } from './masking/mask-plan';
import { readableStrings } from './masking/readable-strings';
import { valuesNotRead } from './masking/values-not-read';
import { REVIEW_SCHEMA_VERSION, type PlanReview, type ReviewOptions } from './model';
import { namedByConstruct } from './origins/named-by-construct';
import { pictureOf } from './picture/picture-of';
import { rememberingEmbedded } from './plan/embedded';
import { normalForm } from './plan/normal-form';
import { notRead } from './plan/not-read';
import { deeperThan, type Json } from './plan/json';
import { parsePlan } from './plan/parse-plan';
import type { PlanJson } from './plan/plan-json';
import { reviewSecurity } from './security/review-security';
import { withSynthesized } from './synthesized/with-synthesized';

/**
 * Reads the JSON of a saved plan (`terraform show -json tfplan`, parsed) and says what it will do.
 *
 * Throws on anything that is not a plan of format 1.x. Secrets are masked before anything else looks at the plan, so
 * the result is safe to print, keep and post; the plan JSON itself is not.
 */
export function reviewPlan(planJson: unknown, options: ReviewOptions = {}): PlanReview {
  return rememberingEmbedded(() => reviewOf(planJson, options));
}

function reviewOf(planJson: unknown, options: ReviewOptions): PlanReview {
  const document = parsePlan(planJson);
  const parsed = withSynthesized(document, options.synthesized);
  const {
    plan: masked,
    others: scans,
    leavesOut,
  } = maskPlanAnd(parsed, (options.scans ?? []).map(json));
  const plan = normalForm(masked);
  const unknownParts = notRead(document);
  const unread = leavesOut ? [...unknownParts, ...valuesNotRead(plan)] : unknownParts;
  const { origins = {} } = options;
  const security = reviewSecurity(plan, origins);
  const changes = withConfiguredData(
    withoutIgnored(withEffects(plan, reviewChanges(plan, origins), security), options.ignore),
    options.holdsData,
  );
  const { besideTerraform = [] } = options;
  const read = {
    ...outcomeOf(plan, changes, besideTerraform.length + unknownParts.length),
    changes,
    outputs: reviewOutputs(plan),
    ...(besideTerraform.length === 0 ? {} : { besideTerraform }),
    ...withoutIgnoredDrift(reviewDrift(plan, origins), options.ignore),
    security,
    // Variables do not outlive the masking; a name of a region is nobody's secret.
    cost: estimateCost(plan, origins, regionOr(options.priceRegion, regionOf(parsed))),
    findings: reviewFindings(plan, { ...options, scans }),
    picture: pictureOf(plan, changes, options.stateLocation),
    failedChecks: reviewChecks(plan),
    complete: plan.complete ?? true,
    ...(unread.length === 0 ? {} : { notRead: unread }),
    deferred: deferredOf(plan),
    errored: plan.errored ?? false,
  };
  const opened = openedAccess(plan, read.security);
  const facts = namedByConstruct(read, origins);
  const about = aboutOf(plan, options.about, origins);
  return readableStrings({
    schemaVersion: REVIEW_SCHEMA_VERSION,
    formatVersion: plan.format_version,
    terraformVersion: plan.terraform_version,
    plannedAt: plan.timestamp,
    about,
    ...(opened.everythingIsNew && opened.onWhatExists === 0 && changes.length > 0
      ? { everythingIsNew: true as const }
      : {}),
    verdict: withProtected(verdictOf(facts, opened), facts.changes, options.protects),
    ...facts,
  });
}

function regionOr(fallback: string | undefined, region: Region): Region {
  return 'why' in region && fallback !== undefined ? { name: fallback } : region;
}

function deferredOf(plan: PlanJson): PlanReview['deferred'] {
  const { deferred_changes: changes = [], deferred_action_invocations: actions = [] } = plan;
  return [
    ...changes.map(({ reason, resource_change }) => ({ reason, ...resource_change })),
    ...actions.map(({ reason, action_invocation }) => ({ reason, ...action_invocation })),
  ].map(({ address, reason = 'unknown' }) => ({ address, reason: reason.replaceAll('_', ' ') }));
}

/** What another tool wrote may be recursed into, too. */
function json(document: unknown): Json {
  if (deeperThan(document, 250)) {
    throw new Error(
      'Scan: nested deeper than 250 levels; no tool writes such a document. Fix: give the file as its tool wrote it.',
    );
  }
  return document as Json;
}

function takesOver(plan: PlanJson): boolean {
  return plan.applyable === true && (plan.resource_drift ?? []).length > 0;
}

/** `others` is how much else happens: beside Terraform, and in parts of the plan that are not read. */
function outcomeOf(
  plan: PlanJson,
  changes: PlanReview['changes'],
  others: number,
): Pick<PlanReview, 'outcome' | 'stateOnly' | 'counts'> {
  const counts = countChanges(changes);
  const touched =
    counts.create + counts.update + counts.replace + counts.destroy + (counts.invoked ?? 0);
  const outputs = reviewOutputs(plan).length;
  const stateChanges = counts.moved + counts.imported + counts.forgotten + outputs;
  return {
    // `applyable` is Terraform's own opinion; it covers what a later 1.x may add and this package does not count.
    outcome:
      touched + stateChanges + others > 0 || plan.applyable === true ? 'changes' : 'no-changes',
    // A plan that only refreshes counts nothing: applying it writes what was found into the state.
    stateOnly: touched === 0 && others === 0 && (stateChanges > 0 || takesOver(plan)),
    counts,
  };
}
