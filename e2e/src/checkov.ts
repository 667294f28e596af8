import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type KeptPlan, readJson } from './kept-plans';

/** The version that the counts were recorded with; another one has other rules. */
export const CHECKOV_VERSION = '3.3.30';

const binary = process.env['CHECKOV_BINARY'] ?? 'checkov';

/** One check of one resource. */
interface Check {
  readonly check_id: string;
  readonly check_name: string;
  /** Address in the plan. */
  readonly resource: string;
  readonly file_path: string;
}

/** What Checkov says about one plan. */
export interface CheckovReport {
  /** How many checks were made of how many resources: fewer than before means that it no longer sees something. */
  readonly checks: number;
  readonly resources: number;
  readonly failed: readonly Check[];
}

/** Why Checkov cannot judge on this machine, and the way to change that; undefined when it can. */
export function whyNoCheckov(): string | undefined {
  const { status, stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  const fix = `pip install checkov==${CHECKOV_VERSION}, on the PATH or named in CHECKOV_BINARY, enables it`;
  if (status !== 0) {
    return `${binary} is not there; ${fix}`;
  }
  const version = stdout.trim();
  return version === CHECKOV_VERSION ? undefined : `${binary} is version ${version}; ${fix}`;
}

/** Asks Checkov about all plans at once, because its start takes longer than they do. */
export function runCheckov(plans: readonly KeptPlan[]): ReadonlyMap<string, CheckovReport> {
  const output = mkdtempSync(join(tmpdir(), 'checkov-'));
  try {
    const files = plans.flatMap(({ planFile }) => ['--file', planFile]);
    const options = ['--framework', 'terraform_plan', '--skip-download', '--compact'];
    const { stderr, status } = spawnSync(
      binary,
      [...options, '--output', 'json', '--output-file-path', output, ...files],
      { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    // 1 is "checks failed"; which of them count is decided by who reads them.
    if (status !== 0 && status !== 1) {
      throw new Error(`checkov ended with ${status}:\n${stderr}`);
    }
    const { results } = readJson(join(output, 'results_json.json')) as {
      readonly results: Readonly<Record<'passed_checks' | 'failed_checks', readonly Check[]>>;
    };
    return new Map(
      plans.map(({ name, planFile }) => {
        const here = (check: Check) => basename(check.file_path) === basename(planFile);
        const failed = results.failed_checks.filter(here);
        const all = [...results.passed_checks.filter(here), ...failed];
        const resources = new Set(all.map(({ resource }) => resource)).size;
        return [name, { checks: all.length, resources, failed }];
      }),
    );
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/** The part of Checkov's own JSON that is about one plan, which is how plan-review takes it. */
export function jsonOf({ failed }: CheckovReport): unknown {
  return { check_type: 'terraform_plan', results: { failed_checks: failed } };
}
