import { Failure } from '../failure';
import type { TerraformBinary } from './binary';
import type { StackFile } from './stack-file';

/**
 * Refuses a state that OpenTofu would encrypt: every command reads the state itself, before and after its work, and after the
 * first deployment none would go on. What encrypts only plans is fine: OpenTofu shows them plain.
 *
 * @see https://opentofu.org/docs/language/state/encryption/
 */
export function refuseStateEncryption(
  { product }: TerraformBinary,
  { backend, encryption }: Pick<StackFile, 'backend' | 'encryption'>,
  environment: NodeJS.ProcessEnv,
): void {
  const readsItself = backend.type === 's3' || backend.type === 'local';
  if (product !== 'OpenTofu' || !readsItself) {
    return;
  }
  const places = [
    ['terraform.encryption of the stack', JSON.stringify(encryption ?? {})],
    ['TF_ENCRYPTION', environment['TF_ENCRYPTION'] ?? ''],
  ] as const;
  const found = places.find(([, text]) => /(?:^|[\s{;,"])state"?\s*[{:=]/.test(text));
  if (found !== undefined) {
    throw new Failure(
      `state: ${found[0]} has OpenTofu encrypt the state; got a block 'state' in it. Allowed is one that encrypts only the ` +
        `plan, because the state is read here before and after each apply. Nothing was changed. Fix: take 'state' out; ` +
        `the bucket of the state encrypts what it keeps.`,
    );
  }
}
