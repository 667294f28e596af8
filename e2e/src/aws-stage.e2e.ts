import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsLane } from './aws-lane/aws-lane';
import { whyNoAwsLane } from './aws-lane/why-not';
import { remainingResources } from './local-resources';
import { eventually } from './eventually';
import type { Finished } from './workspace';

const reason = whyNoAwsLane();
const title = `The stage aws, with a real registry under the name of ECR${reason === undefined ? '' : ` (skipped: ${reason})`}`;
if (reason !== undefined) {
  process.stderr.write(`SKIPPED ${title}\n`);
}

const hello = /http:\/\/\S+ -> Hello from [0-9a-f]{12}!/;

/** Jest says nothing before the whole file has ended, which takes minutes. */
const tell = (text: string): void => {
  process.stderr.write(`stage aws: ${text}\n`);
};

/** A test of this road takes as long as two deployments on a machine that does other things too. */
const MINUTES = 60_000;

(reason === undefined ? describe : describe.skip)(title, () => {
  const lane = new AwsLane(7);
  const began = Date.now();
  let first: { readonly base: string; readonly tag: string; readonly digest: string };

  beforeAll(() => lane.start(), 5 * MINUTES);
  afterAll(async () => {
    const seconds = Math.round((Date.now() - began) / 1000);
    tell(`${seconds} s`);
    await lane.stop();
  }, 5 * MINUTES);

  const deploy = async (base: string, ...args: readonly string[]): Promise<Finished> =>
    noted('deploy', await lane.run('deploy', base, '--approve', ...args));
  const plan = async (base: string, ...args: readonly string[]): Promise<Finished> =>
    noted('plan', await lane.run('plan', base, ...args));
  const noted = (what: string, finished: Finished): Finished => {
    const said = /^(Plan: .*|No changes\.)$/m.exec(finished.output)?.[1] ?? 'no plan';
    tell(`${what} ${finished.code}: ${said}`);
    return finished;
  };
  const file = (name: string) => join(lane.workspace.directory, 'nx-cdktf', 'infra', 'aws', name);

  it(
    'deploys from nothing: builds, pushes, answers, and says that this is not AWS',
    async () => {
      const base = lane.baseImage('one');
      const deployed = await deploy(base);
      expect(deployed.output).toMatch(hello);
      expect(deployed.code).toBe(0);
      expect(deployed.output).toContain(
        `AWS_ENDPOINT_URL is set: the stage aws works with ${lane.workspace.access.endpoint} instead of AWS.`,
      );
      const tag = lane.lastTag();
      const digest = (await lane.digest(tag)) ?? '';
      first = { base, tag, digest };
      expect(digest).toMatch(/^sha256:/);
      expect(await lane.digest('latest')).toBe(digest);
      expect(lane.registry.pushed.sort()).toEqual([tag, 'latest'].sort());
      tell(`${tag} and latest: ${digest}`);
    },
    10 * MINUTES,
  );

  it(
    'plans nothing a second time, and needs no engine for it',
    async () => {
      const again = await lane.workspace.nx(lane.line('plan'), {
        HELLO_SERVER_BASE_IMAGE: first.base,
        DOCKER_HOST: 'tcp://127.0.0.1:1',
      });
      noted('plan', again);
      expect(again.output).toContain('No changes.');
      expect(again.code).toBe(0);
    },
    5 * MINUTES,
  );

  describe('before it plans', () => {
    it(
      'finds that no engine answers',
      async () => {
        const stopped = await lane.workspace.nx([...lane.line('deploy'), '--approve'], {
          HELLO_SERVER_BASE_IMAGE: lane.baseImage('unbuilt'),
          DOCKER_HOST: 'tcp://127.0.0.1:1',
        });
        expect(stopped.output).toContain('the Docker engine at tcp://127.0.0.1:1 does not answer');
        expect(stopped.output).not.toContain('Planning');
        expect(stopped.code).toBe(1);
      },
      5 * MINUTES,
    );

    it(
      'finds that the base image cannot be had, which a plan only says',
      async () => {
        const base = 'registry.invalid/nobody/has:this';
        const stopped = await deploy(base);
        expect(stopped.output).toContain(`the base image ${base} cannot be had`);
        expect(stopped.output).not.toContain('Planning');
        expect(stopped.code).toBe(1);
        const planned = await plan(base);
        expect(planned.output).toContain('A deployment from here would fail: the base image');
        expect(planned.code).toBe(2);
      },
      5 * MINUTES,
    );
  });

  it(
    'shows the last lines of a build that fails, where its log lies, and neither in the review',
    async () => {
      const says = 'cannot find the flux capacitor';
      const base = lane.failingBaseImage('failing', says);
      const planned = await plan(base, '--requireApproval=never');
      for (const name of ['review.md', 'review.html', 'review.json']) {
        expect(readFileSync(file(`review/${name}`), 'utf8')).not.toContain(base);
      }
      expect(planned.output).not.toContain(base);
      const failed = await deploy(base);
      expect(failed.output).toMatch(
        /The last \d+ of the \d+ lines that the build of the image printed/,
      );
      expect(failed.output).toContain(says);
      expect(failed.output).toContain('image-build.log');
      expect(failed.code).toBe(1);
      expect(readFileSync(file('image-build.log'), 'utf8')).toContain('step 1');
      expect(statSync(file('image-build.log')).mode & 0o077).toBe(0);
    },
    10 * MINUTES,
  );

  it(
    'rolls a change out, although somebody goes on editing while it is applied',
    async () => {
      const base = lane.baseImage('two');
      const edited = join(lane.workspace.root, 'apps', 'hello-server', 'dist', 'edited-by-e2e.js');
      try {
        const deploying = lane.workspace.start([...lane.line('deploy'), '--approve'], {
          HELLO_SERVER_BASE_IMAGE: base,
        });
        await eventually(
          'the apply',
          () => Promise.resolve(/ \+ .* created/.test(deploying.output()) ? true : undefined),
          deploying,
        );
        writeFileSync(edited, '// saved while the deployment runs\n');
        const deployed = noted('deploy', await deploying.finished);
        expect(existsSync(edited)).toBe(true);
        expect(deployed.output).toMatch(hello);
        expect(deployed.code).toBe(0);
        const tag = lane.lastTag();
        expect(tag).not.toBe(first.tag);
        expect(await lane.digest('latest')).toBe(await lane.digest(tag));
        tell(`${tag} and latest: ${await lane.digest(tag)}`);
      } finally {
        rmSync(edited, { force: true });
      }
    },
    10 * MINUTES,
  );

  it(
    'goes back without a build, and latest goes back with it, as the plan says',
    async () => {
      const planned = await plan(first.base);
      // The terminal breaks the sentence where the line ends.
      expect(planned.output.replaceAll(/\s+/g, ' ')).toContain(
        `my-app/server:latest will name ${first.tag} (${first.digest})`,
      );
      expect(planned.output).toMatch(/Plan: .*1 beside Terraform\./);
      expect(planned.output).not.toMatch(/Image\/Push/);
      expect(planned.code).toBe(2);
      const before = lane.registry.pushed.length;
      const deployed = await deploy(first.base, '--savedPlan');
      expect(deployed.output).toMatch(hello);
      expect(deployed.code).toBe(0);
      expect(await lane.digest('latest')).toBe(first.digest);
      expect(lane.registry.pushed).toHaveLength(before);
      expect((await plan(first.base)).output).toContain('No changes.');
    },
    15 * MINUTES,
  );

  it(
    'does not call it a success where latest could not be pushed, and goes on from there',
    async () => {
      const base = lane.baseImage('three');
      const before = await lane.digest('latest');
      lane.registry.denied.add('latest');
      const denied = await deploy(base);
      expect(denied.code).toBe(1);
      const tag = lane.lastTag();
      expect(await lane.digest('latest')).toBe(before);
      lane.registry.denied.clear();

      lane.api.denied.add('PutImage');
      const again = await deploy(base);
      expect(again.output).toContain('ecr:PutImage: access denied');
      expect(again.code).toBe(1);
      lane.api.denied.clear();

      const last = await deploy(base);
      expect(last.code).toBe(0);
      expect(await lane.digest(tag)).toMatch(/^sha256:/);
      expect(await lane.digest('latest')).toBe(await lane.digest(tag));
      tell(`${tag} and latest: ${await lane.digest(tag)}`);
    },
    20 * MINUTES,
  );

  it(
    'destroys everything',
    async () => {
      const destroyed = await lane.run('destroy', first.base, '--approve');
      expect(destroyed.output).toContain('its state is empty');
      expect(destroyed.code).toBe(0);
      expect(await remainingResources(lane.workspace.access)).toEqual([]);
    },
    10 * MINUTES,
  );
});
