import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { exitCodeOf, reviewExitCodes } from './gates/exit-code';
import { approvalLevels, type ApprovalLevel } from './gates/needs-approval';
import { originsOf } from './origins/origins-of';
import { parsePlanText } from './plan/parse-plan-text';
import { formats } from './render/formats';
import { reviewPlan } from './review';

const help = `Usage: plan-review [FILE] [options]
       terraform show -json tfplan | plan-review [options]

Reads the JSON of a saved Terraform or OpenTofu plan and says what it will do. Secrets are masked.

Options:
  --format FORMAT           ${Object.keys(formats).join(', ')}; terminal when not given
  --out FILE                write there instead of standard output
  --require-approval LEVEL  ${approvalLevels.join(', ')}; never when not given
  --stack FILE              cdk.tf.json of the stack: construct paths, source lines, acknowledgements
  --sarif FILE              findings of another tool, SARIF 2.1.0; may be repeated
  --help                    this text
  --version                 the version

Exit codes: 0 no changes, 2 changes, 1 error, 3 approval needed, 4 a policy finding fails.
Colours: where the output is a terminal; NO_COLOR turns them off, FORCE_COLOR on.
`;

/** What the command needs of the process it runs in. */
export interface CommandIo {
  readonly environment: NodeJS.ProcessEnv;
  readonly stdout: { readonly isTTY?: boolean; readonly columns?: number };
  /** Writes to standard output. */
  write(text: string): void;
  writeError(text: string): void;
  /** All of standard input; `undefined` when it is a terminal. */
  readInput(): Promise<Uint8Array | undefined>;
}

/** Runs the command and gives its exit code. */
export async function main(args: readonly string[], io: CommandIo): Promise<number> {
  try {
    return await run(args, io);
  } catch (error) {
    io.writeError(`${error instanceof Error ? error.message : String(error)}\n`);
    return reviewExitCodes.error;
  }
}

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parse(args);
  if (values.help === true || values.version === true) {
    io.write(values.help === true ? help : `${versionOfPackage()}\n`);
    return 0;
  }
  const format = values.format ?? 'terminal';
  const render = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (render === undefined) {
    throw new Error(`--format: got ${format}. Allowed: ${Object.keys(formats).join(', ')}.`);
  }
  const level = approvalLevel(values['require-approval'] ?? 'never');
  if (positionals.length > 1) {
    throw new Error(`plan-review: reads one plan; got ${positionals.length} files. Fix: name one.`);
  }
  const plan = parsePlanText(await planBytes(positionals[0], io));
  const review = reviewPlan(plan, {
    ...(values.stack === undefined ? {} : originsOf(readJson('--stack', values.stack))),
    sarif: (values.sarif ?? []).map((file) => readJson('--sarif', file)),
  });
  const color = values.out === undefined && wantsColor(io);
  const text = render(review, { color, width: io.stdout.columns ?? 100 });
  const ended = text.endsWith('\n') ? text : `${text}\n`;
  if (values.out === undefined) {
    io.write(ended);
  } else {
    writeFile(values.out, ended);
  }
  return exitCodeOf(review, level);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        out: { type: 'string' },
        'require-approval': { type: 'string' },
        stack: { type: 'string' },
        sarif: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new Error(`plan-review: ${messageOf(error)}. See plan-review --help.`.replace('..', '.'));
  }
}

function approvalLevel(text: string): ApprovalLevel {
  const level = approvalLevels.find((candidate) => candidate === text);
  if (level === undefined) {
    throw new Error(`--require-approval: got ${text}. Allowed: ${approvalLevels.join(', ')}.`);
  }
  return level;
}

async function planBytes(file: string | undefined, io: CommandIo): Promise<Uint8Array> {
  if (file !== undefined && file !== '-') {
    return readFile('plan-review', file);
  }
  const input = await io.readInput();
  if (input === undefined) {
    throw new Error(
      'plan-review: no plan was given. Fix: name a file, or pipe it: terraform show -json tfplan | plan-review.',
    );
  }
  return input;
}

function readJson(option: string, file: string): unknown {
  const text = readFile(option, file)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${option}: ${file} is not JSON. Fix: give the file as its tool wrote it.`);
  }
}

function readFile(option: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`${option}: cannot read ${file}: ${reasonOf(error)}.`);
  }
}

function writeFile(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Error(`--out: cannot write ${file}: ${reasonOf(error)}.`);
  }
}

/** https://no-color.org and https://force-color.org */
function wantsColor({ environment, stdout }: CommandIo): boolean {
  const { NO_COLOR: no = '', FORCE_COLOR: force = '', TERM: term } = environment;
  if (no !== '') {
    return false;
  }
  if (force !== '') {
    return force !== '0' && force !== 'false';
  }
  return stdout.isTTY === true && term !== 'dumb';
}

function versionOfPackage(): string {
  const file = readFileSync(`${__dirname}/../package.json`, 'utf8');
  return String((JSON.parse(file) as { version?: unknown }).version);
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'it does not exist',
    EISDIR: 'it is a directory',
    EACCES: 'permission denied',
    ENOSPC: 'the disk is full',
  };
  return (code === undefined ? undefined : reasons[code]) ?? messageOf(error);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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
