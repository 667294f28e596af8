import { runCommand, type RunCommand } from '../run-command';

/** The label every container of a local AWS carries; its value is the port, the local AWS's identity. */
export const CONTAINER_LABEL = 'hello-ecs.local-aws';

/** Removes every container of the local AWS on this port. Returns how many; 0 where no engine answers. */
export async function removeContainers(
  port: number,
  run: RunCommand = runCommand,
): Promise<number> {
  const listed = await run('docker', [
    'ps',
    '-aq',
    '--no-trunc',
    '--filter',
    `label=${CONTAINER_LABEL}=${port}`,
  ]);
  const ids = listed.stdout.split('\n').filter((id) => id !== '');
  if (listed.code !== 0 || ids.length === 0) {
    return 0;
  }
  await run('docker', ['rm', '--force', '--volumes', ...ids], { timeoutMs: 60_000 });
  return ids.length;
}
