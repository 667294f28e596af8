import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { exitCodes, Failure, messageOf } from '../failure';

/** What a saved plan was made from. Holds hashes and names, no values of the plan. */
export interface PlanManifest {
  readonly version: 1;
  readonly stage: string;
  readonly stack: string;
  readonly accountId: string;
  readonly region: string;
  /** ISO 8601. */
  readonly created: string;
  /** ISO 8601; a plan that is older describes a world that has moved on. */
  readonly expires: string;
  /** SHA-256 of the plan file. */
  readonly plan: string;
  /** SHA-256 over the synthesized stack, its assets included. */
  readonly synth: string;
  /** SHA-256 of `.terraform.lock.hcl`: the provider builds. @default - terraform wrote none */
  readonly providers?: string;
  readonly terraform: string;
  /** @default - not a git repository */
  readonly commit?: Commit;
  /** @default - no state yet */
  readonly state?: StateVersion;
  /** Digest of every image that the plan deploys, by reference, as far as the app's hook knows it. */
  readonly images: Readonly<Record<string, string>>;
}

/** The sources that a plan was made from. */
export interface Commit {
  readonly id: string;
  /** SHA-256 of what is not committed; absent when everything is. */
  readonly uncommitted?: string;
}

/** Which state a plan was made against. */
export interface StateVersion {
  readonly lineage: string;
  readonly serial: number;
}

/** What is true now, to be compared with a manifest. */
export type PresentFacts = Omit<PlanManifest, 'version' | 'created' | 'expires'>;

/** Writes a manifest beside its plan, for this user only. */
export function writeManifest(file: string, manifest: PlanManifest): void {
  // A mode is only taken for a new file.
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
}

/** Reads a manifest; exit code 5 when there is none that can be read. */
export function readManifest(file: string): PlanManifest {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Failure(
      missing
        ? 'saved plan: there is none. Nothing was changed. Fix: run the plan target first.'
        : `saved plan: its manifest cannot be read: ${messageOf(error)}. Nothing was changed. Fix: plan again.`,
      exitCodes.stalePlan,
    );
  }
  const { version } = (content ?? {}) as { readonly version?: unknown };
  if (version !== 1) {
    throw new Failure(
      `saved plan: its manifest has version ${JSON.stringify(version)}; this release reads 1. Nothing was changed. ` +
        'Fix: plan again.',
      exitCodes.stalePlan,
    );
  }
  const manifest = content as PlanManifest;
  const texts = [manifest.created, manifest.expires, manifest.plan, manifest.synth, manifest.stack];
  if (!texts.every((text) => typeof text === 'string') || typeof manifest.images !== 'object') {
    throw new Failure(
      'saved plan: its manifest is incomplete. Nothing was changed. Fix: plan again.',
      exitCodes.stalePlan,
    );
  }
  return manifest;
}

/**
 * Why a plan must not be applied any more: one sentence per cause, none when it may.
 *
 * Terraform itself refuses a plan only when the state or the providers moved on.
 */
export function staleness(
  manifest: PlanManifest,
  present: PresentFacts,
  now: Date,
): readonly string[] {
  const causes = [
    now.getTime() > Date.parse(manifest.expires) &&
      `It expired at ${manifest.expires}; it was made at ${manifest.created}.`,
    manifest.plan !== present.plan && 'The plan file is not the one that was reviewed.',
    differs('stage', manifest.stage, present.stage),
    differs('stack', manifest.stack, present.stack),
    differs('account', manifest.accountId, present.accountId),
    differs('region', manifest.region, present.region),
    commitCause(manifest.commit, present.commit),
    manifest.synth !== present.synth && 'The synthesized stack is another one.',
    manifest.providers !== present.providers &&
      'The provider lock file (.terraform.lock.hcl) is another one.',
    differs('Terraform version', manifest.terraform, present.terraform),
    stateCause(manifest.state, present.state),
    ...imageCauses(manifest.images, present.images),
  ];
  return causes.filter((cause) => typeof cause === 'string');
}

/** Throws with exit code 5 and every cause. */
export function refuseStale(causes: readonly string[]): void {
  if (causes.length === 0) {
    return;
  }
  throw new Failure(
    [
      'saved plan: it is stale. Nothing was changed.',
      ...causes.map((cause) => `  - ${cause}`),
    ].join('\n') + '\nFix: plan again, read the new plan, and deploy that.',
    exitCodes.stalePlan,
  );
}

function differs(what: string, planned: string, present: string): string | false {
  return planned !== present && `The ${what} is ${present}; the plan is for ${planned}.`;
}

function commitCause(planned: Commit | undefined, present: Commit | undefined): string | false {
  if (planned?.id !== present?.id) {
    return `The commit is ${present?.id ?? 'unknown'}; the plan was made from ${planned?.id ?? 'unknown'}.`;
  }
  return (
    planned?.uncommitted !== present?.uncommitted &&
    'What is not committed has changed since the plan was made.'
  );
}

function stateCause(
  planned: StateVersion | undefined,
  present: StateVersion | undefined,
): string | false {
  if (planned?.lineage === present?.lineage && planned?.serial === present?.serial) {
    return false;
  }
  if (planned !== undefined && present !== undefined && planned.lineage === present.lineage) {
    return `The state has serial ${present.serial}; the plan was made against ${planned.serial}: somebody applied in between.`;
  }
  return `The state is ${nameOf(present)}; the plan was made against ${nameOf(planned)}.`;
}

function nameOf(state: StateVersion | undefined): string {
  return state === undefined ? 'empty' : `${state.lineage} serial ${state.serial}`;
}

function imageCauses(
  planned: Readonly<Record<string, string>>,
  present: Readonly<Record<string, string>>,
): readonly string[] {
  const references = [...new Set([...Object.keys(planned), ...Object.keys(present)])].sort();
  return references
    .filter((reference) => planned[reference] !== present[reference])
    .map(
      (reference) =>
        `The image ${reference} is ${present[reference] ?? 'not deployed'}; ` +
        `the plan was made for ${planned[reference] ?? 'none'}.`,
    );
}
