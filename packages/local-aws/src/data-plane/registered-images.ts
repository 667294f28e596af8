import { createHash } from 'node:crypto';
import { AwsError, jsonBody } from '../gateway/aws-response';
import type { Correction } from '../gateway/correction';
import type { ImageRegistry } from '../images/image-registry';
import type { MotoClient } from '../moto/moto-client';

/** Puts images this machine knows into moto's ECR, where nobody can push. */
export class ImagePublisher {
  constructor(
    private readonly moto: MotoClient,
    private readonly notice: (text: string) => void,
  ) {}

  /** Shows an image under its own tag and `latest`; does nothing while its repository does not exist. */
  async publish(reference: string): Promise<void> {
    const parsed = parseEcrReference(reference);
    if (parsed === undefined || !(await this.hasRepository(parsed.region, parsed.repository))) {
      return;
    }
    for (const imageTag of new Set([parsed.tag, 'latest'])) {
      try {
        await this.moto.json('ecr', parsed.region, 'PutImage', {
          repositoryName: parsed.repository,
          imageTag,
          imageManifest: manifestOf(reference),
        });
      } catch (error) {
        const code = error instanceof AwsError ? error.code : '';
        // The same image under the same tag again: nothing to do.
        if (code === 'ImageAlreadyExistsException') {
          continue;
        }
        this.notice(`ECR shows ${parsed.repository} without the tag ${imageTag}: ${String(error)}`);
      }
    }
  }

  private async hasRepository(region: string, repositoryName: string): Promise<boolean> {
    const found = this.moto.json('ecr', region, 'DescribeRepositories', {
      repositoryNames: [repositoryName],
    });
    return found.then(() => true).catch(() => false);
  }
}

/** A repository made after its image was registered shows the image at once. */
export function registeredImages(images: ImageRegistry, publisher: ImagePublisher): Correction {
  return {
    name: 'registered-images',
    page: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push.html',
    service: 'ecr',
    actions: ['CreateRepository'],
    handle: async (call, next) => {
      const answer = await next(call);
      const { repositoryName } = jsonBody(call);
      for (const { reference } of images.all()) {
        const parsed = parseEcrReference(reference);
        if (parsed?.repository === repositoryName && parsed?.region === call.region) {
          await publisher.publish(reference);
        }
      }
      return answer;
    },
  };
}

/** `<account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>`; undefined for images of other registries. */
export function parseEcrReference(
  reference: string,
): { readonly region: string; readonly repository: string; readonly tag: string } | undefined {
  const parts =
    /^\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+):([\w.-]+)$/.exec(reference);
  const [, region, repository, tag] = parts ?? [];
  return region === undefined || repository === undefined || tag === undefined
    ? undefined
    : { region, repository, tag };
}

/** A manifest of its own for each reference, so that ECR derives a digest of its own. */
function manifestOf(reference: string): string {
  const digest = `sha256:${createHash('sha256').update(reference).digest('hex')}`;
  const layer = (mediaType: string): unknown => ({ mediaType, size: 1024, digest });
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    config: layer('application/vnd.docker.container.image.v1+json'),
    layers: [layer('application/vnd.docker.image.rootfs.diff.tar.gzip')],
  });
}
