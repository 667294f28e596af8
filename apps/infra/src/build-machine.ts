import { existsSync } from 'node:fs';
import { type Docker, docker, dockerReason } from './docker';
import type { HelloSources } from './hello-image';

/** Why this machine cannot build the image, or that it cannot be told. */
export interface BuildProblem {
  /** `impossible`: the build would fail. `unknown`: nobody could be asked. */
  readonly kind: 'impossible' | 'unknown';
  readonly text: string;
}

/** What the checks look at beside the image. */
export interface BuildMachine {
  readonly environment: NodeJS.ProcessEnv;
  readonly docker?: Docker;
  /** Whether Linux runs programs of another architecture here. @default - looks into /proc */
  readonly emulates?: (architecture: string) => boolean;
}

/** Linux' names for what emulates an architecture. */
const EMULATORS: Readonly<Record<string, string>> = { arm64: 'aarch64', amd64: 'x86_64' };
const BINFMT = '/proc/sys/fs/binfmt_misc/qemu-';

/**
 * Asks the engine that the docker provider will use whether it answers, builds for the platform, and can have the base
 * image. Before a plan, because the apply would find out after it has made half of the stack.
 */
export async function buildProblems(
  image: Pick<HelloSources, 'platform' | 'buildArgs'>,
  machine: BuildMachine,
): Promise<readonly BuildProblem[]> {
  const { environment, docker: run = docker } = machine;
  const ask: Docker = (args, seconds) => run([...engineOf(environment), ...args], seconds);
  const answer = await ask(['version', '--format', '{{json .Server}}']);
  const engine = answer.ok ? readEngine(answer.output) : undefined;
  if (engine === undefined) {
    return [engineProblem(answer, environment)];
  }
  return [
    ...platformProblems(image.platform, engine, machine),
    ...(await baseImageProblems(image, ask)),
  ];
}

/**
 * The provider goes by DOCKER_CONTEXT, DOCKER_HOST and the usual socket; the docker command also by the context that was
 * chosen last.
 */
function engineOf({ DOCKER_CONTEXT, DOCKER_HOST }: NodeJS.ProcessEnv): readonly string[] {
  return DOCKER_CONTEXT || DOCKER_HOST ? [] : ['--host', DEFAULT_ENGINE];
}

const DEFAULT_ENGINE = 'unix:///var/run/docker.sock';

interface Engine {
  readonly os: string;
  readonly architecture: string;
  readonly isDesktop: boolean;
}

function readEngine(output: string): Engine | undefined {
  // The command may warn before it answers.
  const line = output.split('\n').find((text) => text.startsWith('{'));
  if (line === undefined) {
    return undefined;
  }
  const server = JSON.parse(line) as {
    readonly Os?: string;
    readonly Arch?: string;
    readonly Platform?: { readonly Name?: string };
  };
  if (server.Os === undefined || server.Arch === undefined) {
    return undefined;
  }
  const isDesktop = /Docker Desktop/.test(server.Platform?.Name ?? '');
  return { os: server.Os, architecture: server.Arch, isDesktop };
}

function engineProblem(
  { missing = false, output }: { readonly missing?: boolean; readonly output: string },
  { DOCKER_CONTEXT, DOCKER_HOST }: NodeJS.ProcessEnv,
): BuildProblem {
  if (missing) {
    const text =
      'the docker command is not on the PATH, so nobody can tell whether an engine answers, builds for the platform ' +
      'and has the base image. Fix: install it to have that checked.';
    return { kind: 'unknown', text };
  }
  const engine = DOCKER_CONTEXT ? `context ${DOCKER_CONTEXT}` : DOCKER_HOST || DEFAULT_ENGINE;
  return {
    kind: 'impossible',
    text:
      `the Docker engine at ${engine} does not answer (${dockerReason(output)}). Fix: start it, or name another one in ` +
      'DOCKER_HOST or DOCKER_CONTEXT.',
  };
}

function platformProblems(
  platform: string,
  { os, architecture, isDesktop }: Engine,
  machine: BuildMachine,
): readonly BuildProblem[] {
  const [wantedOs = '', wanted = ''] = platform.split('/');
  if (os === wantedOs && architecture === wanted) {
    return [];
  }
  const fix =
    "Fix: 'docker run --privileged --rm tonistiigi/binfmt --install " +
    `${wanted}' lets Linux emulate it; or build on a machine of that architecture, or choose another instance type.`;
  const what = `the engine is ${os}/${architecture} and the hosts need ${platform}`;
  if (os !== wantedOs) {
    return [{ kind: 'impossible', text: `${what}. ${fix}` }];
  }
  // Docker Desktop brings its emulators along.
  if (isDesktop) {
    return [];
  }
  const { DOCKER_CONTEXT, DOCKER_HOST = DEFAULT_ENGINE } = machine.environment;
  if (DOCKER_CONTEXT || !DOCKER_HOST.startsWith('unix:') || process.platform !== 'linux') {
    const text = `${what}; whether it emulates that cannot be seen from here. If it does not: ${fix}`;
    return [{ kind: 'unknown', text }];
  }
  const emulates = machine.emulates ?? hasEmulator;
  return emulates(wanted) ? [] : [{ kind: 'impossible', text: `${what}. ${fix}` }];
}

function hasEmulator(architecture: string): boolean {
  return existsSync(`${BINFMT}${EMULATORS[architecture] ?? architecture}`);
}

async function baseImageProblems(
  { buildArgs }: Pick<HelloSources, 'buildArgs'>,
  ask: Docker,
): Promise<readonly BuildProblem[]> {
  const base = buildArgs['BASE_IMAGE'] ?? '';
  if (base === '' || base === 'scratch') {
    return [];
  }
  if ((await ask(['image', 'inspect', base])).ok) {
    return [];
  }
  // Asks the registry with the login of this machine, as the builder does; no layer is fetched.
  const answer = await ask(['manifest', 'inspect', base], 60);
  if (answer.ok) {
    return [];
  }
  const denied = /unauthorized|denied|no basic auth|401|403/i.test(answer.output);
  const ecr = /\.dkr[.-]ecr[.-]/.test(base);
  return [
    {
      kind: 'impossible',
      text:
        `the base image ${base} cannot be had (${dockerReason(answer.output)}). Fix: ` +
        (ecr && denied
          ? 'the builder logs in with the docker configuration of this machine, not with the token of the stack: install ' +
            'docker-credential-ecr-login and set it as credHelper for that registry, or docker login there.'
          : 'connect to its registry, log in there with docker login, or set HELLO_SERVER_BASE_IMAGE to an image you have.'),
    },
  ];
}
