import { misuse } from '../support/validation';

/** The parts of an image reference. */
export interface ImageReference {
  /** Host, with its port where it has one. Docker Hub when missing. */
  readonly registry?: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** A repository in a private ECR registry. */
export interface EcrLocation {
  readonly accountId: string;
  readonly region: string;
  readonly repositoryName: string;
}

const HOST =
  /^(localhost|[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(:\d{1,5})?$/i;
const PATH_COMPONENT = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
const MAX_NAME = 255;

/**
 * Hosts of private ECR registries: IPv4 only, dual-stack (`dkr-ecr.<region>.on.aws`), FIPS, and other partitions.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html
 */
const ECR_HOST =
  /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z]{2,4}(?:-[a-z]+)+-\d+)\.(?:amazonaws\.(?:com|com\.cn|eu)|on\.(?:aws|amazonwebservices\.(?:com\.cn|eu))|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/;

/**
 * Takes a reference apart by the grammar of OCI registries, and requires that it says which image runs.
 *
 * @throws Error that names the part that is wrong
 * @see https://pkg.go.dev/github.com/distribution/reference
 */
export function parseImageReference(where: string, reference: string): ImageReference {
  const fail = (what: string, fix: string) =>
    misuse(where, { what, got: JSON.stringify(reference), fix });
  if (/^[a-z]+:\/\//i.test(reference)) {
    throw fail('a reference has no scheme', 'Leave out what stands in front of the host.');
  }
  const [named = '', digest, ...rest] = reference.split('@');
  if (rest.length > 0 || (digest !== undefined && !DIGEST.test(digest))) {
    throw fail(
      'a digest is sha256: and 64 hexadecimal digits in lower case',
      'Copy the whole digest, or name a tag.',
    );
  }
  const slash = named.indexOf('/');
  const first = named.slice(0, Math.max(slash, 0));
  // Like Docker: the first part is a host only when it cannot be anything else.
  const registry = /[.:]|^localhost$|[A-Z]/.test(first) ? first : undefined;
  if (registry !== undefined && !isHost(registry)) {
    throw fail(
      'the registry is a host name, with a port up to 65535 if it needs one',
      'Correct the host.',
    );
  }
  const remainder = registry === undefined ? named : named.slice(slash + 1);
  const colon = remainder.indexOf(':');
  const repository = colon < 0 ? remainder : remainder.slice(0, colon);
  const tag = colon < 0 ? undefined : remainder.slice(colon + 1);
  if (!repository.split('/').every((part) => PATH_COMPONENT.test(part))) {
    throw fail(
      'a repository is lower-case letters and digits, parted by /, by one dot, by one or two underscores or by hyphens',
      'Write it like public.ecr.aws/nginx/nginx:1.29.',
    );
  }
  const nameLength = (registry === undefined ? 0 : registry.length + 1) + repository.length;
  if (nameLength > MAX_NAME) {
    throw fail(`registry and repository have up to ${MAX_NAME} characters`, 'Shorten the name.');
  }
  if (tag !== undefined && !TAG.test(tag)) {
    throw fail(
      'a tag is up to 128 letters, digits, dots, hyphens and underscores',
      'Change the tag behind the colon.',
    );
  }
  if (tag === undefined && digest === undefined) {
    throw fail(
      'a reference must end in a tag or a digest, or nobody knows which image will run',
      `Write it like public.ecr.aws/nginx/nginx:1.29 or name@sha256:<64 hex digits>; the newest one is ${reference}:latest.`,
    );
  }
  return { registry, repository, tag, digest };
}

/** The repository in ECR that a reference names, or undefined for any other registry. */
export function ecrLocationOf({ registry, repository }: ImageReference): EcrLocation | undefined {
  const [, accountId, region] = ECR_HOST.exec(registry ?? '') ?? [];
  if (accountId === undefined || region === undefined) {
    return undefined;
  }
  return { accountId, region, repositoryName: repository };
}

/** True for what may stand behind the colon of a reference. */
export function isTag(tag: string): boolean {
  return TAG.test(tag);
}

/** True for what may stand behind the @ of a reference. */
export function isDigest(digest: string): boolean {
  return DIGEST.test(digest);
}

function isHost(host: string): boolean {
  const port = /:(\d+)$/.exec(host)?.[1];
  return HOST.test(host) && (port === undefined || Number(port) <= 65_535);
}
