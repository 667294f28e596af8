import { buildProblems, type BuildMachine } from './build-machine';
import type { DockerResult } from './docker';

const BASE = 'node:24.21-bookworm-slim';
const image = { platform: 'linux/amd64', buildArgs: { BASE_IMAGE: BASE } } as const;
const ok = (output = ''): DockerResult => ({ ok: true, output });
const no = (output: string): DockerResult => ({ ok: false, output });
const server = (arch = 'amd64', platform = '') =>
  ok(
    `WARNING: slow\n${JSON.stringify({ Os: 'linux', Arch: arch, Platform: { Name: platform } })}\n`,
  );

/** A docker command that answers by its first words. */
function machine(
  answers: Readonly<Record<string, DockerResult>>,
  more: Partial<BuildMachine> = {},
): { readonly machine: BuildMachine; readonly asked: string[] } {
  const asked: string[] = [];
  const docker = (args: readonly string[]) => {
    const line = args.join(' ').replace('--host unix:///var/run/docker.sock ', '(socket) ');
    asked.push(line);
    const key = Object.keys(answers).find((words) => line.includes(words));
    return Promise.resolve(key === undefined ? ok() : (answers[key] ?? ok()));
  };
  return { asked, machine: { environment: {}, docker, emulates: () => false, ...more } };
}
const problems = (
  answers: Readonly<Record<string, DockerResult>>,
  more: Partial<BuildMachine> = {},
  what: Parameters<typeof buildProblems>[0] = image,
) => buildProblems(what, machine(answers, more).machine);
const arm = { platform: 'linux/arm64', buildArgs: {} } as const;

describe('buildProblems', () => {
  it('finds none on a machine that builds', async () => {
    expect(await problems({ version: server() })).toEqual([]);
  });

  it('finds an engine that does not answer, and asks nothing more', async () => {
    const said = 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock';
    const { machine: dead, asked } = machine({ version: no(said) });
    expect(await buildProblems(image, dead)).toEqual([
      {
        kind: 'impossible',
        text: expect.stringMatching(
          /^the Docker engine at unix:\S+ does not answer .* Fix: start it/,
        ),
      },
    ]);
    expect(asked).toHaveLength(1);
  });

  it('does not take a missing docker command for a missing engine', async () => {
    const missing = { ok: false, output: 'spawn docker ENOENT', missing: true };
    expect(await problems({ version: missing })).toEqual([
      { kind: 'unknown', text: expect.stringContaining('nobody can tell') },
    ]);
  });

  it.each([
    [{}, '(socket) version'],
    [{ DOCKER_HOST: 'tcp://10.0.0.1:2375' }, 'version'],
    [{ DOCKER_CONTEXT: 'colima' }, 'version'],
  ])('with %j asks the engine that the provider will use', async (environment, line) => {
    const { machine: any, asked } = machine({ version: server() }, { environment });
    await buildProblems(image, any);
    expect(asked[0]).toMatch(new RegExp(`^${line.replace(/[()]/g, '\\$&')} --format`));
  });

  it('finds a platform that the engine cannot build', async () => {
    expect(await problems({ version: server() }, {}, arm)).toEqual([
      {
        kind: 'impossible',
        text: expect.stringMatching(
          /^the engine is linux\/amd64 and the hosts need linux\/arm64\. Fix: .*--install arm64/,
        ),
      },
    ]);
  });

  it.each([
    ['Linux emulates it', server(), { emulates: () => true }],
    ['Docker Desktop emulates it', server('amd64', 'Docker Desktop 4.50'), {}],
    ['it is the one of the engine', server('arm64'), {}],
  ])('accepts another platform where %s', async (_, version, more) => {
    expect(await problems({ version }, more, arm)).toEqual([]);
  });

  it('says that it cannot see whether an engine elsewhere emulates', async () => {
    const environment = { DOCKER_HOST: 'ssh://builder' };
    expect(await problems({ version: server() }, { environment }, arm)).toEqual([
      { kind: 'unknown', text: expect.stringContaining('cannot be seen from here') },
    ]);
  });

  const absent = { version: server(), 'image inspect': no('No such image') };

  it('asks the registry for a base image that the engine does not have', async () => {
    const { machine: any, asked } = machine(absent);
    expect(await buildProblems(image, any)).toEqual([]);
    expect(asked).toContain(`(socket) manifest inspect ${BASE}`);
  });

  it('finds a base image that cannot be had', async () => {
    const answers = {
      ...absent,
      manifest: no('Get "https://x": dial tcp: lookup x: no such host'),
    };
    expect(await problems(answers)).toEqual([
      {
        kind: 'impossible',
        text: expect.stringMatching(
          /^the base image node:24\S+ cannot be had \(no such host\)\. Fix: .*HELLO_SERVER_BASE_IMAGE/,
        ),
      },
    ]);
  });

  it('says who logs in where the base image is in a private ECR', async () => {
    const base = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/base:1';
    const answers = { ...absent, manifest: no('unexpected status: 401 Unauthorized') };
    const [found] = await problems(answers, {}, { ...image, buildArgs: { BASE_IMAGE: base } });
    expect(found?.text).toContain('docker-credential-ecr-login');
  });
});
