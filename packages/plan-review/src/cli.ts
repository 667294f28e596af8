import { existsSync, readFileSync } from 'node:fs';
import { messageOf, readJson, writeFile } from './config/files';
import { findPlans, type PlanSource } from './cli/find-plans';
import { help } from './cli/help';
import { optimizeLater } from './cli/optimize-later';
import { parseOptions, type CommandOptions } from './cli/options';
import { readPlan, type ReadPlanIo } from './cli/read-plan';
import { readSettings, type Settings } from './cli/settings';
import { baselineOf } from './findings/baseline';
import { checkovBaseline, trivyIgnorePolicy } from './findings/scanners/accepted-for-scanners';
import { exitCodeOf, reviewExitCodes, worstExitCode } from './gates/exit-code';
import type { NamedPlan, ReviewOptions } from './model';
import { combinePlans } from './plans/combine-plans';
import { formats } from './render/formats';
import { renderPlans } from './render/plans';
import { wantsColor } from './render/terminal/color';
import { reviewPlan } from './review';

/** What the command needs of the process it runs in. */
export interface CommandIo extends ReadPlanIo {
  readonly stdout: { readonly isTTY?: boolean; readonly columns?: number };
  /** Writes to standard output. */
  write(text: string): void;
  writeError(text: string): void;
}

/** Runs the command and gives its exit code. */
export async function main(args: readonly string[], io: CommandIo): Promise<number> {
  try {
    return await run(args, io);
  } catch (error) {
    io.writeError(`${messageOf(error)}\n`);
    return reviewExitCodes.error;
  }
}

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parseOptions(args);
  if (options.help || options.version) {
    io.write(options.help ? help : `${versionOfPackage()}\n`);
    return 0;
  }
  const { sources, several } = findPlans(options.plans);
  refuseWhatIsOfOnePlan(options, sources.length);
  const settings = readSettings(options, several);
  const plans: NamedPlan[] = [];
  for (const source of sources) {
    plans.push(await reviewSource(source, settings, options, io, several));
  }
  writeBaseline(options, plans, several);
  write({ ...options, ...settings }, plans, several, io);
  return worstExitCode(
    plans.map((plan) =>
      'review' in plan ? exitCodeOf(plan.review, options) : reviewExitCodes.error,
    ),
  );
}

/** Of several plans one that cannot be read hides no other; a single one is an error. */
async function reviewSource(
  source: PlanSource,
  settings: Settings,
  options: CommandOptions,
  io: CommandIo,
  several: boolean,
): Promise<NamedPlan> {
  const { name, file } = source;
  try {
    const plan = await readPlan(file, io);
    const told = settings.of(source);
    writeForScanners(plan, told, options);
    return { name, file, review: reviewPlan(plan, told) };
  } catch (error) {
    if (!several) {
      throw error;
    }
    return { name, file, error: messageOf(error) };
  }
}

function writeForScanners(plan: unknown, told: ReviewOptions, options: CommandOptions): void {
  const { writeCheckovBaseline: checkov, writeTrivyPolicy: trivy } = options;
  if (checkov !== undefined) {
    const baseline = JSON.stringify(checkovBaseline(plan, told), undefined, 2);
    writeFile('--write-checkov-baseline', checkov, baseline);
  }
  if (trivy !== undefined) {
    writeFile('--write-trivy-policy', trivy, trivyIgnorePolicy(plan, told));
  }
}

function writeBaseline(
  { writeBaseline: file }: CommandOptions,
  plans: readonly NamedPlan[],
  several: boolean,
): void {
  if (file === undefined) {
    return;
  }
  const earlier = existsSync(file) ? readJson('--write-baseline', file) : undefined;
  const reviews = plans.flatMap((plan) =>
    'review' in plan ? [{ review: plan.review, ...(several ? { plan: plan.name } : {}) }] : [],
  );
  const baseline = baselineOf(reviews, earlier);
  writeFile('--write-baseline', file, JSON.stringify(baseline, undefined, 2));
}

function refuseWhatIsOfOnePlan(options: CommandOptions, plans: number): void {
  if (plans <= 1) {
    return;
  }
  const { stack, scans, writeCheckovBaseline: checkov, writeTrivyPolicy: trivy } = options;
  const option = [
    ['--stack', stack],
    ['--scan', scans[0]],
    ['--write-checkov-baseline', checkov],
    ['--write-trivy-policy', trivy],
  ].find(([, given]) => given !== undefined)?.[0];
  if (option !== undefined) {
    throw new Error(
      `${option}: is of one plan; got ${plans} plans. ` +
        'Fix: review that plan alone; a cdk.tf.json is found where it lies beside its plan.',
    );
  }
}

function write(
  { format, out, title }: CommandOptions,
  plans: readonly NamedPlan[],
  several: boolean,
  io: CommandIo,
): void {
  const { environment, stdout } = io;
  const color = out === undefined && wantsColor(environment, stdout.isTTY === true);
  const look = { color, width: stdout.columns ?? 100 };
  const [only] = plans;
  const text =
    !several && only !== undefined && 'review' in only
      ? (formats[format]?.(only.review, look) ?? '')
      : renderPlans(format, combinePlans(plans, title), look);
  if (out === undefined) {
    io.write(text.endsWith('\n') ? text : `${text}\n`);
  } else {
    writeFile('--out', out, text);
  }
}

function versionOfPackage(): string {
  const file = readFileSync(`${__dirname}/../package.json`, 'utf8');
  return String((JSON.parse(file) as { version?: unknown }).version);
}

async function readStandardInput(): Promise<Uint8Array | undefined> {
  if (process.stdin.isTTY) {
    return undefined;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** Runs the command as this process. */
export function runCommand(): void {
  optimizeLater();
  // A reader that has seen enough, like head, is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      throw error;
    }
  });
  void main(process.argv.slice(2), {
    environment: process.env,
    stdout: process.stdout,
    write: (text) => process.stdout.write(text),
    writeError: (text) => process.stderr.write(text),
    readInput: readStandardInput,
  }).then((code) => {
    process.exitCode = code;
  });
}
