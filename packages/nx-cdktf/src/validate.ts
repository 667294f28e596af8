import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Command } from './command';
import { exitCodes, Failure } from './failure';
import { loadHooks } from './hooks';
import { applyEnvironment, type StageOptions } from './stage';
import { findUsersTerraform } from './terraform/find-terraform';
import { answerLimits } from './terraform/answers';
import { initialize } from './terraform/init';
import { readStackFile } from './terraform/stack-file';
import { runTerraform, terraformEnvironment, type Terraform } from './terraform/terraform';
import { copyStack, stageDirectories, takeWorkingDirectory } from './working-directory';

/** Options of the `validate` executor. */
export interface ValidateOptions extends Omit<StageOptions, 'acceptState' | 'lock'> {
  /** Directory with `*.tftest.json` or `*.tftest.hcl`, relative to the workspace root. @default - only `terraform validate` runs */
  readonly tests?: string;
}

/**
 * Checks a synthesized stack offline: `terraform validate`, then `terraform test` with the app's test files, which
 * mock the providers. No account, no state, nothing is made.
 *
 * @see https://developer.hashicorp.com/terraform/language/tests/mocking
 */
export async function validate(command: Command, options: ValidateOptions): Promise<number> {
  const { workspaceRoot, project, progress, environment } = command;
  const limits = answerLimits(options.silenceMinutes);
  const settings = loadHooks(workspaceRoot, options.hooks).settings(options.stage, environment);
  const stage = stageDirectories(workspaceRoot, project, settings.stage, environment);
  // Beside the real one: no backend, and tests of this run only.
  const directories = { ...stage, workingDirectory: join(stage.workingDirectory, 'validate') };
  const { binary, user } = await findUsersTerraform(environment, (text) => progress.warn(text));
  applyEnvironment(process.env, settings.environment);
  const release = takeWorkingDirectory(directories.workingDirectory);
  try {
    const file = copyStack(directories, settings.stack, workspaceRoot);
    removeBackend(file);
    const terraform: Terraform = {
      binary,
      directory: directories.workingDirectory,
      environment: terraformEnvironment(process.env),
      interrupts: command.interrupts,
      limits,
    };
    await initialize({ terraform, stack: readStackFile(file), user, progress });
    await progress.step('Validating against the providers’ schemas', (report) =>
      run(terraform, ['validate', '-no-color'], report),
    );
    if (options.tests !== undefined) {
      const tests = resolve(workspaceRoot, options.tests);
      const count = copyTests(tests, directories.workingDirectory, workspaceRoot);
      const output = await progress.step(
        `Testing with mocked providers (${count} files)`,
        (report) => run(terraform, ['test', '-no-color'], report),
      );
      progress.info(`  ${output.trim().split('\n').at(-1)}`);
    }
    return exitCodes.noChanges;
  } finally {
    release();
  }
}

async function run(
  terraform: Terraform,
  args: readonly string[],
  report: (detail: string) => void,
): Promise<string> {
  const { code, stdout, stderr } = await runTerraform(terraform, args, { report });
  const output = stdout.toString('utf8');
  if (code !== 0) {
    throw new Failure(`terraform ${args[0]} failed.\n${`${output}${stderr}`.trim()}`);
  }
  return output;
}

/** The state is not needed, and reading it would need credentials. */
function removeBackend(file: string): void {
  const stack = JSON.parse(readFileSync(file, 'utf8')) as {
    terraform?: { backend?: unknown; cloud?: unknown };
  };
  delete stack.terraform?.backend;
  delete stack.terraform?.cloud;
  // Indented, because Terraform quotes the whole line of an error.
  writeFileSync(file, JSON.stringify(stack, null, 2));
}

function copyTests(source: string, workingDirectory: string, workspaceRoot: string): number {
  const files = existsSync(source)
    ? readdirSync(source).filter((name) => /\.tftest\.(json|hcl)$/.test(name))
    : [];
  if (files.length === 0) {
    throw new Failure(
      `tests: no *.tftest.json or *.tftest.hcl in ${relative(workspaceRoot, source)}. Fix: correct the option 'tests', or leave it out.`,
    );
  }
  const target = join(workingDirectory, 'tests');
  rmSync(target, { recursive: true, force: true });
  for (const name of files) {
    cpSync(join(source, name), join(target, name));
  }
  return files.length;
}
