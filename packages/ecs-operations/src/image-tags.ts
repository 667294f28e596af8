import {
  BatchGetImageCommand,
  PutImageCommand,
  type BatchGetImageCommandOutput,
  type PutImageCommandInput,
} from '@aws-sdk/client-ecr';
import type { EcsClients } from './clients';
import { inWords } from './explain-error';
import { findImage, parseEcrReference, type EcrReference } from './read-images';

/** An image as its ECR repository knows it. */
export interface ImageInRegistry {
  readonly digest: string;
  /** Every tag that names it now. */
  readonly tags: readonly string[];
}

/** What a repository may hold under a tag; ECR converts what is not in this list, and its digest with it. */
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/**
 * The image that a reference names by its tag, as far as ECR holds it. A repository that does not exist holds none.
 *
 * @throws Error with the fix when ECR cannot be asked, or when the reference names no private ECR registry and tag
 */
export async function imageInRegistry(
  clients: EcsClients,
  image: string,
  region: string,
): Promise<ImageInRegistry | undefined> {
  return lookUp('imageInRegistry', clients, image, region);
}

/** Only the digest of {@link imageInRegistry}. */
export async function digestInRegistry(
  clients: EcsClients,
  image: string,
  region: string,
): Promise<string | undefined> {
  return (await lookUp('digestInRegistry', clients, image, region))?.digest;
}

/**
 * Lets another tag of the same repository name an image that is there already, by putting its manifest again: no engine,
 * no layer is sent, and the digest stays. Where the tag names that image already nothing happens.
 *
 * Do not use it where the repository is IMMUTABLE: ECR refuses to move a tag there.
 *
 * @returns the digest that the tag names now
 * @throws Error with the fix when the image is not there, or when ECR does not let the tag be moved
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-retag.html
 */
export async function moveTag(
  clients: EcsClients,
  image: string,
  tag: string,
  region: string,
): Promise<string> {
  const from = taggedReference('moveTag', image);
  const place = { repositoryName: from.repository, registryId: from.registryId };
  const { imageManifest, imageManifestMediaType, digest } = await manifestOf(clients, from, region);
  const input = {
    ...place,
    imageManifest,
    imageManifestMediaType,
    imageTag: tag,
    imageDigest: digest,
  };
  const named = await put(clients, input, region);
  if (named === undefined || named === digest) {
    return digest;
  }
  throw new Error(
    `moveTag: ${from.repository}:${tag} must name ${digest}; ECR answered with ${named}. Fix: try again; somebody ` +
      'else may move the tag at the same time.',
  );
}

/** The digest that was put; undefined when ECR had it already, which is what was wanted. */
async function put(
  clients: EcsClients,
  input: PutImageCommandInput,
  region: string,
): Promise<string | undefined> {
  try {
    const answer = await inWords({ action: 'ecr:PutImage', region }, () =>
      clients.ecr.send(new PutImageCommand(input)),
    );
    return answer.image?.imageId?.imageDigest;
  } catch (error) {
    const { name } = ((error as Error).cause ?? {}) as { readonly name?: string };
    if (name === 'ImageAlreadyExistsException') {
      return undefined;
    }
    if (name !== 'ImageTagAlreadyExistsException') {
      throw error;
    }
    throw new Error(
      `moveTag: ${input.repositoryName}:${input.imageTag} names another image and its repository is IMMUTABLE. Fix: ` +
        'set imageTagMutability to MUTABLE, or do without this tag.',
      { cause: error },
    );
  }
}

async function lookUp(
  caller: string,
  clients: EcsClients,
  image: string,
  region: string,
): Promise<ImageInRegistry | undefined> {
  const reference = taggedReference(caller, image);
  const found = await findImage(clients, reference, undefined, region);
  return found?.imageDigest === undefined
    ? undefined
    : { digest: found.imageDigest, tags: [...(found.imageTags ?? [])].sort() };
}

async function manifestOf(clients: EcsClients, from: EcrReference, region: string) {
  const answer: BatchGetImageCommandOutput = await inWords(
    { action: 'ecr:BatchGetImage', region },
    () =>
      clients.ecr.send(
        new BatchGetImageCommand({
          repositoryName: from.repository,
          registryId: from.registryId,
          imageIds: [{ imageTag: from.tag }],
          acceptedMediaTypes: MANIFESTS,
        }),
      ),
  );
  const [found] = answer.images ?? [];
  const digest = found?.imageId?.imageDigest;
  if (found?.imageManifest !== undefined && digest !== undefined) {
    const { imageManifest, imageManifestMediaType } = found;
    return { imageManifest, imageManifestMediaType, digest };
  }
  const reason = answer.failures?.[0]?.failureReason ?? 'ECR has no such image';
  throw new Error(
    `moveTag: ${from.repository}:${from.tag} must be in ECR; ${reason}. Fix: push it first, or check the tag.`,
  );
}

function taggedReference(caller: string, image: string): EcrReference {
  const reference = parseEcrReference(image);
  if (reference?.tag !== undefined) {
    return reference;
  }
  throw new Error(
    `${caller}: image must name a private ECR repository and a tag; got '${image}'. ` +
      'Fix: write it like 123456789012.dkr.ecr.eu-west-1.amazonaws.com/name:tag.',
  );
}
