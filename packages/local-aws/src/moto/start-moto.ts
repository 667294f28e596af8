import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { delimiter } from 'node:path';
import { freePort } from '../free-port';
import { endProcessGroup, identifyProcess } from '../control/process-identity';
import {
  MOTO_ENVIRONMENT,
  MOTO_WAYS,
  type MotoCommand,
  type MotoListen,
  type MotoSurroundings,
  type MotoWay,
} from './moto-ways';
import type { MotoEndpoint } from '../gateway/forward';
import { motoAnswers, motoVersion } from './ask-moto';
import { prepareMotoDirectory, removeMotoDirectory } from './moto-directory';
import { SECRET_VARIABLE } from './moto-hook';
import { withoutAwsVariables } from '../runtime/environment';

/** A moto that answers. */
export interface RunningMoto {
  readonly how: MotoWay['how'];
  readonly endpoint: MotoEndpoint;
  /** As moto itself tells it. */
  readonly version: string;
  /** Settles when moto ends, with the last lines it wrote. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** What starting needs besides the surroundings of the ways. */
export interface StartMotoOptions extends MotoSurroundings {
  readonly onSpawn: (pid: number) => void;
  readonly output: (text: string) => void;
}

/** Starts moto by the first way that works; throws one error that lists every way and why it failed. */
export async function startMoto(
  options: StartMotoOptions,
  ways: readonly MotoWay[] = MOTO_WAYS,
): Promise<RunningMoto> {
  const failures: string[] = [];
  for (const way of ways) {
    const found = await way.find(options);
    const started = 'why' in found ? found : await serve(way, found, options);
    if (!('why' in started)) {
      return started;
    }
    failures.push(`  ${way.needs}\n    ${started.why}`);
  }
  throw new Error(
    `local-aws: moto (https://docs.getmoto.org) cannot be started. Fix: make one of these ${ways.length} ways work.\n${failures.join('\n')}`,
  );
}

async function serve(
  way: MotoWay,
  command: MotoCommand,
  options: StartMotoOptions,
): Promise<RunningMoto | { readonly why: string }> {
  // Somebody may take the free port before moto does.
  for (let attempt = 0; ; attempt += 1) {
    const { directory } = options;
    const files = prepareMotoDirectory(directory);
    const listen: MotoListen =
      command.listensAt === 'port' ? { port: await freePort() } : { socketPath: files.socketPath };
    const endpoint: MotoEndpoint = {
      at: 'port' in listen ? { host: '127.0.0.1', port: listen.port } : listen,
      secret: randomBytes(32).toString('hex'),
    };
    const env = {
      ...withoutAwsVariables(options.env),
      ...MOTO_ENVIRONMENT,
      [SECRET_VARIABLE]: endpoint.secret,
      PYTHONPATH: [files.hookDirectory, options.env['PYTHONPATH'] ?? '']
        .filter((path) => path !== '')
        .join(delimiter),
    };
    const moto = spawnMoto(command, command.args(listen), env, options);
    const problem = await untilAnswers(endpoint, moto.ended, command.patienceMs);
    if (problem === undefined) {
      return { how: way.how, endpoint, version: await motoVersion(endpoint), ...moto };
    }
    await moto.stop();
    if (!/address already in use|port is already allocated/i.test(problem) || attempt === 2) {
      return { why: problem };
    }
  }
}

function spawnMoto(
  command: MotoCommand,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  options: StartMotoOptions,
): Pick<RunningMoto, 'ended' | 'stop'> {
  const child = spawn(command.program, [...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: wrappers (pyenv, uvx) may leave the real server behind when ended alone.
    detached: true,
  });
  let tail = '';
  const listen = (chunk: Buffer): void => {
    const text = chunk.toString('utf8');
    tail = `${tail}${text}`.slice(-2000);
    options.output(text);
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) =>
      resolve(`${lastWords(tail)} (exit ${code ?? signal})`.trim()),
    );
  });
  const pid = child.pid ?? 0;
  const identity = identifyProcess(pid);
  if (pid > 0) {
    options.onSpawn(pid);
  }
  return {
    ended,
    stop: async () => {
      if (identity !== undefined) {
        await endProcessGroup(identity, 2000);
      }
      if (command.container !== undefined) {
        await options.run('docker', ['rm', '--force', command.container]);
      }
      removeMotoDirectory(options.directory);
    },
  };
}

async function untilAnswers(
  endpoint: MotoEndpoint,
  ended: Promise<string>,
  patienceMs: number,
): Promise<string | undefined> {
  let problem: string | undefined;
  void ended.then((words) => (problem = words));
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline && problem === undefined) {
    try {
      await motoAnswers(endpoint);
      return undefined;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }
  return problem ?? `no answer within ${patienceMs / 1000} s`;
}

/** Without the lines of requests, whose addresses may hold a signature. */
function lastWords(text: string): string {
  const lines = text
    .trim()
    .split('\n')
    .filter((line) => !/^\S+ - - \[/.test(line));
  return lines.slice(-2).join(' ').slice(0, 400);
}
