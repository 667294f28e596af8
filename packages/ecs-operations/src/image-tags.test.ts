import type { EcsClients } from './clients';
import { imageInRegistry, moveTag } from './image-tags';

const REGION = 'eu-central-1';
const REPOSITORY = '111122223333.dkr.ecr.eu-central-1.amazonaws.com/my-app/server';
const DIGEST = `sha256:${'a'.repeat(64)}`;

interface Sent {
  readonly constructor: { readonly name: string };
  readonly input: Readonly<Record<string, unknown>>;
}

/** ECR by its API reference; `answers` are by command, an Error is thrown. */
function ecr(answers: Readonly<Record<string, unknown>>) {
  const sent: Sent[] = [];
  const send = (command: Sent) => {
    sent.push(command);
    const answer = answers[command.constructor.name];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { sent, clients: { ecr: { send } } as unknown as EcsClients };
}
const named = (name: string, message = 'no') => Object.assign(new Error(message), { name });
const manifest = {
  images: [
    {
      imageId: { imageDigest: DIGEST, imageTag: 'a1' },
      imageManifest: '{"schemaVersion":2}',
      imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
    },
  ],
};
const move = (clients: EcsClients) => moveTag(clients, `${REPOSITORY}:a1`, 'latest', REGION);

describe('imageInRegistry', () => {
  it('gives the digest and every tag of it', async () => {
    const { clients } = ecr({
      DescribeImagesCommand: { imageDetails: [{ imageDigest: DIGEST, imageTags: ['b', 'a'] }] },
    });
    expect(await imageInRegistry(clients, `${REPOSITORY}:a`, REGION)).toEqual({
      digest: DIGEST,
      tags: ['a', 'b'],
    });
  });

  it.each(['ImageNotFoundException', 'RepositoryNotFoundException'])(
    'gives nothing on %s',
    async (name) => {
      const { clients } = ecr({ DescribeImagesCommand: named(name) });
      expect(await imageInRegistry(clients, `${REPOSITORY}:a`, REGION)).toBeUndefined();
    },
  );

  it('does not take a denial for an image that is not there', async () => {
    const { clients } = ecr({ DescribeImagesCommand: named('AccessDeniedException') });
    await expect(imageInRegistry(clients, `${REPOSITORY}:a`, REGION)).rejects.toThrow(
      'ecr:DescribeImages: access denied',
    );
  });
});

describe('moveTag', () => {
  it('puts the manifest again, as it is, under the other tag', async () => {
    const { clients, sent } = ecr({
      BatchGetImageCommand: manifest,
      PutImageCommand: { image: { imageId: { imageDigest: DIGEST, imageTag: 'latest' } } },
    });
    expect(await move(clients)).toBe(DIGEST);
    expect(sent.map(({ input }) => input)).toEqual([
      {
        repositoryName: 'my-app/server',
        registryId: '111122223333',
        imageIds: [{ imageTag: 'a1' }],
        acceptedMediaTypes: expect.arrayContaining([
          'application/vnd.oci.image.index.v1+json',
          'application/vnd.docker.distribution.manifest.v2+json',
        ]),
      },
      {
        repositoryName: 'my-app/server',
        registryId: '111122223333',
        imageManifest: '{"schemaVersion":2}',
        imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
        imageTag: 'latest',
        imageDigest: DIGEST,
      },
    ]);
  });

  it('is content where the tag names that image already', async () => {
    const { clients } = ecr({
      BatchGetImageCommand: manifest,
      PutImageCommand: named('ImageAlreadyExistsException'),
    });
    expect(await move(clients)).toBe(DIGEST);
  });

  it.each([
    ['AccessDeniedException', 'ecr:PutImage: access denied (no). Fix: allow ecr:PutImage'],
    ['ImageTagAlreadyExistsException', 'my-app/server:latest names another image and its repo'],
  ])('says what to do on %s', async (name, text) => {
    const { clients } = ecr({ BatchGetImageCommand: manifest, PutImageCommand: named(name) });
    await expect(move(clients)).rejects.toThrow(text);
  });

  it('says so when the image to name is not there', async () => {
    const { clients, sent } = ecr({
      BatchGetImageCommand: {
        images: [],
        failures: [{ failureReason: 'Requested image not found' }],
      },
    });
    await expect(move(clients)).rejects.toThrow(
      'moveTag: my-app/server:a1 must be in ECR; Requested image not found. Fix: push it first',
    );
    expect(sent).toHaveLength(1);
  });

  it('does not take another digest for a success', async () => {
    const other = `sha256:${'b'.repeat(64)}`;
    const { clients } = ecr({
      BatchGetImageCommand: manifest,
      PutImageCommand: { image: { imageId: { imageDigest: other } } },
    });
    await expect(move(clients)).rejects.toThrow(`must name ${DIGEST}; ECR answered with ${other}`);
  });

  it('wants a reference with a tag in ECR', async () => {
    const { clients } = ecr({});
    await expect(moveTag(clients, 'nginx:1', 'latest', REGION)).rejects.toThrow(
      "moveTag: image must name a private ECR repository and a tag; got 'nginx:1'.",
    );
  });
});
