import { execFile, type ExecFileException } from 'node:child_process';
import { localAwsEnvironment } from 'local-aws';

/** The binary that the tests run, as the executors choose it first. */
export function terraformBinary(): string {
  return process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform';
}

/** What a terraform needs to talk to a local AWS that runs, and to nobody else. */
export function localEnvironment(
  options: Parameters<typeof localAwsEnvironment>[0],
  region?: string,
): NodeJS.ProcessEnv {
  return { ...process.env, ...localAwsEnvironment(options, region), CHECKPOINT_DISABLE: '1' };
}

/** Runs a program to its end; one that hangs is ended, on a busy machine no other. */
export function execute(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    execFile(
      program,
      [...args],
      { ...options, maxBuffer: 64 * 1024 * 1024, timeout: 880_000, encoding: 'utf8' },
      (error: ExecFileException | null, stdout, stderr) =>
        resolve({
          code: error === null ? 0 : typeof error.code === 'number' ? error.code : 1,
          output: `${stdout}${stderr}${error?.signal ? `ended by ${error.signal}` : ''}`,
        }),
    );
  });
}
