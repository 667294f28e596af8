import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from './testing/requirements';
import { slow, stackOf } from './testing/stacks';
import { createWorkspace, finished, type NxResult } from './testing/workspace';

const workspace = createWorkspace();
afterAll(() => workspace.remove());
const file = (name: string): string => join(workspace.workingDirectory(), name);

/** Every failure is one message: no stack trace, a non-zero exit code. */
function expectOneMessage({ code, output }: NxResult, message: string): void {
  expect(output).toContain(message);
  expect(output).not.toMatch(/^\s+at .*(\.js|node:)/m);
  expect(code).toBe(1);
}

function binary(name: string, lines: readonly string[]): string {
  const path = join(workspace.directory, name);
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(path, 0o755);
  return path;
}

beforeEach(() => {
  rmSync(join(workspace.directory, '.nx-cdktf'), { recursive: true, force: true });
  workspace.setSettings({});
  workspace.setStack(stackOf({ a: { input: 'x' } }));
});

describe('a terraform that cannot be used', () => {
  it('that is missing: how to install it', async () => {
    const result = await workspace.nx(['run', 'app:plan'], {
      TERRAFORM_BINARY_NAME: 'no-such-terraform',
    });
    expectOneMessage(
      result,
      'TERRAFORM_BINARY_NAME is not an executable; got no-such-terraform. Fix: correct it',
    );
    expect(result.output).toContain('https://developer.hashicorp.com/terraform/install');
  });

  it('that is too old: which version is needed', async () => {
    const old = binary('old-terraform', [
      `if [ "$2" = "-json" ]; then echo '{"terraform_version":"1.9.8"}'; else echo 'Terraform v1.9.8'; fi`,
    ]);
    const result = await workspace.nx(['run', 'app:plan'], { TERRAFORM_BINARY_NAME: old });
    expectOneMessage(result, 'terraform: too old; got Terraform 1.9.8');
    expect(existsSync(file('tfplan'))).toBe(false);
  });

  it.each([
    ['garbage', "echo 'not json'", 'terraform show: wrote no plan; got 9 bytes'],
    [
      'a plan of another major version',
      `echo '{"format_version":"2.0","resource_changes":[]}'`,
      'unknown format version; got 2.0',
    ],
  ])('that shows %s as the plan', async (_name, show, message) => {
    const strange = binary('strange-terraform', [
      'case "$1" in',
      `  version) if [ "$2" = "-json" ]; then echo '{"terraform_version":"1.11.4"}'; else echo 'Terraform v1.11.4'; fi;;`,
      '  init) mkdir -p .terraform;;',
      '  plan) touch tfplan; exit 2;;',
      `  show) ${show};;`,
      'esac',
    ]);
    expectOneMessage(
      await workspace.nx(['run', 'app:plan'], { TERRAFORM_BINARY_NAME: strange }),
      message,
    );
  });
});

describe('an app that cannot be used', () => {
  it('says in its own words what is wrong with a stage', async () => {
    workspace.setSettings({ error: 'stage: unknown; got local. Allowed aws.' });
    expectOneMessage(
      await workspace.nx(['run', 'app:deploy']),
      'stage: unknown; got local. Allowed aws.',
    );
  });

  it('says that nobody answers where the state should be, without waiting', async () => {
    const state = { bucket: 'b', key: 'k', region: 'eu-west-1', endpoint: 'http://127.0.0.1:9' };
    workspace.setSettings({ state });
    const result = await workspace.nx(['run', 'app:output']);
    expectOneMessage(
      result,
      'state: http://127.0.0.1:9 does not answer, so there is no state to read.',
    );
  });

  it('names the stack that was not synthesized', async () => {
    workspace.setSettings({ stack: 'hello-missing' });
    expectOneMessage(
      await workspace.nx(['run', 'app:plan']),
      "has a stack with the id 'hello-missing'",
    );
  });
});

describeWith(['terraform'], 'a terraform that fails', () => {
  it('shows summary, construct and detail of its errors', async () => {
    workspace.setStack(
      stackOf({ a: { nonsense: 'planted-secret', '//': { metadata: { path: 'hello/Alpha' } } } }),
    );
    const result = await workspace.nx(['run', 'app:plan']);
    expectOneMessage(result, 'terraform plan failed.\nError: Extraneous JSON object property');
    expect(result.output).not.toContain('planted-secret');
  });

  it('warns once about a CLI configuration that does not exist, and goes on', async () => {
    const missing = join(workspace.directory, 'missing.tfrc');
    const { code, output } = await workspace.nx(['run', 'app:plan'], {
      TF_CLI_CONFIG_FILE: missing,
    });
    expect(code).toBe(2);
    expect(output.split(missing)).toHaveLength(2);
    expect(output).not.toContain('problems with the CLI configuration');
  });

  it('explains a provider that neither a registry nor a mirror has', async () => {
    workspace.setStack({
      terraform: {
        required_providers: { ghost: { source: 'nobody/ghost', version: '1.2.3' } },
        backend: { local: {} },
      },
    });
    const home = join(workspace.directory, 'home');
    mkdirSync(home, { recursive: true });
    // A proxy that refuses stands for a machine without internet.
    const proxy = 'http://127.0.0.1:9';
    const result = await workspace.nx(['run', 'app:plan'], {
      HOME: home,
      HTTPS_PROXY: proxy,
      https_proxy: proxy,
    });
    expectOneMessage(result, 'cannot get nobody/ghost 1.2.3');
    expect(result.output).toContain('terraform providers mirror -platform=');
    expect(result.output).toContain('TF_CLI_CONFIG_FILE');
  });

  it('says that another command works in the directory, and leaves it alone', async () => {
    workspace.setStack(stackOf({ a: { input: 'x' } }));
    expect((await workspace.nx(['run', 'app:deploy'])).code).toBe(0);
    const state = readFileSync(file('state.tfstate'), 'utf8');
    workspace.setStack(stackOf({ a: { input: 'x' }, slow: slow(600) }));
    const holder = workspace.start(['run', 'app:deploy']);
    const held = finished(holder);
    while (!existsSync(file('.state.tfstate.lock.info'))) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const busy = await workspace.nx(['run', 'app:plan']);
    expectOneMessage(busy, 'run: another command works in');
    holder.kill('SIGTERM');
    expect((await held).code).toBe(130);
    expect(JSON.parse(readFileSync(file('state.tfstate'), 'utf8')).lineage).toBe(
      JSON.parse(state).lineage,
    );
  });
});
