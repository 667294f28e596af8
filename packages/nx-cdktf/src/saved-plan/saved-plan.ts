import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { besideTerraform } from '../beside-terraform';
import type { ReadyStage } from '../stage';
import { readPlan, type SavedPlan } from '../terraform/plan';
import { currentCommit, directoryHash, optionalFileHash } from './facts';
import {
  type PlanManifest,
  type PresentFacts,
  readManifest,
  refuseStale,
  staleness,
  writeManifest,
} from './manifest';

/** A plan older than this is refused: what AWS looks like is not what was planned for. */
const VALID_HOURS = 24;

/** Binds a plan to what it was made from, so that it can be deployed later, and only while that is still true. */
export async function bindPlan(stage: ReadyStage, plan: SavedPlan): Promise<PlanManifest> {
  const created = new Date();
  const expires = new Date(created.getTime() + VALID_HOURS * 3_600_000);
  const manifest: PlanManifest = {
    version: 1,
    ...(await presentFacts(stage, plan.file)),
    created: created.toISOString(),
    expires: expires.toISOString(),
  };
  writeManifest(manifestFile(stage), manifest);
  return manifest;
}

/**
 * Opens the plan that the plan target saved.
 *
 * Throws a `Failure` with exit code 5 that names everything that has changed since.
 */
export async function openSavedPlan(stage: ReadyStage): Promise<SavedPlan> {
  const manifest = readManifest(manifestFile(stage));
  const file = join(stage.context.workingDirectory, 'tfplan');
  refuseStale(staleness(manifest, await presentFacts(stage, file), new Date()));
  return readPlan({ ...stage.planOptions, besideTerraform: await besideTerraform(stage) }, file);
}

/** Removes the binding of a plan that is gone or replaced. */
export function unbindPlan(stage: ReadyStage): void {
  rmSync(manifestFile(stage), { force: true });
}

async function presentFacts(stage: ReadyStage, planFile: string): Promise<PresentFacts> {
  const { context, hooks, terraform, state } = stage;
  const { settings, workingDirectory, synthDirectory, workspaceRoot } = context;
  return {
    stage: settings.stage,
    stack: settings.stack,
    accountId: settings.accountId,
    region: settings.region,
    plan: optionalFileHash(planFile) ?? 'none',
    synth: directoryHash(join(synthDirectory, 'stacks', settings.stack)),
    providers: optionalFileHash(join(workingDirectory, '.terraform.lock.hcl')),
    terraform: terraform.binary.version,
    commit: await currentCommit(workspaceRoot),
    ...(state === undefined ? {} : { state: { lineage: state.lineage, serial: state.serial } }),
    images: (await hooks.imageDigests?.(context)) ?? {},
  };
}

function manifestFile(stage: ReadyStage): string {
  return join(stage.context.workingDirectory, 'tfplan.manifest.json');
}
