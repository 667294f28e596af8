import type { EcsClients } from 'ecs-operations';
import type { Progress } from 'nx-cdktf';
import { decideOnBuild } from './build-decision';
import { helloImage } from './hello-image';
import { settings } from './hooks';
import { helloTemplate, stage } from './testing';

const image = helloImage(stage('aws'));
const progress = {
  step: (_title: string, work: (report: (detail: string) => void) => unknown) =>
    work(() => undefined),
} as unknown as Progress;

/** ECR as it answers by its API reference. */
const ecrWith = (tags: readonly string[]) => {
  const asked: unknown[] = [];
  const send = (command: {
    readonly input: { readonly imageIds: readonly { imageTag: string }[] };
  }) => {
    asked.push(command.input);
    const found = command.input.imageIds.filter(({ imageTag }) => tags.includes(imageTag));
    if (found.length > 0)
      return Promise.resolve({ imageDetails: [{ imageDigest: 'sha256:1', imageTags: tags }] });
    return Promise.reject(Object.assign(new Error('gone'), { name: 'ImageNotFoundException' }));
  };
  return { asked, clients: { ecr: { send } } as unknown as EcsClients };
};
const decide = async (clients: EcsClients, environment: NodeJS.ProcessEnv = {}) => {
  await decideOnBuild(image, clients, 'us-east-1', progress, environment);
  return environment['TF_VAR_build_image'];
};

describe('decideOnBuild', () => {
  it('builds what ECR does not hold', async () => {
    expect(await decide(ecrWith(['other']).clients)).toBe('true');
  });

  it('builds nothing where the tag is there: it is the hash of the content', async () => {
    const { clients, asked } = ecrWith([image.tag]);
    expect(await decide(clients)).toBe('false');
    expect(asked).toEqual([
      {
        registryId: '111122223333',
        repositoryName: 'my-app/server',
        imageIds: [{ imageTag: image.tag }],
      },
    ]);
  });

  it('leaves the decision to whoever has made it', async () => {
    const { clients, asked } = ecrWith([]);
    expect(await decide(clients, { TF_VAR_build_image: 'false' })).toBe('false');
    expect(asked).toEqual([]);
  });
});

describe('the stage aws', () => {
  const template = helloTemplate(stage('aws'));
  const docker = template.resourcesOf().filter(({ type }) => type.startsWith('docker_'));

  it('has docker resources only where the variable says so, and by default', () => {
    expect(docker.length).toBeGreaterThan(0);
    for (const { attributes } of docker) {
      expect(attributes['count']).toBe('${var.build_image ? 1 : 0}');
    }
    expect(JSON.parse(template.json).variable.build_image).toMatchObject({
      type: 'bool',
      default: true,
    });
  });

  it('forgets each of them after an apply, and nothing else', () => {
    const { forgetAfterApply = [] } = settings('aws', { HELLO_ECS_ACCOUNT_ID: '111122223333' });
    expect([...forgetAfterApply].sort()).toEqual(
      [...new Set(docker.map(({ type }) => type))].sort(),
    );
    expect(settings('local', {}).forgetAfterApply).toEqual([]);
  });

  it('refers to none of them from what stays', () => {
    const others = template.resourcesOf().filter(({ type }) => !type.startsWith('docker_'));
    for (const { attributes } of others) {
      expect(JSON.stringify({ ...attributes, depends_on: [] })).not.toContain('docker_');
    }
  });
});
