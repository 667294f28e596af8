import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localAwsStatus, registerImage, startLocalAws, stopLocalAws } from 'local-aws';
import { execute, localEnvironment, terraformBinary } from './execute';
import { keepProvider } from '../../tools/kept-provider.cjs';
import { changesOf, planOfModule, writeModules } from './example-modules';
import { keepPlan } from './kept-plans';
import { providerEnvironment, type ProviderEnvironment } from 'nx-cdktf';
import type { LocalAccess } from './local-access';
import { remainingResources } from './local-resources';
import type { OtherOwner } from './other-owners';
import { prepareAccount, type PreparedNetwork } from './prepared-account';

const root = join(__dirname, '..', '..');
const examplePrograms = join(root, 'packages', 'ecs-constructs', 'examples', 'dist');
/** Where the lanes listen; the addresses of their hosts follow it, so that two clones can run side by side. */
const FIRST_PORT = Number(process.env['EXAMPLES_FIRST_PORT'] ?? 5651);

const PLAN = 'second.tfplan';
// Most of what is applied waits.
const PARALLEL = '-parallelism=30';

/** What the examples of a lane went through together. */
export interface LaneRun {
  /** What each command printed, for the message of a failure. */
  readonly output: string;
  /** How the apply ended. */
  readonly applied: number;
  /** What a second plan changes, straight after the apply, by example; an example that could not be planned is not there. */
  readonly secondPlan: Readonly<Record<string, readonly string[]>>;
  /** Which tasks ran after the apply, by service. */
  readonly running: readonly string[];
  /** Resources that were not there before. */
  readonly left: readonly string[];
  /** Calls that AWS refused because something else still needed the resource. */
  readonly refusals: readonly string[];
  /** Tasks that lost their host, instead of being stopped first. */
  readonly killed: readonly string[];
}

/** A local AWS of its own with an account that has a network, where examples are applied and destroyed together. */
export class ExampleLane {
  readonly directory = mkdtempSync(join(tmpdir(), 'hello-ecs-examples-'));
  private readonly options: Parameters<typeof startLocalAws>[0];
  private readonly access: LocalAccess;

  constructor(lane: number) {
    // Applies of one-off tasks look for ecs-operations there, as in the workspace of an app.
    symlinkSync(join(root, 'node_modules'), join(this.directory, 'node_modules'));
    this.options = {
      port: FIRST_PORT + lane - 1,
      // Room for the hosts of every example.
      firstHostAddress: `127.0.${(FIRST_PORT % 128) + 128 - lane}.1`,
      directory: join(this.directory, 'local-aws'),
      runtime: 'processes',
      scalingMinuteSeconds: 2,
    };
    const { port, directory } = this.options;
    this.access = { endpoint: `http://127.0.0.1:${port}`, directory };
  }

  async close(): Promise<void> {
    await stopLocalAws(this.options);
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 10 });
  }

  /**
   * Applies the examples, plans them again and destroys them, whatever happens on the way. Before the second plan,
   * somebody else may have changed what Terraform does not own.
   */
  async run(
    examples: readonly string[],
    otherOwners: readonly OtherOwner[] = [],
  ): Promise<LaneRun> {
    const network = await this.start();
    const before = await remainingResources(this.access);
    const stackFiles: Record<string, string> = {};
    for (const example of examples) {
      stackFiles[example] = await this.synth(example, network);
    }
    writeModules(this.directory, stackFiles);
    const environment = localEnvironment(this.options);
    const kept = await keepProvider(environment);
    const provider = await providerEnvironment(join(this.directory, 'main.tf.json'), {
      ...environment,
      ...kept.environment,
    });
    const commands: string[] = [];
    const terraform = async (...args: string[]): Promise<number> => {
      const { code, output } = await this.terraform(provider, args);
      commands.push(`$ terraform ${args.join(' ')}\n${output}`);
      return code;
    };
    try {
      await terraform('init', '-input=false');
      const applied = await terraform('apply', '-auto-approve', '-input=false', PARALLEL);
      const running = await this.runningTasks();
      const secondPlan: Record<string, readonly string[]> = {};
      if (applied === 0) {
        await Promise.all(otherOwners.map((change) => change(this.access)));
        await terraform('plan', '-input=false', PARALLEL, `-out=${PLAN}`);
        const shown = await this.terraform(provider, ['show', '-json', PLAN]);
        for (const [example, stackFile] of Object.entries(stackFiles)) {
          const plan = planOfModule(shown.output, example);
          secondPlan[example] = changesOf(plan);
          keepPlan(example, plan, stackFile);
        }
      }
      const mark = this.log().length;
      const destroyed = await terraform('destroy', '-auto-approve', '-input=false', PARALLEL);
      return {
        output: commands.join('\n'),
        applied,
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
      kept.end();
    }
  }

  /** Starts the local AWS, empty but for the network, and tells it what the images mean. */
  private async start(): Promise<PreparedNetwork> {
    await startLocalAws(this.options);
    for (const [reference, script] of Object.entries(PROGRAMS)) {
      await registerImage(this.options, {
        reference,
        process: { command: [process.execPath, '-e', script], workingDirectory: this.directory },
        dockerImageAvailable: false,
      });
    }
    return prepareAccount(this.access);
  }

  /** Its `cdk.tf.json`. */
  private async synth(example: string, { vpcId, subnets }: PreparedNetwork): Promise<string> {
    const outdir = join(this.directory, 'synthesized', example);
    mkdirSync(outdir, { recursive: true });
    const zones = Object.entries(subnets).map(([zone, id]) => `${zone}=${id}`);
    const { code, output } = await execute(
      process.execPath,
      [join(examplePrograms, 'main.js'), example, outdir, vpcId, ...zones],
      { cwd: examplePrograms, env: process.env },
    );
    if (code !== 0) {
      throw new Error(`the example ${example} does not synthesize:\n${output}`);
    }
    return join(outdir, 'stacks', example, 'cdk.tf.json');
  }

  private terraform(provider: ProviderEnvironment, args: readonly string[]) {
    return execute(terraformBinary(), [...args, '-no-color'], {
      cwd: this.directory,
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
  return log.split('\n').filter(
    (line) =>
      /\b(Delete|Deregister|Detach|Disassociate|Remove)\w+ \S+ [45]\d\d /.test(line) &&
      // The provider detaches the interface of an instance that has ended, and is content that it is not attached.
      !line.includes(' DetachNetworkInterface '),
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
