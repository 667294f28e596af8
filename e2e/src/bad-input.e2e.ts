import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import {
  lockState,
  readState,
  releaseState,
  remainingResources,
  stateIsLocked,
} from './local-resources';
import { eventually } from './eventually';
import { interruptGroup, Workspace, type Finished } from './workspace';

/** One clear message: it failed, it says this, and nobody is shown our call stack. */
function expectClearFailure(finished: Finished, ...texts: readonly (string | RegExp)[]): void {
  for (const text of texts) {
    expect(finished.output).toMatch(text);
  }
  expect(finished.output).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(finished.code).not.toBe(0);
}

const which = (program: string) =>
  spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim();

describe('Bad input', () => {
  // Processes are enough here, and quicker.
  const workspace = new Workspace(3, { DOCKER_HOST: 'tcp://127.0.0.1:1' });
  const scratch = mkdtempSync(join(tmpdir(), 'hello-ecs-bad-input-'));

  afterAll(async () => {
    await workspace.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('says which stages exist when asked for an unknown one', async () => {
    const deployed = await workspace.nx(['run', 'infra:deploy', '--stage=moon']);
    expectClearFailure(deployed, "got 'moon'", 'Allowed: aws, local');
  });

  it('does not take the default stage for one that is misspelt', async () => {
    const planned = await workspace.nx(['run', 'infra:plan', '-c', 'moon']);
    expectClearFailure(planned, "got 'moon'", 'Allowed: aws, local');
  });

  it('names the account variable when a real stage has none', async () => {
    const planned = await workspace.nx(['run', 'infra:plan', '-c', 'aws'], {
      HELLO_ECS_ACCOUNT_ID: undefined,
    });
    expectClearFailure(planned, 'HELLO_ECS_ACCOUNT_ID', 'the 12 digits of an AWS account');
  });

  it('names the field and the variable of a malformed value', async () => {
    const planned = await workspace.nx(['run', 'infra:plan'], { HELLO_ECS_HOST_PORT: 'eighty' });
    expectClearFailure(planned, 'service.hostPort: got "eighty"', 'Set HELLO_ECS_HOST_PORT');
  });

  it('says how to get Terraform when there is none', async () => {
    const planned = await workspace.nx(['run', 'infra:plan'], {
      TERRAFORM_BINARY_NAME: join(scratch, 'no-terraform'),
    });
    expectClearFailure(planned, 'no-terraform', /install/i);
  });

  it('says which Terraform it needs when it finds an older one', async () => {
    const old = join(scratch, 'terraform');
    writeFileSync(old, "#!/bin/sh\necho 'Terraform v1.5.7'\n");
    chmodSync(old, 0o755);
    const planned = await workspace.nx(['run', 'infra:plan'], { TERRAFORM_BINARY_NAME: old });
    expectClearFailure(planned, '1.5.7', '1.11');
  });

  it('says how to get the provider when neither registry nor mirror has it', async () => {
    const mirror = join(scratch, 'empty-mirror');
    mkdirSync(mirror);
    const config = join(scratch, 'terraform.rc');
    writeFileSync(
      config,
      `provider_installation {\n  filesystem_mirror { path = "${mirror}" }\n}\n`,
    );
    const planned = await workspace.nx(['run', 'infra:plan'], {
      TF_CLI_CONFIG_FILE: config,
      // A working directory that has no provider from an earlier run.
      NX_CDKTF_DIRECTORY: join(scratch, 'nx-cdktf'),
    });
    expectClearFailure(planned, 'hashicorp/aws', '5.100.0', 'terraform providers mirror');
  });

  it('lists the four ways to get moto when there is none', async () => {
    const path = join(scratch, 'path');
    mkdirSync(path);
    for (const program of ['node', 'npx', 'sh', 'env', 'git']) {
      symlinkSync(which(program), join(path, program));
    }
    symlinkSync(which('terraform'), join(path, 'terraform'));
    const deployed = await workspace.nx(['run', 'infra:deploy'], {
      PATH: path,
      // Where none runs yet.
      LOCAL_AWS_PORT: '5604',
      LOCAL_AWS_DIRECTORY: join(scratch, 'local-aws'),
    });
    expectClearFailure(deployed, 'moto_server', /docker/i, 'uvx', /venv/);
  });

  // One deployment, which is interrupted, then refused, then done.
  describe('Trouble on the way', () => {
    const port = 8090;
    const environment = { HELLO_ECS_HOST_PORT: String(port) };
    const taken: Server[] = [];
    const take = (address: string) =>
      new Promise<void>((resolve, reject) => {
        const server = createServer().once('error', reject).listen(port, address, resolve);
        taken.push(server);
      });

    afterAll(() => taken.forEach((server) => server.close()));

    it('Ctrl-C while Terraform applies leaves a consistent state without a lock', async () => {
      const deploying = workspace.start(['run', 'infra:deploy'], environment);
      await eventually(
        'the first resources',
        async () => (/\[ *[3-9]\/\d+\]/.test(deploying.output()) ? true : undefined),
        deploying,
      );
      interruptGroup(deploying.child);
      const interrupted = await deploying.finished;
      expectClearFailure(interrupted, /stopping/i);
      expect(await stateIsLocked(workspace.access)).toBe(false);
      expect((await readState(workspace.access)).resources.length).toBeGreaterThan(0);
    });

    it('says who holds the lock and how to break it, and breaks nothing', async () => {
      await lockState(workspace.access, 'ada@laptop');
      const deployed = await workspace.nx(['run', 'infra:deploy'], environment);
      expectClearFailure(deployed, 'ada@laptop', '2026-01-02', '--unlock=');
      expect(await stateIsLocked(workspace.access)).toBe(true);
      await releaseState(workspace.access);
    });

    it('the next deployment converges; the task runs where no other program has the host port', async () => {
      await take(workspace.firstHostAddress);
      const deployed = await workspace.nx(['run', 'infra:deploy'], environment);
      expect(deployed.output).toMatch(/Hello from [0-9a-f]{12}!/);
      expect(deployed.output).not.toContain(`http://${workspace.firstHostAddress}:${port}/ ->`);
      expect(deployed.code).toBe(0);
    });

    it('destroys what is left of all that', async () => {
      expect(await workspace.nx(['run', 'infra:destroy'], environment)).toMatchObject({ code: 0 });
      expect(await remainingResources(workspace.access)).toEqual([]);
    });
  });
});
