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
  if (listed.code !== 0) {
    return 0;
  }
  if (ids.length > 0) {
    await run('docker', ['rm', '--force', '--volumes', ...ids], { timeoutMs: 60_000 });
  }
  await removeNetworks(port, run);
  return ids.length;
}

/** After the containers: a network that one is on stays. */
async function removeNetworks(port: number, run: RunCommand): Promise<void> {
  const filter = `label=${CONTAINER_LABEL}=${port}`;
  const { stdout } = await run('docker', ['network', 'ls', '-q', '--filter', filter]);
  const ids = stdout.split('\n').filter((id) => id !== '');
  if (ids.length > 0) {
    await run('docker', ['network', 'rm', ...ids], { timeoutMs: 60_000 });
  }
}
