import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StageContext } from 'nx-cdktf';
import { helloImage } from './hello-image';
import { plannedImage, registryFacts, requireUnchanged, tagOf } from './planned-image';
import { ecrWith, stage, synthHello } from './testing';

const config = stage('aws');
const workingDirectory = mkdtempSync(join(tmpdir(), 'planned-image-'));
afterAll(() => rmSync(workingDirectory, { recursive: true }));

describe('plannedImage', () => {
  it('takes the tag from the stack that was synthesized, not from the files of now', () => {
    const { tag } = helloImage(config);
    const stack = synthHello(config);
    writeFileSync(join(workingDirectory, 'cdk.tf.json'), stack);
    expect(plannedImage(config, { workingDirectory })).toEqual(helloImage(config));

    const other = 'f'.repeat(32);
    writeFileSync(join(workingDirectory, 'cdk.tf.json'), stack.replaceAll(tag, other));
    expect(plannedImage(config, { workingDirectory }).tag).toBe(other);
  });

  it.each([undefined, 'no-tag', 'registry:5000/name', '${aws_ecr_repository.a.repository_url}'])(
    'says so when the stack names no tag but %s',
    (value) => {
      expect(() => tagOf(value, 'cdk.tf.json')).toThrow(
        /^cdk\.tf\.json: the output 'image' must end/,
      );
    },
  );
});

describe('requireUnchanged', () => {
  it('lets the files pass that the tag was made of, and no others', () => {
    const image = helloImage(config);
    requireUnchanged(image);
    expect(() => requireUnchanged({ ...image, tag: 'f'.repeat(32) })).toThrow(
      `the stack names ${'f'.repeat(32)}, they make ${image.tag}. Nothing was changed.`,
    );
  });
});

describe('registryFacts', () => {
  it('asks ECR once for a command, and again for the next one', async () => {
    const image = helloImage(config);
    const { clients, asked } = ecrWith({ [image.tag]: 'sha256:a' });
    const command = () => ({ settings: { region: 'us-east-1' } }) as StageContext;
    const first = command();
    const facts = await registryFacts(first, image, clients);
    expect(facts).toEqual({
      image: { digest: 'sha256:a', tags: [image.tag] },
      moving: { latest: undefined },
    });
    expect(await registryFacts(first, image, clients)).toBe(facts);
    expect(asked).toHaveLength(2);
    await registryFacts(command(), image, clients);
    expect(asked).toHaveLength(4);
  });
});
