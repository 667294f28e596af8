import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { parsePlanText } from '../plan/parse-plan-text';
import type { PlanJson } from '../plan/plan-json';
import { readFile } from '../config/files';
import { kindOfPlan } from './find-plans';

/** What reading a plan needs of the process. */
export interface ReadPlanIo {
  readonly environment: NodeJS.ProcessEnv;
  /** All of standard input; `undefined` when it is a terminal. */
  readInput(): Promise<Uint8Array | undefined>;
}

/**
 * Reads a plan: its JSON, or a saved plan through `terraform show -json`.
 *
 * The JSON of a saved plan holds every secret in plain text; it stays in memory. Throws an `Error` with what is missing.
 */
export async function readPlan(file: string, io: ReadPlanIo): Promise<PlanJson> {
  if (file === '-') {
    const input = await io.readInput();
    if (input === undefined) {
      throw new Error(
        'plan-review: no plan was given. Fix: name a file, or pipe it: terraform show -json tfplan | plan-review.',
      );
    }
    return parsePlanText(input);
  }
  const bytes = readFile('plan-review', file);
  return kindOfPlan(bytes.subarray(0, 256)) === 'saved'
    ? parsePlanText(showPlan(file, io.environment))
    : parsePlanText(bytes);
}

/** The command that shows saved plans, in the order in which they are tried. */
function commandsOf({ TERRAFORM_BINARY_NAME: named = '' }: NodeJS.ProcessEnv): readonly string[] {
  return named === '' ? ['terraform', 'tofu'] : [named];
}

function showPlan(file: string, environment: NodeJS.ProcessEnv): Buffer {
  const failures: string[] = [];
  for (const command of commandsOf(environment)) {
    const { directory, argument } = whereToShow(file);
    const shown = spawnSync(command, ['show', '-json', argument], {
      cwd: directory,
      env: { ...environment, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' },
      maxBuffer: 2 ** 30,
    });
    if (shown.status === 0) {
      return shown.stdout;
    }
    if (shown.error === undefined || !isMissing(shown.error)) {
      failures.push(failureOf(command, directory, shown));
    }
  }
  throw new Error(`Plan: ${file} is a saved plan. ${failures[0] ?? noCommand(environment)}`);
}

/** Terraform shows a plan where its providers are installed: beside the plan, or else here. */
function whereToShow(file: string): { readonly directory: string; readonly argument: string } {
  const beside = dirname(resolve(file));
  return existsSync(join(beside, '.terraform'))
    ? { directory: beside, argument: basename(file) }
    : { directory: process.cwd(), argument: resolve(file) };
}

function failureOf(
  command: string,
  directory: string,
  { stderr, status, signal, error }: ReturnType<typeof spawnSync>,
): string {
  const lines = stripVTControlCharacters(String(stderr ?? ''))
    .split('\n')
    .map((line) => line.replace(/^[│╷╵\s]+/, '').trim())
    .filter((line) => line !== '');
  // Warnings about this machine come first and explain nothing.
  const first = Math.max(
    0,
    lines.findIndex((line) => line.startsWith('Error:')),
  );
  const said = lines.slice(first, first + 4).join(' ');
  const how = error?.message ?? (signal === null ? `exit code ${status}` : `signal ${signal}`);
  return (
    `'${command} show -json' failed in ${directory} (${how})${said === '' ? '.' : `: ${said}`} ` +
    `Fix: ${fixOf(said, command)}`
  );
}

function fixOf(said: string, command: string): string {
  if (/plugin|provider|inconsistent dependency lock|schema|init/i.test(said)) {
    return `run '${command} init' in the directory where the plan was made and review it there, or give the JSON of the plan.`;
  }
  if (/created by|version|format/i.test(said)) {
    return 'name the release that made the plan in TERRAFORM_BINARY_NAME, or give the JSON of the plan.';
  }
  return `give the output of '${command} show -json' of the plan, from where it was made.`;
}

function noCommand({ TERRAFORM_BINARY_NAME: named = '' }: NodeJS.ProcessEnv): string {
  const looked =
    named === '' ? 'Neither terraform nor tofu is' : `${named} (TERRAFORM_BINARY_NAME) is not`;
  return `${looked} on the PATH. Fix: install it, or give the output of 'terraform show -json' of the plan.`;
}

function isMissing(error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
