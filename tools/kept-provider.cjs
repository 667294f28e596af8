const { spawn } = require('node:child_process');
const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const PROVIDER = 'registry.terraform.io/hashicorp/aws';
const PREFIXES = ['/opt', '/usr/local/share', '/usr/share'];
// The watchman ends the provider as soon as nobody holds the other end of its input: also when this process is killed.
const WATCHMAN = '"$0" -debug & read -r nothing; kill -INT $!; wait';

/**
 * Starts the AWS provider once, for many runs of Terraform, each of which would start it again otherwise and again for
 * every walk over its graph. It ends with this process.
 *
 * It holds one configuration at a time, so no two runs that configure it may use it side by side, and it reads variables
 * such as AWS_ENDPOINT_URL from its own environment, not from that of Terraform.
 *
 * @param {NodeJS.ProcessEnv} [environment] of the provider
 * @returns what Terraform needs in its environment: nothing where no mirror on this machine holds the provider unpacked,
 *   in one version; then Terraform starts its own
 */
async function keepProvider(environment = process.env) {
  const binary = findProvider(environment);
  if (binary === undefined) {
    return { environment: {}, end: () => undefined };
  }
  // Configured a second time in one process, the provider does not know the file any more.
  const { AWS_CA_BUNDLE, ...rest } = environment;
  const watchman = spawn('sh', ['-c', WATCHMAN, binary], {
    env: { ...rest, ...(AWS_CA_BUNDLE ? { SSL_CERT_FILE: AWS_CA_BUNDLE } : {}) },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const providers = await new Promise((resolve, reject) => {
    let output = '';
    watchman.stdout.on('data', (chunk) => {
      output += chunk;
      const [, value] = /^\s*TF_REATTACH_PROVIDERS='(.*)'$/m.exec(output) ?? [];
      if (value !== undefined) {
        resolve(value);
      }
    });
    watchman.once('error', reject);
    watchman.once('close', () => reject(new Error(`${binary} -debug ended: ${output}`)));
  });
  // Neither of them keeps this process from ending.
  [watchman, watchman.stdin, watchman.stdout].forEach((handle) => handle.unref());
  return {
    environment: { TF_REATTACH_PROVIDERS: providers },
    end: () => watchman.stdin.end(),
  };
}

/** The program, where a directory mirrors it unpacked and in one version, so that it is the one Terraform would take. */
function findProvider(environment) {
  const below = PREFIXES.flatMap((prefix) => children(prefix));
  const mirrors = [
    environment['TF_PROVIDER_MIRROR'] ?? [],
    PREFIXES,
    below,
    below.map((directory) => join(directory, 'providers')),
  ].flat();
  const mirror = mirrors.find((directory) => existsSync(join(directory, PROVIDER)));
  const [version, ...others] = mirror === undefined ? [] : children(join(mirror, PROVIDER));
  if (version === undefined || others.length > 0) {
    return undefined;
  }
  const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  return children(join(version, platform)).find((file) =>
    /\/terraform-provider-aws[^/]*$/.test(file),
  );
}

function children(directory) {
  return existsSync(directory) ? readdirSync(directory).map((name) => join(directory, name)) : [];
}

module.exports = { keepProvider };
