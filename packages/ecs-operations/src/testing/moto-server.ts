import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface MotoServer {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** Why the tests that need moto cannot run here, with the way to enable them; undefined when they can. */
export function whyNoMoto(): string | undefined {
  const { status } = spawnSync('moto_server', ['--help'], { stdio: 'ignore' });
  return status === 0
    ? undefined
    : "moto_server is not on the PATH; enable these tests with: pip install 'moto[server]>=5,<6'";
}

/** Starts a moto of our own on a free port; its services report `running` tasks as soon as they are created. */
export async function startMoto(running: number): Promise<MotoServer> {
  const port = await freePort();
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    env: { ...process.env, MOTO_ECS_SERVICE_RUNNING: String(running) },
    stdio: 'ignore',
  });
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await answers(endpoint, child);
    // moto moves a task on at every Describe call; here it must stay RUNNING until it is stopped.
    await fetch(`${endpoint}/moto-api/state-manager/set-transition`, {
      method: 'POST',
      body: JSON.stringify({
        model_name: 'ecs::task',
        transition: { progression: 'manual', times: 1_000_000 },
      }),
    });
  } catch (error) {
    await end(child);
    throw error;
  }
  return { endpoint, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exited;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(endpoint: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 3_000; tries += 1) {
    if (child.exitCode !== null) {
      throw new Error(`moto_server ended with code ${child.exitCode}`);
    }
    const response = await fetch(`${endpoint}/moto-api/data.json`).catch(() => undefined);
    if (response?.ok === true) {
      return;
    }
    await delay(100);
  }
  throw new Error('moto_server does not answer within 5 minutes');
}
