import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readState, remainingResources, stateIsLocked, type LocalStage } from './local-resources';
import { eventually } from './eventually';
import { Visitors } from './visitors';
import { baseImage, Workspace } from './workspace';

const hello = /(http:\/\/\S+)\/? -> Hello from ([0-9a-f]{12})!/;

/** Where the server answered, and the container that did. */
interface Answer {
  readonly url: string;
  readonly id: string;
}

function answerIn(output: string): Answer {
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
  /** What is deployed: the workshop, or behind a load balancer. */
  readonly stage: LocalStage;
  readonly environment?: NodeJS.ProcessEnv;
  readonly containers: boolean;
  /** Why this machine cannot walk it. */
  readonly whyNot?: string;
  /** Whether it also walks what does not depend on how a task runs. */
  readonly whole: boolean;
}

/** Lines: what a newcomer scrolls through to read a first deployment. */
const TWO_SCREENS = 80;
/** Of them, those of an apply while it runs: as many as it takes fives of seconds, and what ECS says meanwhile. */
const OF_THE_APPLY = 10;
/** Signs of life, resources that are done, events of services: more of them where the machine is slow. */
const WHILE_IT_RUNS = /^…|^ {2}(\[\d+\/\d+\]|\d\d:\d\d:\d\d) /;

/** Tests one road from nothing to nothing: deploy, answer, replace, roll, fail, destroy. */
export function walk({ road, lane, stage, environment, containers, whyNot, whole }: Road): void {
  const skipped = whyNot === undefined ? '' : ` (skipped: ${whyNot})`;
  describe(`The whole road ${road}${skipped}`, () => {
    const test = whyNot === undefined ? it : it.skip;
    const balanced = stage === 'local-production' ? test : undefined;
    const once = whole && whyNot === undefined ? it : undefined;
    let workspace: Workspace;
    const infra = (target: string, ...more: readonly string[]) =>
      workspace.nx(['run', `infra:${target}`, '-c', stage, ...more]);
    // A load balancer asks the tasks in turn.
    const fromOne = (id: string) => (stage === 'local' ? new RegExp(`^${id}$`) : /^[0-9a-f]{12}$/);
    let first: Answer;

    beforeAll(() => {
      // A newcomer's clone builds everything before it deploys.
      workspace = new Workspace(lane, environment, { fresh: whole });
    });
    afterAll(() => workspace.close());

    test('deploys from nothing and ends with a real answer', async () => {
      const deployed = await infra('deploy');
      expect(deployed).toMatchObject({ code: 0 });
      if (stage === 'local') {
        const lines = deployed.output.trim().split('\n');
        const told = lines.filter((line) => !WHILE_IT_RUNS.test(line));
        expect(told.length).toBeLessThanOrEqual(TWO_SCREENS - OF_THE_APPLY);
      }
      first = answerIn(deployed.output);
      expect(await fetchedId(first.url)).toMatch(fromOne(first.id));
      expect(deployed.output).toContain('ACTIVE');
      expect(deployed.output).toMatch(/3 registered t3\.micro hosts in 3 AZs/);
      expect(/runs as a process, not as a container/.test(deployed.output)).toBe(!containers);
      expect(await stateIsLocked(workspace.access, stage)).toBe(false);
    });

    test('answers from the container that Docker runs under that id', () => {
      if (!containers) {
        return;
      }
      expect(
        docker('inspect', '--format', '{{.State.Running}} {{.Config.User}}', first.id),
      ).toMatch(/^true \d+/);
    });

    once?.('says what runs and where', async () => {
      const status = await workspace.nx(['run', 'infra:status']);
      expect(status.code).toBe(0);
      for (const zone of ['us-east-1a', 'us-east-1b', 'us-east-1c']) {
        expect(status.output).toContain(zone);
      }
    });

    test('replaces a task that dies by one with another id', async () => {
      const before = await workspace.containers();
      const dying = before.find(({ id }) => id === first.id);
      expect(dying).toBeDefined();
      if (containers) {
        docker('kill', first.id);
      } else {
        process.kill(dying?.pid ?? NaN, 'SIGKILL');
      }
      await eventually('a container in its place', async () => {
        const now = await workspace.containers();
        return (now.length >= before.length && now.every(({ id }) => id !== first.id)) || undefined;
      });
      const { url, id } = await eventually('an answer from a new task', async () => {
        const answer = answerIn((await infra('url')).output);
        return answer.id === first.id ? undefined : answer;
      });
      expect(id).toMatch(/^[0-9a-f]{12}$/);
      expect(await fetchedId(url)).toMatch(fromOne(id));
    });

    once?.('deploys a second time without a change', async () => {
      const again = await workspace.nx(['run', 'infra:deploy']);
      expect(again.output).toMatch(/no changes/i);
      expect(answerIn(again.output).id).not.toBe(first.id);
      expect(again.code).toBe(0);
    });

    const moved = { HELLO_ECS_HOST_PORT: '8081' };
    let rolled: Answer;
    once?.('rolls a new host port out to the listening socket', async () => {
      const deployed = await workspace.nx(['run', 'infra:deploy'], moved);
      expect(deployed.code).toBe(0);
      rolled = answerIn(deployed.output);
      expect(new URL(rolled.url).port).toBe('8081');
      expect(await fetchedId(rolled.url)).toBe(rolled.id);
    });

    const withContainers = containers ? once : undefined;
    withContainers?.(
      'fails where the new container fails, says of what, and keeps what ran',
      async () => {
        const failed = await workspace.nx(['run', 'infra:deploy'], {
          ...moved,
          HELLO_SERVER_BASE_IMAGE: failingBaseImage(workspace.directory),
        });
        // Rolled back, which is a failure of its own.
        expect(failed.code).toBe(6);
        expect(failed.output).toMatch(/exit code 7/i);
        expect(failed.output).not.toMatch(/as it should be|is deployed/i);
        expect(await fetchedId(rolled.url)).toBe(rolled.id);
      },
    );

    balanced?.(
      'loses no request while a revision comes and goes and all hosts are replaced',
      async () => {
        const visitors = new Visitors(first.url);
        const file = join(workspace.root, 'apps', 'infra', 'src', 'stages', 'production.ts');
        const values = readFileSync(file, 'utf8');
        const others = values
          .replace('memoryReservationMiB: 128', 'memoryReservationMiB: 160')
          .replace('...values,', "...values,\n    hosts: { instanceType: 't3.small' },");
        writeFileSync(file, others);
        let answered = 0;
        try {
          for (const [target, expected] of [
            ['deploy', /is deployed\./],
            ['rollback', /runs hello-prod_app_service:1 after/],
            ['refresh', /Successful, 3 of 3 hosts have joined/],
          ] as const) {
            const done = await infra(target, ...(target === 'deploy' ? [] : ['--yes']));
            expect(done.output).toMatch(expected);
            expect(done.code).toBe(0);
          }
        } finally {
          answered = await visitors.leave();
        }
        expect(answered).toBeGreaterThan(0);
        expect(visitors.lost).toEqual([]);
      },
    );

    test('destroys everything: no resource, an empty state, no container', async () => {
      const destroyed = await infra('destroy');
      expect(destroyed).toMatchObject({ code: 0 });
      expect(await remainingResources(workspace.access)).toEqual([]);
      expect((await readState(workspace.access, stage)).resources).toEqual([]);
      expect(docker('ps', '-aq', '--filter', `label=hello-ecs.local-aws=${5600 + lane}`)).toBe('');
    });

    once?.('stops the local AWS', async () => {
      expect(await workspace.nx(['run', 'local-aws:stop'])).toMatchObject({ code: 0 });
      await expect(fetch(workspace.access.endpoint)).rejects.toThrow('fetch failed');
    });
  });
}
