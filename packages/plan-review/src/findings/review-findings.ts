import type {
  Acknowledgement,
  AcknowledgementInput,
  ConstructOrigin,
  Finding,
  FindingsReview,
  ReviewOptions,
} from '../model';
import type { PlanJson } from '../plan/plan-json';
import { compare, originOf } from '../changes/review-changes';
import { World } from '../plan/world';
import { isSameRule, RULES } from './rules';
import { sarifFindings } from './sarif';

const LEVELS = ['fail', 'warn', 'note'];

/**
 * What rules say about the resources as they will be: those of this package, and those of other tools.
 *
 * A finding that somebody accepted stays in the review, with the reason.
 */
export function reviewFindings(plan: PlanJson, options: ReviewOptions = {}): FindingsReview {
  const { origins = {}, acknowledgements = [], sarif = [], today = new Date() } = options;
  const world = World.after(plan);
  const addresses = new Set(world.resources.map(({ address }) => address));
  const found = [
    ...ownFindings(world),
    ...sarif.flatMap((document) => sarifFindings(document, addresses)),
  ].map((finding) => withPath(finding, origins));
  const accepted = acknowledgements.map((input) => ({
    input,
    acknowledgement: { ...input, expired: isExpired(input, today) },
  }));
  const used = new Set<AcknowledgementInput>();
  const findings = found.map((finding): Finding => {
    const match = accepted.find(({ input }) => covers(input, finding));
    if (match === undefined) return finding;
    used.add(match.input);
    return { ...finding, acknowledged: match.acknowledgement };
  });
  return {
    findings: findings.sort(bySeverity),
    unusedAcknowledgements: accepted
      .filter(({ input }) => !used.has(input))
      .map(({ acknowledgement }): Acknowledgement => acknowledgement),
  };
}

/** Findings that fail the gate: serious, and not accepted, or not any more. */
export function failedFindings({ findings }: FindingsReview): readonly Finding[] {
  return findings.filter(
    ({ level, acknowledged }) =>
      level === 'fail' && (acknowledged === undefined || acknowledged.expired),
  );
}

function ownFindings(world: World): readonly Finding[] {
  return RULES.flatMap((rule) =>
    world.ofType(...rule.types).flatMap((resource) =>
      rule.check(resource, world).map((message): Finding => ({
        ruleId: rule.id,
        tool: 'plan-review',
        level: rule.level,
        message,
        fix: rule.fix,
        helpUri: rule.helpUri,
        address: resource.address,
      })),
    ),
  );
}

function withPath(finding: Finding, origins: Readonly<Record<string, ConstructOrigin>>): Finding {
  const { address } = finding;
  const path = address === undefined ? undefined : originOf(address, origins).construct?.path;
  return path === undefined ? finding : { ...finding, constructPath: path };
}

function covers(input: AcknowledgementInput, { ruleId, constructPath }: Finding): boolean {
  if (constructPath === undefined || !isSameRule(input.id, ruleId)) return false;
  return (
    constructPath === input.constructPath || constructPath.startsWith(`${input.constructPath}/`)
  );
}

function isExpired({ expires }: AcknowledgementInput, today: Date): boolean {
  return expires !== undefined && today.getTime() >= Date.parse(`${expires}T00:00:00Z`);
}

function bySeverity(left: Finding, right: Finding): number {
  return rank(left) - rank(right) || compare(key(left), key(right));
}

function rank({ level, acknowledged }: Finding): number {
  const open = acknowledged === undefined || acknowledged.expired;
  return LEVELS.indexOf(level) + (open ? 0 : LEVELS.length);
}

function key({ constructPath, address, ruleId }: Finding): string {
  return `${constructPath ?? address ?? ''} ${ruleId}`;
}
