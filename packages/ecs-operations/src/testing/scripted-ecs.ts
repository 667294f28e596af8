import type { Service, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ecsClients, type EcsClients } from '../clients';

/** What the scripted ECS answers; tests change it between or during calls. */
export interface EcsScript {
  service?: Service;
  running: readonly Task[];
  stopped: readonly Task[];
  /** @default - one container without a health check */
  taskDefinition?: TaskDefinition;
  /** What RunTask answers. @default - nothing was started, for no reason */
  runTask?: () => object;
  /** Called before each answer; a returned error is answered in its place, 'hang' never answers. */
  before?: (operation: string) => ScriptedError | 'hang' | undefined;
}

export interface ScriptedError {
  readonly type: string;
  readonly message?: string;
  readonly status?: number;
}

export interface ScriptedEcs {
  readonly clients: EcsClients;
  readonly endpoint: string;
  readonly script: EcsScript;
  /** Operations in the order they were called. */
  readonly calls: readonly string[];
  readonly close: () => Promise<void>;
}

const LIST_PAGE = 100;

/**
 * A real HTTP server that speaks ECS's JSON 1.1 protocol for the calls that waiting loops make. It exists for what
 * moto cannot do: rollouts that move, fail and roll back, throttling, an endpoint that hangs.
 */
export async function scriptedEcs(script: EcsScript): Promise<ScriptedEcs> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      calls.push(operation);
      const fault = script.before?.(operation);
      if (fault === 'hang') {
        return;
      }
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      if (fault !== undefined) {
        response.statusCode = fault.status ?? 400;
        response.end(JSON.stringify({ __type: fault.type, message: fault.message ?? 'Scripted.' }));
        return;
      }
      response.end(JSON.stringify(answer(operation, JSON.parse(body), script), epochSeconds));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clients = ecsClients({
    region: 'eu-central-1',
    endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return {
    clients,
    endpoint,
    script,
    calls,
    close: async () => {
      clients.ecs.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Input {
  readonly desiredStatus?: string;
  readonly nextToken?: string;
  readonly tasks?: readonly string[];
}

function answer(operation: string, input: Input, script: EcsScript): object {
  if (operation === 'DescribeServices') {
    return script.service === undefined
      ? { services: [], failures: [{ arn: 'x', reason: 'MISSING' }] }
      : { services: [script.service], failures: [] };
  }
  if (operation === 'DescribeTaskDefinition') {
    return { taskDefinition: script.taskDefinition ?? { containerDefinitions: [{ name: 'web' }] } };
  }
  if (operation === 'RunTask') {
    return script.runTask?.() ?? { tasks: [], failures: [] };
  }
  if (operation === 'ListTasks') {
    const tasks = input.desiredStatus === 'STOPPED' ? script.stopped : script.running;
    const from = Number(input.nextToken ?? 0);
    const to = from + LIST_PAGE;
    return {
      taskArns: tasks.slice(from, to).map((task) => task.taskArn),
      ...(to < tasks.length ? { nextToken: String(to) } : {}),
    };
  }
  const wanted = new Set(input.tasks);
  if (wanted.size === 0 || wanted.size > 100) {
    throw new Error('DescribeTasks takes 1 to 100 tasks');
  }
  return {
    tasks: [...script.running, ...script.stopped].filter((task) => wanted.has(task.taskArn ?? '')),
    failures: [],
  };
}

/** The JSON protocols carry times as seconds since 1970. */
function epochSeconds(this: unknown, key: string, value: unknown): unknown {
  const original: unknown = (this as Record<string, unknown>)[key];
  return original instanceof Date ? Number(original) / 1000 : value;
}
