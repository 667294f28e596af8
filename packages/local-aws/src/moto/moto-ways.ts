import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { RunCommand } from '../run-command';
import { findDockerEngine } from '../docker-engine';
import type { MotoStatus } from '../status';
import { CONTAINER_LABEL } from '../control/left-containers';
import { MOTO_HOOK, SECRET_VARIABLE } from './moto-hook';

/** Where moto is told to listen: at a socket in a directory of the user's, or at a port of 127.0.0.1. */
export type MotoListen = { readonly socketPath: string } | { readonly port: number };

/** A command that serves moto until it is ended. */
export interface MotoCommand {
  readonly program: string;
  /** A container's socket is not one of this machine. @default 'socket' */
  readonly listensAt?: 'socket' | 'port';
  args(listen: MotoListen): readonly string[];
  /** How long the first answer may take: some ways download first. */
  readonly patienceMs: number;
  /** The name of its container, where it runs in one. */
  readonly container?: string;
}

/** One way to get moto: either the command, or why this machine cannot. */
export interface MotoWay {
  readonly how: MotoStatus['how'];
  /** What it needs, for the message that lists all ways. */
  readonly needs: string;
  find(surroundings: MotoSurroundings): Promise<MotoCommand | { readonly why: string }>;
}

/** What the ways look at. */
export interface MotoSurroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly run: RunCommand;
  readonly progress: (message: string) => void;
  /** The port of the local AWS, for the container's label. */
  readonly gatewayPort: number;
  /** Where a Python venv may be made. */
  readonly directory: string;
}

const IMAGE = 'motoserver/moto:5.2.1';
const PACKAGE = 'moto[server]==5.2.1';
const DOWNLOAD_MS = 600_000;

/** The four ways in the order they are tried, fastest first. */
export const MOTO_WAYS: readonly MotoWay[] = [
  {
    how: 'path',
    needs: "moto_server on the PATH: pip install 'moto[server]'",
    find: async ({ env }) => {
      const program = findOnPath('moto_server', env);
      return program === undefined
        ? { why: 'no moto_server on the PATH' }
        : { program, args: serveOn, patienceMs: 30_000 };
    },
  },
  {
    how: 'docker',
    needs: `a Docker engine that can pull ${IMAGE}`,
    find: async ({ run, progress, gatewayPort }) => {
      const engine = await findDockerEngine(run);
      if (!engine.available) {
        return { why: engine.why };
      }
      if ((await run('docker', ['image', 'inspect', IMAGE])).code !== 0) {
        progress(`pulling ${IMAGE}`);
        const pulled = await run('docker', ['pull', '--quiet', IMAGE], { timeoutMs: DOWNLOAD_MS });
        if (pulled.code !== 0) {
          return { why: lastLine(pulled.stderr) || `cannot pull ${IMAGE}` };
        }
      }
      const container = `local-aws-moto-${gatewayPort}`;
      return {
        program: 'docker',
        listensAt: 'port',
        args: (listen) => [
          ...['run', '--rm', '--name', container, '--label', `${CONTAINER_LABEL}=${gatewayPort}`],
          // The name alone: the value comes from the environment, which no process list shows.
          ...['--env', SECRET_VARIABLE, '--entrypoint', 'python'],
          ...Object.entries(MOTO_ENVIRONMENT).flatMap(([name, value]) => [
            '--env',
            `${name}=${value}`,
          ]),
          ...['--publish', `127.0.0.1:${'port' in listen ? listen.port : 0}:5000`, IMAGE],
          ...[
            '-c',
            `${MOTO_HOOK}\nfrom moto.server import main\nmain(["-H", "0.0.0.0", "-p", "5000"])`,
          ],
        ],
        patienceMs: 60_000,
        container,
      };
    },
  },
  {
    how: 'uvx',
    needs: 'uvx on the PATH (https://docs.astral.sh/uv/) and PyPI',
    find: async ({ env }) => {
      const program = findOnPath('uvx', env);
      return program === undefined
        ? { why: 'no uvx on the PATH' }
        : {
            program,
            args: (listen) => ['--from', PACKAGE, 'moto_server', ...serveOn(listen)],
            patienceMs: DOWNLOAD_MS,
          };
    },
  },
  {
    how: 'venv',
    needs: 'python3 with venv and PyPI',
    find: async ({ env, run, progress, directory }) => {
      const python = findOnPath('python3', env) ?? findOnPath('python', env);
      if (python === undefined) {
        return { why: 'no python3 on the PATH' };
      }
      const venv = join(directory, 'moto-venv');
      const program = join(venv, 'bin', 'moto_server');
      if (!existsSync(program)) {
        progress('installing moto into a Python venv');
        const made = await run(python, ['-m', 'venv', venv], { timeoutMs: 120_000 });
        if (made.code !== 0) {
          return { why: lastLine(made.stderr || made.stdout) || 'python3 -m venv failed' };
        }
        const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', PACKAGE];
        const installed = await run(join(venv, 'bin', 'python'), pip, { timeoutMs: DOWNLOAD_MS });
        if (installed.code !== 0) {
          return { why: lastLine(installed.stderr) || 'pip install failed' };
        }
      }
      return { program, args: serveOn, patienceMs: 30_000 };
    },
  },
];

/**
 * moto's own switches: managed IAM policies exist on AWS, the hundreds of old AMIs only cost time, and nobody here has the
 * domain that a certificate would have to prove.
 */
export const MOTO_ENVIRONMENT: Readonly<Record<string, string>> = {
  MOTO_IAM_LOAD_MANAGED_POLICIES: 'true',
  MOTO_EC2_LOAD_DEFAULT_AMIS: 'false',
  MOTO_ACM_VALIDATION_WAIT: '0',
  PYTHONUNBUFFERED: '1',
};

/** The full path of a program, as a shell would find it. */
export function findOnPath(program: string, env: NodeJS.ProcessEnv): string | undefined {
  for (const directory of (env['PATH'] ?? '').split(delimiter)) {
    const candidate = join(directory || '.', program);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not here.
    }
  }
  return undefined;
}

/** werkzeug takes a socket for a host. https://werkzeug.palletsprojects.com/en/stable/serving/#unix-sockets */
function serveOn(listen: MotoListen): readonly string[] {
  return 'socketPath' in listen
    ? ['-H', `unix://${listen.socketPath}`]
    : ['-H', '127.0.0.1', '-p', String(listen.port)];
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
