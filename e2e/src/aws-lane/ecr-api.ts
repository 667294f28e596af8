import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EcrRegistry } from './ecr-registry';

/** What the calls about images name. */
interface ImageInput {
  readonly repositoryName: string;
  readonly imageIds?: readonly { readonly imageTag?: string; readonly imageDigest?: string }[];
  readonly imageTag?: string;
  readonly imageManifest?: string;
  readonly imageManifestMediaType?: string;
}

/** An answer of ECR: a status and a JSON body. */
type Answer = readonly [status: number, body: object];

/**
 * The ECR API over a real registry: what it says about images is what was pushed there. Everything else about
 * repositories is the local AWS's.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/Welcome.html
 */
export class EcrApi {
  /** Actions that are denied. */
  readonly denied = new Set<string>();
  private readonly server: Server;

  private constructor(
    private readonly registry: EcrRegistry,
    private readonly host: string,
    private readonly localAws: URL,
  ) {
    this.server = createServer((incoming, outgoing) => {
      void this.answer(incoming, outgoing).catch(() => outgoing.destroy());
    });
  }

  static async start(registry: EcrRegistry, host: string, localAws: string): Promise<EcrApi> {
    const api = new EcrApi(registry, host, new URL(localAws));
    await new Promise<void>((resolve) => api.server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) {
      chunks.push(chunk as Buffer);
    }
    const body = Buffer.concat(chunks);
    const action = String(incoming.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    if (this.denied.has(action)) {
      const message = `User: arn:aws:iam::123456789012:user/ada is not authorized to perform: ecr:${action}`;
      return send(outgoing, failure('AccessDeniedException', message));
    }
    const own = this.actions[action];
    if (own === undefined) {
      return this.forward(incoming, body, outgoing);
    }
    send(outgoing, await own(JSON.parse(body.toString() || '{}') as ImageInput));
  }

  private readonly actions: Readonly<Record<string, (input: ImageInput) => Promise<Answer>>> = {
    GetAuthorizationToken: () =>
      Promise.resolve([
        200,
        {
          authorizationData: [
            {
              authorizationToken: Buffer.from(`AWS:${this.registry.password}`).toString('base64'),
              expiresAt: Date.now() / 1000 + 12 * 3600,
              proxyEndpoint: `https://${this.host}`,
            },
          ],
        },
      ]),
    DescribeImages: async ({ repositoryName, imageIds = [] }) => {
      const found = await this.find(repositoryName, imageIds[0]);
      if (found === undefined) {
        return failure('ImageNotFoundException', 'no such image');
      }
      const tags = await this.registry.tags(repositoryName);
      const named = await Promise.all(
        tags.map(async (tag) => ({ tag, is: await this.registry.manifest(repositoryName, tag) })),
      );
      const imageTags = named.filter(({ is }) => is?.digest === found.digest).map(({ tag }) => tag);
      return [200, { imageDetails: [{ repositoryName, imageDigest: found.digest, imageTags }] }];
    },
    BatchGetImage: async ({ repositoryName, imageIds = [] }) => {
      const [imageId] = imageIds;
      const found = await this.find(repositoryName, imageId);
      if (found === undefined) {
        const missing = { imageId, failureCode: 'ImageNotFound', failureReason: 'not found' };
        return [200, { images: [], failures: [missing] }];
      }
      const image = {
        repositoryName,
        imageId: { ...imageId, imageDigest: found.digest },
        imageManifest: found.text,
        imageManifestMediaType: found.mediaType,
      };
      return [200, { images: [image], failures: [] }];
    },
    PutImage: async ({ repositoryName, imageTag = '', imageManifest, imageManifestMediaType }) => {
      const before = await this.registry.manifest(repositoryName, imageTag);
      if (before?.text === imageManifest) {
        return failure('ImageAlreadyExistsException', 'as it is');
      }
      const manifest = {
        digest: '',
        text: imageManifest ?? '',
        mediaType: imageManifestMediaType ?? '',
      };
      await this.registry.putManifest(repositoryName, imageTag, manifest);
      const put = await this.registry.manifest(repositoryName, imageTag);
      return [200, { image: { repositoryName, imageId: { imageTag, imageDigest: put?.digest } } }];
    },
  };

  private find(repository: string, id: NonNullable<ImageInput['imageIds']>[number] | undefined) {
    return this.registry.manifest(repository, id?.imageDigest ?? id?.imageTag ?? 'latest');
  }

  private forward(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse): void {
    const { hostname, port, host } = this.localAws;
    const { method, url, headers } = incoming;
    const onward = request(
      { hostname, port, method, path: url, headers: { ...headers, host } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    onward.end(body);
  }
}

function failure(type: string, message: string): Answer {
  return [400, { __type: type, message }];
}

function send(outgoing: ServerResponse, [status, body]: Answer): void {
  outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  outgoing.end(JSON.stringify(body));
}
