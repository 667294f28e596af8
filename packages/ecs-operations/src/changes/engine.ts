import { spawn, spawnSync } from 'node:child_process';

/** Whether a program is on the PATH and answers. @returns why not; undefined when it does */
export function whyNoProgram(program: string, args: readonly string[]): string | undefined {
  const { error, status } = spawnSync(program, [...args], {
    stdio: 'ignore',
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  if (error !== undefined) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? 'it is not on the PATH'
      : `it does not start (${code ?? error.message})`;
  }
  // The plugin of the Session Manager ends with 255 where it is asked for nothing.
  return status === null ? 'it does not answer within 20 s' : undefined;
}

/** Runs a program on this terminal and returns its exit code; Ctrl-C is the program's own. */
export function onThisTerminal(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  return new Promise((done, failed) => {
    const child = spawn(program, [...args], { stdio: 'inherit', env: environment });
    child.once('error', failed);
    child.once('close', (code, signal) => done(code ?? (signal === null ? 1 : 128)));
  });
}
