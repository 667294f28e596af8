import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forgetPlan, keepSavedPlan } from './kept-plans';
import { readState, remainingResources, stateIsLocked } from './local-resources';
import { eventually } from './eventually';
import { baseImage, Workspace } from './workspace';

const hello = /(http:\/\/\S+)\/? -> Hello from ([0-9a-f]{12})!/;

function answerIn(output: string): { readonly url: string; readonly id: string } {
  const match = hello.exec(output);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw new Error(`No line 'URL -> Hello from ID!' in:\n${output}`);
  }
  return { url: match[1], id: match[2] };
}

async function fetchedId(url: string): Promise<string> {
  const body = await (await fetch(url, { signal: AbortSignal.timeout(60_000) })).text();
  const id = /^Hello from (\w+)!/.exec(body)?.[1];
  if (id === undefined) {
    throw new Error(`not a hello: ${body}`);
  }
  return id;
}

const docker = (...args: string[]) => spawnSync('docker', args, { encoding: 'utf8' }).stdout.trim();

/** A base image on which the server is built, and ends as soon as a task starts it. */
function failingBaseImage(directory: string): string {
  const image = 'hello-ecs-e2e/base:ends-at-once';
  const context = join(directory, 'failing-base');
  mkdirSync(context);
  // The build has no APP_VERSION, which the task definition gives.
  writeFileSync(join(context, 'end.js'), 'if (process.env.APP_VERSION) process.exit(7);\n');
  const base = baseImage();
  const lines = [`FROM ${base}`, 'COPY end.js /end.js', 'ENV NODE_OPTIONS=--require=/end.js'];
  writeFileSync(join(context, 'Dockerfile'), lines.join('\n'));
  docker('build', '--quiet', '--tag', image, context);
  return image;
}

/** A way in which the tasks of a deployment run. */
export interface Road {
  /** What follows "The whole road" in the name of the tests. */
  readonly road: string;
  readonly lane: number;
  readonly environment?: NodeJS.ProcessEnv;
  readonly containers: boolean;
  /** Why this machine cannot walk it. */
  readonly whyNot?: string;
  /** Whether it also walks what does not depend on how a task runs. */
  readonly whole: boolean;
}

/** Tests one road from nothing to nothing: deploy, answer, plan, replace, roll, fail, destroy. */
export function walk({ road, lane, environment, containers, whyNot, whole }: Road): void {
  const skipped = whyNot === undefined ? '' : ` (skipped: ${whyNot})`;
  describe(`The whole road ${road}${skipped}`, () => {
    const test = whyNot === undefined ? it : it.skip;
    const once = whole && whyNot === undefined ? it : undefined;
    const workspace = new Workspace(lane, environment);
    let first: { readonly url: string; readonly id: string };

    afterAll(() => workspace.close());

    test('deploys from nothing and ends with a real answer', async () => {
      const deployed = await workspace.nx(['run', 'infra:deploy']);
      expect(deployed).toMatchObject({ code: 0 });
      first = answerIn(deployed.output);
      expect(await fetchedId(first.url)).toBe(first.id);
      expect(deployed.output).toContain('ACTIVE');
      expect(deployed.output).toMatch(/3 registered t3\.micro hosts in 3 AZs/);
      expect(/runs as a process, not as a container/.test(deployed.output)).toBe(!containers);
      expect(await stateIsLocked(workspace.access)).toBe(false);
    });

    test('answers from the container that Docker runs under that id', () => {
      if (!containers) {
        return;
      }
      expect(
        docker('inspect', '--format', '{{.State.Running}} {{.Config.User}}', first.id),
      ).toMatch(/^true \d+/);
    });

    once?.('plans no changes after the deployment and exits 0', async () => {
      forgetPlan('app-local');
      const planned = await workspace.nx(['run', 'infra:plan']);
      expect(planned.output).toMatch(/no changes/i);
      expect(planned.code).toBe(0);
      keepSavedPlan('app-local', join(workspace.directory, 'nx-cdktf', 'infra', 'local'));
    });

    once?.('plans a change of the host port and exits 2', async () => {
      const planned = await workspace.nx(['run', 'infra:plan'], { HELLO_ECS_HOST_PORT: '8081' });
      expect(planned.output).toMatch(/Service|Task/);
      expect(planned.code).toBe(2);
    });

    once?.('says what runs and where', async () => {
      const status = await workspace.nx(['run', 'infra:status']);
      expect(status.code).toBe(0);
      for (const zone of ['us-east-1a', 'us-east-1b', 'us-east-1c']) {
        expect(status.output).toContain(zone);
      }
      const url = await workspace.nx(['run', 'infra:url']);
      expect(answerIn(url.output)).toEqual(first);
    });

    test('replaces a task that dies by one with another id', async () => {
      if (containers) {
        docker('kill', first.id);
      } else {
        process.kill(workspace.processOf(first.id), 'SIGKILL');
      }
      const id = await eventually('an answer from a new task', async () => {
        const answer = answerIn((await workspace.nx(['run', 'infra:url'])).output).id;
        return answer === first.id ? undefined : answer;
      });
      expect(id).toMatch(/^[0-9a-f]{12}$/);
    });

    once?.('deploys a second time without a change', async () => {
      const again = await workspace.nx(['run', 'infra:deploy']);
      expect(again.output).toMatch(/no changes/i);
      expect(answerIn(again.output).id).not.toBe(first.id);
      expect(again.code).toBe(0);
    });

    const moved = { HELLO_ECS_HOST_PORT: '8081' };
    once?.('rolls a new host port out to the listening socket', async () => {
      const deployed = await workspace.nx(['run', 'infra:deploy'], moved);
      expect(deployed.code).toBe(0);
      const { url, id } = answerIn(deployed.output);
      expect(new URL(url).port).toBe('8081');
      expect(await fetchedId(url)).toBe(id);
    });

    const withContainers = containers ? once : undefined;
    withContainers?.(
      'fails where the new container fails, says of what, and keeps what ran',
      async () => {
        const before = answerIn((await workspace.nx(['run', 'infra:url'], moved)).output);
        const failed = await workspace.nx(['run', 'infra:deploy'], {
          ...moved,
          HELLO_SERVER_BASE_IMAGE: failingBaseImage(workspace.directory),
        });
        // Rolled back, which is a failure of its own.
        expect(failed.code).toBe(6);
        expect(failed.output).toMatch(/exit code 7/i);
        expect(failed.output).not.toMatch(/as it should be|is deployed/i);
        expect(await fetchedId(before.url)).toBe(before.id);
      },
    );

    test('destroys everything: no resource, an empty state, no container', async () => {
      const destroyed = await workspace.nx(['run', 'infra:destroy']);
      expect(destroyed).toMatchObject({ code: 0 });
      expect(await remainingResources(workspace.access)).toEqual([]);
      expect((await readState(workspace.access)).resources).toEqual([]);
      expect(docker('ps', '-aq', '--filter', `label=hello-ecs.local-aws=${5600 + lane}`)).toBe('');
    });
  });
}
