import { runCommand, type RunCommand } from './run-command';

/** Whether `docker` answers on this machine; when not, why, and what to do about it. */
export type DockerEngine =
  | { readonly available: true; readonly version: string }
  | { readonly available: false; readonly why: string; readonly fix: string };

/** Asks the Docker engine for its version. Does not look at images. */
export async function findDockerEngine(run: RunCommand = runCommand): Promise<DockerEngine> {
  const result = await run('docker', ['version', '--format', '{{.Server.Version}}'], {
    timeoutMs: 15_000,
  });
  const version = result.stdout.trim();
  if (result.code === 0 && version !== '') {
    return { available: true, version };
  }
  const said = `${result.failure ?? ''} ${result.stderr}`.trim();
  if (/not on the PATH/.test(said)) {
    return {
      available: false,
      why: 'the docker command is not on the PATH',
      fix: 'Install Docker Engine or Docker Desktop (https://docs.docker.com/get-docker/).',
    };
  }
  if (/permission denied/i.test(said)) {
    return {
      available: false,
      why: 'this user may not talk to the Docker engine',
      fix: 'Add the user to the docker group (sudo usermod -aG docker "$USER") and log in again.',
    };
  }
  return {
    available: false,
    why: `the Docker engine does not answer (${said.split('\n')[0] || 'no output'})`,
    fix: 'Start it: open Docker Desktop, or `sudo systemctl start docker`.',
  };
}
