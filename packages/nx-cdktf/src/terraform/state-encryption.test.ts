import type { TerraformBinary } from './binary';
import { refuseStateEncryption } from './state-encryption';

const tofu: TerraformBinary = {
  path: '/bin/tofu',
  product: 'OpenTofu',
  version: '1.11.0',
  platform: 'linux_amd64',
};
const s3 = { backend: { type: 's3', config: {} } };
const method = 'method "aes_gcm" "m" { keys = key_provider.pbkdf2.p }';

describe('a state that OpenTofu would encrypt', () => {
  it.each([
    ['TF_ENCRYPTION', s3, { TF_ENCRYPTION: `${method}\nstate { method = method.aes_gcm.m }` }],
    ['TF_ENCRYPTION', s3, { TF_ENCRYPTION: '{"state":{"method":"${method.aes_gcm.m}"}}' }],
    ['terraform.encryption of the stack', { ...s3, encryption: { state: {} } }, {}],
    [
      'TF_ENCRYPTION',
      { backend: { type: 'local', config: {} } },
      { TF_ENCRYPTION: 'state{method=method.aes_gcm.m}' },
    ],
  ])('is refused before anything is done, by the place that says so: %s', (place, stack, env) => {
    expect(() => refuseStateEncryption(tofu, stack, env)).toThrow(
      `state: ${place} has OpenTofu encrypt the state; got a block 'state' in it.`,
    );
  });

  it.each([
    ['encrypts only plans', tofu, s3, { TF_ENCRYPTION: `${method}\nplan { method = x.state }` }],
    ['encrypts nothing', tofu, s3, {}],
    [
      'is of another state that is only read',
      tofu,
      s3,
      { TF_ENCRYPTION: 'remote_state_data_sources { default { method = m } }' },
    ],
    [
      'is for OpenTofu alone',
      { ...tofu, product: 'Terraform' as const },
      s3,
      { TF_ENCRYPTION: 'state {}' },
    ],
    [
      'is pulled by OpenTofu itself',
      tofu,
      { backend: { type: 'http', config: {} } },
      { TF_ENCRYPTION: 'state {}' },
    ],
  ])('is not one that %s', (_, binary, stack, env) => {
    expect(() => refuseStateEncryption(binary, stack, env)).not.toThrow();
  });
});
