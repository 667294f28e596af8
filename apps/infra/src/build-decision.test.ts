import { decideOnBuild } from './build-decision';
import { settings } from './hooks';
import { helloTemplate, progressLog, stage } from './testing';

const TAG = 'a'.repeat(32);
const decide = async (pushed: boolean, environment: NodeJS.ProcessEnv = {}) => {
  const { progress, lines } = progressLog();
  const look = () =>
    Promise.resolve({
      moving: {},
      ...(pushed ? { image: { digest: 'sha256:1', tags: [TAG] } } : {}),
    });
  const builds = await decideOnBuild({ tag: TAG }, look, progress, environment);
  return { builds, variable: environment['TF_VAR_build_image'], lines };
};

describe('decideOnBuild', () => {
  it('builds what ECR does not hold', async () => {
    expect(await decide(false)).toMatchObject({ builds: true, variable: 'true' });
  });

  it('builds nothing where the tag is there: it is the hash of the content', async () => {
    expect(await decide(true)).toMatchObject({ builds: false, variable: 'false' });
  });

  it.each([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
  ])('leaves the decision to whoever has said %s', async (variable, builds) => {
    for (const pushed of [true, false]) {
      const decided = await decide(pushed, { TF_VAR_build_image: variable });
      expect(decided).toMatchObject({ builds, variable });
    }
  });

  it('says when an image is neither there nor to be built', async () => {
    const { lines } = await decide(false, { TF_VAR_build_image: 'false' });
    expect(lines.join('\n')).toContain(`ECR holds no image ${TAG}: no task can start`);
    expect((await decide(true, { TF_VAR_build_image: 'false' })).lines.join()).not.toContain('!');
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
    for (const { type } of docker) {
      expect(forgetAfterApply).toContain(type);
    }
    for (const type of forgetAfterApply) {
      expect(type).toMatch(/^docker_/);
    }
    expect(settings('local', {}).forgetAfterApply).toEqual([]);
  });

  it('refers to none of them from what stays', () => {
    const others = template.resourcesOf().filter(({ type }) => !type.startsWith('docker_'));
    for (const { attributes } of others) {
      expect(JSON.stringify({ ...attributes, depends_on: [] })).not.toContain('docker_');
    }
  });
});
