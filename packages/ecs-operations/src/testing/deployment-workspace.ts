import { spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CLUSTER, LOG_GROUP, REGION, type LocalServices } from './local-services';

const root = resolve(__dirname, '../../../..');
const NX = join(root, 'node_modules/nx/dist/bin/nx.js');

/** What a service of a test's stack is. */
export interface StackService {
  /** The program of its container, for Node. */
  readonly program: string;
  readonly image?: string;
  readonly memory?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly container?: Readonly<Record<string, unknown>>;
  /** Of `aws_ecs_service`. */
  readonly service?: Readonly<Record<string, unknown>>;
  /** The program of a one-off task that runs before it. */
  readonly migration?: string;
}

/** How a run of nx ended. */
export interface NxResult {
  readonly code: number | null;
  readonly output: string;
  readonly seconds: number;
}

/** A workspace whose one app deploys services on the cluster of a local AWS, through Nx, nx-cdktf and Terraform itself. */
export class DeploymentWorkspace {
  readonly directory = realpathSync(mkdtempSync(join(tmpdir(), 'ecs-operations-deploy-')));

  constructor(private readonly local: LocalServices) {
    symlinkSync(join(root, 'node_modules'), join(this.directory, 'node_modules'));
    mkdirSync(join(this.directory, 'app/src/stages'), { recursive: true });
    this.write('package.json', { name: 'test-workspace', private: true });
    this.write('nx.json', {
      analytics: false,
      tui: { enabled: false },
      neverConnectToCloud: true,
      plugins: [
        {
          plugin: 'nx-cdktf/plugin',
          options: {
            defaultStage: 'local',
            main: 'main.js',
            hooks: 'hooks.js',
            executors: ['ecs-operations'],
          },
        },
      ],
    });
    this.write('app/src/stages/local.ts', '');
    this.write('app/project.json', {
      name: 'app',
      targets: { synth: { cache: true, inputs: ['{projectRoot}/stack.json'] } },
    });
    this.write(
      'app/main.js',
      `const fs = require('node:fs'), path = require('node:path');
      const out = path.join(process.env.CDKTF_OUTDIR, 'stacks/shop');
      fs.mkdirSync(out, { recursive: true });
      fs.copyFileSync(path.join(__dirname, 'stack.json'), path.join(out, 'cdk.tf.json'));
      fs.writeFileSync(path.join(out, '../../manifest.json'), JSON.stringify({ stacks: { shop: { name: 'shop' } } }));`,
    );
    const settings = {
      stack: 'shop',
      region: REGION,
      accountId: '123456789012',
      environment: local.environment,
      approval: 'none',
    };
    // All that an app writes, whatever it deploys.
    this.write(
      'app/hooks.js',
      `const { deploymentHooks } = require('ecs-operations/deployment-hooks');
      exports.settings = (stage) => ({ stage, ...${JSON.stringify(settings)} });
      Object.assign(exports, deploymentHooks({
        settleSeconds: 240,
        version: { header: 'x-app-version', variable: 'APP_VERSION' },
      }));`,
    );
  }

  /** Writes the stack: a task definition and a service for each name. */
  setServices(services: Readonly<Record<string, StackService>>): void {
    const entries = Object.entries(services);
    const migrations = entries.flatMap(([name, { migration }]) =>
      migration === undefined ? [] : [[name, `${name}-migration`, migration] as const],
    );
    this.write('app/stack.json', {
      terraform: {
        backend: { local: { path: 'state.tfstate' } },
        required_providers: { aws: { source: 'hashicorp/aws' } },
      },
      provider: { aws: { region: REGION, skip_metadata_api_check: 'true' } },
      resource: {
        aws_ecs_task_definition: Object.fromEntries(
          [...entries, ...migrations.map(([, task, program]) => [task, { program }] as const)].map(
            ([name, service]) => [name, this.taskDefinition(name, service)],
          ),
        ),
        ...(migrations.length === 0
          ? {}
          : {
              terraform_data: Object.fromEntries(
                migrations.map(([, task]) => [task, oneOffTask(task)]),
              ),
            }),
        aws_ecs_service: Object.fromEntries(
          entries.map(([name, { service, migration }]) => [
            name,
            {
              name,
              cluster: CLUSTER,
              task_definition: `\${aws_ecs_task_definition.${name}.arn}`,
              desired_count: 1,
              wait_for_steady_state: true,
              timeouts: { create: '5m', update: '5m', delete: '5m' },
              ...(migration === undefined
                ? {}
                : { depends_on: [`terraform_data.${name}-migration`] }),
              ...service,
            },
          ]),
        ),
      },
    });
  }

