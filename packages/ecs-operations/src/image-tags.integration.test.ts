import { createHash } from 'node:crypto';
import { CreateRepositoryCommand, PutImageCommand } from '@aws-sdk/client-ecr';
import { type EcsClients, ecsClients } from './clients';
import { digestInRegistry, imageInRegistry, moveTag } from './image-tags';
import { type MotoServer, startMoto, whyNoMoto } from './testing/moto-server';

const reason = whyNoMoto();
const title = `Tags in ECR${reason === undefined ? '' : ` (skipped: ${reason})`}`;
const REPOSITORY = '123456789012.dkr.ecr.us-east-1.amazonaws.com/my-app/server';

(reason === undefined ? describe : describe.skip)(title, () => {
  let moto: MotoServer;
  let clients: EcsClients;

  beforeAll(async () => {
    moto = await startMoto(1);
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    clients = ecsClients({ region: 'us-east-1', endpoint: moto.endpoint, credentials });
    await clients.ecr.send(new CreateRepositoryCommand({ repositoryName: 'my-app/server' }));
    await push('a');
    await push('b');
    await moveTag(clients, `${REPOSITORY}:b`, 'latest', 'us-east-1');
  });
  afterAll(() => moto.stop());

  const push = (imageTag: string) => {
    const imageManifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
      config: { digest: `sha256:${imageTag.repeat(64)}`, size: 1 },
      layers: [],
    });
    // moto does not compute it from the manifest, as ECR does.
    const imageDigest = `sha256:${createHash('sha256').update(imageManifest).digest('hex')}`;
    return clients.ecr.send(
      new PutImageCommand({
        repositoryName: 'my-app/server',
        imageTag,
        imageDigest,
        imageManifest,
      }),
    );
  };
  const digest = (image: string) => digestInRegistry(clients, image, 'us-east-1');

  it('knows the digest of an image that ECR holds, and of no other', async () => {
    expect(await digest(`${REPOSITORY}:a`)).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await digest(`${REPOSITORY}:a`)).not.toBe(await digest(`${REPOSITORY}:b`));
    expect(await digest(`${REPOSITORY}:never-pushed`)).toBeUndefined();
    expect(await digest(`${REPOSITORY}-not-there:1`)).toBeUndefined();
  });

  it('moves a tag back to an image that was pushed before', async () => {
    expect(await digest(`${REPOSITORY}:latest`)).toBe(await digest(`${REPOSITORY}:b`));
    const moved = await moveTag(clients, `${REPOSITORY}:a`, 'latest', 'us-east-1');
    expect(moved).toBe(await digest(`${REPOSITORY}:a`));
    expect(await digest(`${REPOSITORY}:latest`)).toBe(moved);
    expect(await imageInRegistry(clients, `${REPOSITORY}:latest`, 'us-east-1')).toEqual({
      digest: moved,
      tags: ['a', 'latest'],
    });
    expect(await imageInRegistry(clients, `${REPOSITORY}:b`, 'us-east-1')).toMatchObject({
      tags: ['b'],
    });
  });

  it('moves nothing where the tag is right already', async () => {
    const before = await digest(`${REPOSITORY}:latest`);
    expect(await moveTag(clients, `${REPOSITORY}:a`, 'latest', 'us-east-1')).toBe(before);
  });
});
