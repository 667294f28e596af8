import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port';
import { registerImage, startLocalAws, stopLocalAws, type LocalAwsOptions } from '../index';
import { HELLO_PROGRAM, SmallStack } from './small-stack';

/** The image of {@link HELLO_PROGRAM}. */
export const HELLO_IMAGE = '123456789012.dkr.ecr.us-east-1.amazonaws.com/my-app/server:abc';

/** Over zones, then over hosts. */
export const SPREAD = [
  { type: 'spread' as const, field: 'attribute:ecs.availability-zone' },
  { type: 'spread' as const, field: 'instanceId' },
];

/** A local AWS of a test's own, that runs tasks as processes, with a stack of three hosts in it. */
export class ProcessLane {
  private constructor(
    readonly options: LocalAwsOptions,
    readonly stack: SmallStack,
    /** A port that was free on the first host. */
    readonly hostPort: number,
  ) {}

  /** Starts one whose hosts begin at an address; `programs` are images by reference, as scripts for node. */
  static async start(
    firstHostAddress: string,
    programs: Readonly<Record<string, string>> = {},
    more: Partial<LocalAwsOptions> = {},
  ): Promise<ProcessLane> {
    const directory = mkdtempSync(join(tmpdir(), 'local-aws-lane-'));
    const options: LocalAwsOptions = {
      port: await freePort(),
      firstHostAddress,
      directory,
      runtime: 'processes',
      ...more,
    };
    await startLocalAws(options);
    for (const [reference, script] of Object.entries({
      [HELLO_IMAGE]: HELLO_PROGRAM,
      ...programs,
    })) {
      await registerImage(options, {
        reference,
        process: { command: [process.execPath, '-e', script], workingDirectory: directory },
        dockerImageAvailable: false,
      });
    }
    const stack = new SmallStack(options);
    await stack.create();
    return new ProcessLane(options, stack, await freePort(firstHostAddress));
  }

  /** Stops it and removes what it wrote. */
  async close(): Promise<void> {
    this.stack.close();
    await stopLocalAws(this.options);
    rmSync(this.options.directory, { recursive: true, force: true, maxRetries: 10 });
  }
}
