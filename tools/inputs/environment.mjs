// The variables of the environment that can decide how a test ends. Nx hashes the output, which tells no value: some of
// these hold secrets.
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const NAMES = [
  // How output looks, and where programs believe to be.
  ...[
    'CI',
    'NO_COLOR',
    'FORCE_COLOR',
    'TERM',
    'COLUMNS',
    'VERBOSE',
    'TZ',
    'LANG',
    'LC_ALL',
    'TMPDIR',
  ],
  ...['NODE_ENV', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'],
  // Programs and images that a person chooses.
  ...[
    'TERRAFORM_BINARY_NAME',
    'CHROMIUM_BINARY',
    'CHECKOV_BINARY',
    'EXAMPLES',
    'EXAMPLES_FIRST_PORT',
    'BUILDX_BUILDER',
    'IGNORE_FILES',
    'IGNORE_FILES_SEED',
    'UPDATE_SCHEMAS',
  ],
];
// The address of a run (GITHUB_RUN_ID, CI_JOB_URL, BUILD_URL) stands in the header of a review and decides nothing: with it, no
// run would share a result with another one.
const PREFIXES = ['AWS_', 'TF_', 'DOCKER_', 'HELLO_', 'LOCAL_AWS_', 'NX_CDKTF_', 'CDKTF_'];

/** Whether a result may depend on this variable. */
export function decides(name) {
  return NAMES.includes(name) || PREFIXES.some((prefix) => name.startsWith(prefix));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const deciding = Object.entries(process.env)
    .filter(([name]) => decides(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  console.log(createHash('sha256').update(JSON.stringify(deciding)).digest('hex'));
}
