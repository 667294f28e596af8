import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { terraformBinary } from './execute';

/** A plan that was made after an apply, and the stack that it is of. */
export interface KeptPlan {
  readonly name: string;
  /** What `terraform show -json` says. */
  readonly planFile: string;
  /** The `cdk.tf.json`. */
  readonly stackFile: string;
}

const directory = join(__dirname, '..', '..', 'dist', 'e2e', 'plans');

/**
 * Keeps the plan of something that is applied, so that policy scanners can look at it without another apply: only after
 * one does a plan hold every value. Call `forgetPlan` before the apply, so that no plan of another day stands for it.
 */
export function keepPlan(name: string, planJson: string, stackFile: string): void {
  const kept = keptPlan(name);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(kept.planFile, planJson, { mode: 0o600 });
  copyFileSync(stackFile, kept.stackFile);
}

/** Keeps the plan that an nx-cdktf working directory holds. */
export function keepSavedPlan(name: string, workingDirectory: string): void {
  const { status, stdout, stderr } = spawnSync(terraformBinary(), ['show', '-json', 'tfplan'], {
    cwd: workingDirectory,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) {
    throw new Error(`terraform show -json tfplan in ${workingDirectory}:\n${stderr}`);
  }
  keepPlan(name, stdout, join(workingDirectory, 'cdk.tf.json'));
}

/** Removes a kept plan. */
export function forgetPlan(name: string): void {
  const { planFile, stackFile } = keptPlan(name);
  rmSync(planFile, { force: true });
  rmSync(stackFile, { force: true });
}

/** Everything that was kept, by name. */
export function keptPlans(): readonly KeptPlan[] {
  if (!existsSync(directory)) {
    return [];
  }
  return readdirSync(directory)
    .filter((file) => file.endsWith('.plan.json'))
    .map((file) => file.replace(/\.plan\.json$/, ''))
    .sort()
    .map((name) => keptPlan(name));
}

/** Reads a JSON file. */
export function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function keptPlan(name: string): KeptPlan {
  const planFile = join(directory, `${name}.plan.json`);
  return { name, planFile, stackFile: join(directory, `${name}.cdk.tf.json`) };
}
