import { helloImage } from './hello-image';
import { moves, moveTags } from './moving-tags';
import { lookIntoRegistry } from './planned-image';
import { ecrWith, progressLog, stage } from './testing';

const image = helloImage(stage('aws'));
const other = 'b'.repeat(32);
const after = async (tags: Record<string, string>, refuse: Record<string, string> = {}) => {
  const { clients, asked } = ecrWith(tags, refuse);
  await moveTags(image, clients, 'us-east-1', progressLog().progress);
  return { tags, asked };
};
const said = async (tags: Record<string, string>) =>
  moves(image, await lookIntoRegistry(image, ecrWith(tags).clients, 'us-east-1'));

describe('A tag that moves', () => {
  it('is moved back after a revert, and the plan says from what to what', async () => {
    const tags = { [image.tag]: 'sha256:a', [other]: 'sha256:b', latest: 'sha256:b' };
    expect(await said(tags)).toEqual([
      `ECR: my-app/server:latest will name ${image.tag} (sha256:a); now it names ${other} (sha256:b).`,
    ]);
    expect((await after(tags)).tags['latest']).toBe('sha256:a');
    expect(await said(tags)).toEqual([]);
  });

  it('is made where it was never pushed, as after a push that was denied', async () => {
    const tags: Record<string, string> = { [image.tag]: 'sha256:a' };
    expect(await said(tags)).toEqual([expect.stringMatching(/now it names nothing\.$/)]);
    expect((await after(tags)).tags['latest']).toBe('sha256:a');
  });

  it('stays where it names the image already', async () => {
    const { asked } = await after({ [image.tag]: 'sha256:a', latest: 'sha256:a' });
    expect(asked).toEqual([`DescribeImages ${image.tag}`, 'DescribeImages latest']);
  });

  it('is said to name a digest where no content hash is left on it', async () => {
    const tags = { [image.tag]: 'sha256:a', latest: 'sha256:b', stable: 'sha256:b' };
    expect(await said(tags)).toEqual([expect.stringMatching(/now it names sha256:b\.$/)]);
  });

  it('that cannot be moved makes the deployment fail, and the same is tried again', async () => {
    const tags = { [image.tag]: 'sha256:a', latest: 'sha256:b' };
    const denied = { 'PutImage latest': 'AccessDeniedException' };
    await expect(after(tags, denied)).rejects.toThrow('ecr:PutImage: access denied');
    expect(await said(tags)).toHaveLength(1);
    expect((await after(tags)).tags['latest']).toBe('sha256:a');
  });
});