  /** Runs a target to its end. */
  async nx(...args: readonly string[]): Promise<NxResult> {
    return this.run(process.execPath, [NX, 'run', ...args]);
  }

  /** Runs a target in a terminal of its own, and types one text after the other, each when its words are there. */
  async inTerminal(
    args: readonly string[],
    typed: readonly (readonly [when: RegExp, text: string])[],
  ): Promise<NxResult> {
    const command = [process.execPath, NX, 'run', ...args].join(' ');
    const left = [...typed];
    return this.run('script', ['-qec', command, '/dev/null'], (output) => {
      const [when, text] = left[0] ?? [];
      return when?.test(output) === true && left.shift() !== undefined ? text : undefined;
    });
  }

  private async run(
    program: string,
    args: readonly string[],
    type?: (output: string) => string | undefined,
  ): Promise<NxResult> {
    const started = Date.now();
    const environment = Object.entries(process.env).filter(
      ([name]) => !/^(NX_|JEST_|AWS_|TF_|FORCE_COLOR)/.test(name),
    );
    const child = spawn(program, args, {
      cwd: this.directory,
      env: {
        ...Object.fromEntries(environment),
        NX_DAEMON: 'false',
        NX_ISOLATE_PLUGINS: 'false',
      },
      stdio: [type === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      const typed = type?.(output);
      if (typed !== undefined) {
        child.stdin?.write(typed);
      }
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    const code = await new Promise<number | null>((done) => child.once('close', done));
    return { code, output, seconds: (Date.now() - started) / 1000 };
  }

  /** The addresses in the state that Terraform left. */
  state(): readonly string[] {
    const file = join(this.directory, '.nx-cdktf/app/local/state.tfstate');
    const { resources } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly resources: readonly { readonly type: string; readonly name: string }[];
    };
    return resources.map(({ type, name }) => `${type}.${name}`);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private taskDefinition(
    family: string,
    { program, image, memory = 64, environment = {}, container = {} }: StackService,
  ): object {
    return {
      family,
      network_mode: 'bridge',
      execution_role_arn: 'arn:aws:iam::123456789012:role/execution',
      skip_destroy: true,
      container_definitions: JSON.stringify([
        {
          name: 'app',
          image: image ?? this.local.image,
          memory,
          essential: true,
          stopTimeout: 2,
          command: ['node', '-e', program],
          environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
          logConfiguration: {
            logDriver: 'awslogs',
            options: {
              'awslogs-group': LOG_GROUP,
              'awslogs-region': REGION,
              'awslogs-stream-prefix': family,
            },
          },
          ...container,
        },
      ]),
    };
  }

  private write(path: string, content: unknown): void {
    writeFileSync(
      join(this.directory, path),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  }
}

/** What `OneOffTask` of ecs-constructs writes for a task that something waits for. */
function oneOffTask(name: string): object {
  const definition = `\${aws_ecs_task_definition.${name}.arn}`;
  const cluster = `arn:aws:ecs:${REGION}:123456789012:cluster/${CLUSTER}`;
  const request = JSON.stringify({
    cluster,
    taskDefinition: definition,
    startedBy: name,
    launchType: 'EC2',
  });
  return {
    input: { oneOffTask: name, request },
    triggers_replace: { taskDefinition: definition, overrides: '{"containerOverrides":[]}' },
    provisioner: [
      {
        'local-exec': {
          command:
            'npx --no-install ecs-operations run-task --request "$ONE_OFF_TASK" --timeout 300s --yes',
          environment: { ONE_OFF_TASK: request },
        },
      },
    ],
  };
}
