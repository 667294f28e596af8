import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port';
import { startLocalAws, stopLocalAws, type LocalAwsOptions, type LocalAwsStatus } from '../index';
import { runCommand } from '../run-command';
import { importNodeImage } from '../runtime/node-image';
import { HELLO_PROGRAM, SmallStack } from './small-stack';

/** Runs a docker command of a test and returns what it wrote. */
export function docker(args: readonly string[]): string {
  return execFileSync('docker', [...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

/** Why no real containers can run here; says so once, in words that end up in the test's output. */
export function describeWithDocker(): jest.Describe {
  const why = whyNot();
  if (why === undefined) {
    return describe;
  }
  console.warn(
    `The tests with real containers are skipped: ${why} They run where \`docker version\` answers, on Linux.`,
  );
  return describe.skip;
}

/** A local AWS of a test's own, that runs tasks as containers of this system's Node, with a stack of three hosts in it. */
export class DockerLane {
  private constructor(
    readonly options: LocalAwsOptions,
    readonly status: LocalAwsStatus,
    readonly stack: SmallStack,
    readonly image: string,
    /** A port that was free on the first host. */
    readonly hostPort: number,
  ) {}

  /** Starts one whose hosts begin at an address. */
  static async start(
    firstHostAddress: string,
    more: Partial<LocalAwsOptions> = {},
  ): Promise<DockerLane> {
    const directory = mkdtempSync(join(tmpdir(), 'local-aws-docker-'));
    const image = `local-aws-test-${firstHostAddress.replace(/\./g, '-')}:${process.pid}`;
    await importNodeImage(runCommand, image, { '/hello.js': HELLO_PROGRAM }, ['/hello.js']);
    const options: LocalAwsOptions = {
      port: await freePort(),
      firstHostAddress,
      directory,
      runtime: 'containers',
      ...more,
    };
    const status = await startLocalAws(options);
    const stack = new SmallStack(options);
    await stack.create();
    return new DockerLane(options, status, stack, image, await freePort(firstHostAddress));
  }

  /** The ids of its containers, ended ones included. */
  containers(): readonly string[] {
    const filter = `label=hello-ecs.local-aws=${this.options.port}`;
    return docker(['ps', '-aq', '--no-trunc', '--filter', filter])
      .split('\n')
      .filter((id) => id !== '');
  }

  /** Stops it, and removes the image and what it wrote. */
  async close(): Promise<void> {
    this.stack.close();
    await stopLocalAws(this.options);
    docker(['rmi', '--force', this.image]);
    // Without retries: nothing may write any more.
    rmSync(this.options.directory, { recursive: true });
  }
}

function whyNot(): string | undefined {
  if (process.platform !== 'linux') {
    return 'the test image is made of the Node of a Linux system.';
  }
  const asked = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], {
    encoding: 'utf8',
  });
  return asked.status === 0 ? undefined : 'no Docker engine answers.';
}
