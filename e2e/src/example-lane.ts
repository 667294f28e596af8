import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localAwsStatus, registerImage, startLocalAws, stopLocalAws } from 'local-aws';
import { execute, localEnvironment, terraformBinary } from './execute';
import { keepPlan } from './kept-plans';
import { providerEnvironment, type ProviderEnvironment } from 'nx-cdktf';
import type { LocalAccess } from './local-access';
import { remainingResources } from './local-resources';
import type { OtherOwner } from './other-owners';
import { prepareAccount, type PreparedNetwork } from './prepared-account';

const root = join(__dirname, '..', '..');
const examples = join(root, 'packages', 'ecs-constructs', 'examples', 'dist');
/** Where the lanes listen; the addresses of their hosts follow it, so that two clones can run side by side. */
const FIRST_PORT = Number(process.env['EXAMPLES_FIRST_PORT'] ?? 5651);

const PLAN = 'second.tfplan';

/** What one example went through. */
export interface ExampleRun {
  /** What each command printed, for the message of a failure. */
  readonly output: string;
  /** 0 nothing to change, 2 changes, 1 error: of a second plan, straight after the apply. */
  readonly secondPlan: number;
  /** Which tasks ran after the apply, by service. */
  readonly running: readonly string[];
  /** Resources that were not there before. */
  readonly left: readonly string[];
  /** Calls that AWS refused because something else still needed the resource. */
  readonly refusals: readonly string[];
  /** Tasks that lost their host, instead of being stopped first. */
  readonly killed: readonly string[];
}

/** A local AWS of its own with an account that has a network, where examples are applied and destroyed. */
export class ExampleLane {
  readonly directory = mkdtempSync(join(tmpdir(), 'hello-ecs-examples-'));
  private readonly options: Parameters<typeof startLocalAws>[0];
  private network: PreparedNetwork | undefined;
  private readonly access: LocalAccess;

  constructor(lane: number) {
    // Applies of one-off tasks look for ecs-operations there, as in the workspace of an app.
    symlinkSync(join(root, 'node_modules'), join(this.directory, 'node_modules'));
    this.options = {
      port: FIRST_PORT + lane - 1,
      firstHostAddress: `127.0.${FIRST_PORT % 256}.${lane * 20 + 1}`,
      directory: join(this.directory, 'local-aws'),
      runtime: 'processes',
      scalingMinuteSeconds: 2,
    };
    const { port, directory } = this.options;
    this.access = { endpoint: `http://127.0.0.1:${port}`, directory };
  }

  /** Starts the local AWS, empty but for the network, and tells it what the images mean. */
  async start(): Promise<void> {
    await startLocalAws(this.options);
    for (const [reference, script] of Object.entries(PROGRAMS)) {
      await registerImage(this.options, {
        reference,
        process: { command: [process.execPath, '-e', script], workingDirectory: this.directory },
        dockerImageAvailable: false,
      });
    }
    this.network = await prepareAccount(this.access);
  }

  async close(): Promise<void> {
    await stopLocalAws(this.options);
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 10 });
  }

  /**
   * Applies an example, plans it again and destroys it, whatever happens on the way. Before the second plan, somebody
   * else may have changed what Terraform does not own.
   */
  async run(example: string, otherOwner?: OtherOwner): Promise<ExampleRun> {
    const before = await remainingResources(this.access);
    const stack = join(this.directory, example, 'stacks', example);
    mkdirSync(join(this.directory, example), { recursive: true });
    const commands: string[] = [await this.synth(example)];
    const provider = await providerEnvironment(
      join(stack, 'cdk.tf.json'),
      localEnvironment(this.options),
    );
    try {
      const terraform = async (...args: string[]): Promise<number> => {
        const { code, output } = await this.terraform(stack, provider, args);
        commands.push(`$ terraform ${args.join(' ')}\n${output}`);
        return code;
      };
      await terraform('init', '-input=false');
      const applied = await terraform('apply', '-auto-approve', '-input=false');
      const running = await this.runningTasks();
      if (applied === 0) {
        await otherOwner?.(this.access);
      }
      const plan = ['plan', '-detailed-exitcode', '-input=false', `-out=${PLAN}`];
      const secondPlan = applied === 0 ? await terraform(...plan) : applied;
      if (applied === 0) {
        const shown = await this.terraform(stack, provider, ['show', '-json', PLAN]);
        keepPlan(example, shown.output, join(stack, 'cdk.tf.json'));
      }
      const mark = this.log().length;
      const destroyed = await terraform('destroy', '-auto-approve', '-input=false');
      return {
        output: commands.join('\n'),
        secondPlan,
        running,
        left: (await remainingResources(this.access))
          .filter((name) => !before.includes(name))
          .concat(destroyed === 0 ? [] : [`destroy ended with ${destroyed}`]),
        refusals: refusalsIn(this.log().slice(mark)),
        killed: await this.killedTasks(),
      };
    } finally {
      provider.dispose();
    }
  }

  private async synth(example: string): Promise<string> {
    const { vpcId, subnets } = this.network ?? { vpcId: '', subnets: {} };
    const args = [join(examples, 'main.js'), example, join(this.directory, example), vpcId];
    const zones = Object.entries(subnets).map(([zone, id]) => `${zone}=${id}`);
    const { code, output } = await execute(process.execPath, [...args, ...zones], {
      cwd: examples,
      env: process.env,
    });
    if (code !== 0) {
      throw new Error(`the example ${example} does not synthesize:\n${output}`);
    }
    return output;
  }

  private terraform(stack: string, provider: ProviderEnvironment, args: readonly string[]) {
    return execute(terraformBinary(), [...args, '-no-color'], {
      cwd: stack,
      env: provider.environment,
    });
  }

  private async runningTasks(): Promise<readonly string[]> {
    const tasks = (await localAwsStatus(this.options))?.tasks ?? [];
    return tasks
      .filter(({ lastStatus }) => lastStatus === 'RUNNING')
      .map(({ group }) => group)
      .sort();
  }

  private async killedTasks(): Promise<readonly string[]> {
    const tasks = (await localAwsStatus(this.options))?.tasks ?? [];
    return tasks
      .filter(({ stoppedReason = '' }) => stoppedReason.startsWith('Host EC2'))
      .map(({ group, stoppedReason }) => `${group}: ${stoppedReason}`);
  }

  private log(): string {
    return readFileSync(join(this.options.directory, 'daemon.log'), 'utf8');
  }
}

/** Deletions that were answered with an error: something was destroyed before what needs it. */
function refusalsIn(log: string): readonly string[] {
  return log
    .split('\n')
    .filter((line) =>
      /\b(Delete|Deregister|Detach|Disassociate|Remove)\w+ \S+ [45]\d\d /.test(line),
    );
}

/** What stands in for the images that the examples name. */
const SERVER = `
  const server = require('http').createServer((request, response) => response.end('Hello'));
  server.listen(Number(process.env.PORT || 0), process.env.HOST);
  process.on('SIGTERM', () => process.exit(0));
  console.log('listening');`;
const PROGRAMS: Readonly<Record<string, string>> = {
  'public.ecr.aws/docker/library/busybox:1.37': 'setTimeout(() => process.exit(0), 200);',
  'public.ecr.aws/nginx/nginx-unprivileged:1.29': SERVER,
  '123456789012.dkr.ecr.us-east-1.amazonaws.com/hello:1': SERVER,
  '123456789012.dkr.ecr.us-east-1.amazonaws.com/existing/hello:1': SERVER,
};
