import { DescribeImagesCommand, type ImageDetail, type ImageIdentifier } from '@aws-sdk/client-ecr';
import type { EcsClients } from './clients';
import type { ContainerStatus, ImageStatus, TaskStatus } from './ecs-status';
import { inWords } from './explain-error';

/** The parts of an image reference that point into an ECR repository. */
export interface EcrReference {
  readonly repository: string;
  /** Account of the registry. @default - the caller's own account */
  readonly registryId?: string;
  readonly tag?: string;
}

const ECR_HOST = /^(\d{12})\.dkr[.-]ecr[.-]/;

/**
 * Reads `registry/repository:tag@digest`. Undefined when the image is not from ECR: neither does the host name an ECR
 * registry nor is the repository the one given.
 */
export function parseEcrReference(image: string, repository?: string): EcrReference | undefined {
  const [name = ''] = image.split('@');
  const tagged = /^(.*):([\w][\w.-]{0,127})$/.exec(name);
  // A colon before a slash belongs to the registry's port, not to a tag.
  const [path, tag] = tagged?.[1] === undefined ? [name, undefined] : [tagged[1], tagged[2]];
  const slash = path.indexOf('/');
  const host = slash < 0 ? '' : path.slice(0, slash);
  const registryId = ECR_HOST.exec(host)?.[1];
  const isHost = /[.:]/.test(host) || host === 'localhost';
  const found = isHost ? path.slice(slash + 1) : path;
  if (registryId === undefined && found !== repository) {
    return undefined;
  }
  return { repository: found, registryId, tag };
}

/** What ECR says about each different image the tasks run; images from other registries are left out. */
export async function readImages(
  clients: EcsClients,
  tasks: readonly TaskStatus[],
  repository: string | undefined,
  region: string,
): Promise<readonly ImageStatus[]> {
  const running = new Map<string, ContainerStatus>();
  for (const container of tasks.flatMap((task) => task.containers)) {
    running.set(`${container.image} ${container.imageDigest ?? ''}`, container);
  }
  const images: ImageStatus[] = [];
  for (const { image, imageDigest } of running.values()) {
    const reference = parseEcrReference(image, repository);
    if (reference === undefined) {
      continue;
    }
    const detail = await findImage(clients, reference, imageDigest, region);
    images.push({
      reference: image,
      digest: imageDigest,
      repository: reference.repository,
      inRepository: detail !== undefined,
      tags: [...(detail?.imageTags ?? [])].sort(),
      pushedAt: detail?.imagePushedAt,
    });
  }
  return images;
}

/** What ECR says about one image; undefined when it has none, or no such repository. */
export async function findImage(
  clients: EcsClients,
  { repository, registryId, tag }: EcrReference,
  imageDigest: string | undefined,
  region: string,
): Promise<ImageDetail | undefined> {
  // The digest is what runs; the tag may have moved on. Where no digest is reported, the tag is all there is.
  const id: ImageIdentifier = imageDigest ? { imageDigest } : { imageTag: tag ?? 'latest' };
  const answer = await inWords({ action: 'ecr:DescribeImages', region }, async () => {
    try {
      return await clients.ecr.send(
        new DescribeImagesCommand({
          repositoryName: repository,
          imageIds: [id],
          registryId,
        }),
      );
    } catch (error) {
      const gone = /^(ImageNotFoundException|RepositoryNotFoundException)$/;
      if (gone.test((error as { readonly name?: string }).name ?? '')) {
        return undefined;
      }
      throw error;
    }
  });
  return answer?.imageDetails?.[0];
}
