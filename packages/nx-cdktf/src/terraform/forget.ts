import { Failure } from '../failure';
import { runTerraform, streamTerraform, type Terraform } from './terraform';

/**
 * Takes every resource of these types out of the state; what they stand for is left alone.
 *
 * @see https://developer.hashicorp.com/terraform/cli/commands/state/rm
 */
export async function forgetResources(
  terraform: Terraform,
  types: readonly string[],
): Promise<void> {
  const { code, stdout, stderr } = await runTerraform(terraform, ['state', 'list']);
  if (code !== 0) {
    // A first apply that failed early has left no state.
    if (/No state file was found/i.test(stderr)) {
      return;
    }
    throw new Failure(`terraform state list failed.\n${stderr.trim()}`);
  }
  const addresses = stdout
    .toString('utf8')
    .split('\n')
    .filter((address) => types.includes(typeOf(address)));
  if (addresses.length === 0) {
    return;
  }
  const lines: string[] = [];
  const { code: removed } = await streamTerraform(
    terraform,
    ['state', 'rm', '-lock-timeout=5m', ...addresses],
    { onLine: (line) => lines.push(line) },
  );
  if (removed !== 0) {
    throw new Failure(`terraform state rm failed.\n${lines.join('\n').trim()}`);
  }
}

/** `module.a["x"].docker_image.b[0]` is a `docker_image`. Data sources have no type here: they are nothing to forget. */
export function typeOf(address: string): string {
  const local = address.replace(/^(module\.[\w-]+(\[[^\]]*\])?\.)+/, '');
  return local.startsWith('data.') ? '' : local.slice(0, Math.max(local.indexOf('.'), 0));
}
