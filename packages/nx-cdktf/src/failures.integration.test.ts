import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from './testing/requirements';
import { slow, stackOf } from './testing/stacks';
import { createStage } from './testing/stage';
import { createWorkspace, finished, type NxResult } from './testing/workspace';

const stage = createStage();
afterAll(() => stage.remove());
const file = (name: string): string => join(stage.workingDirectory, name);

/** Every failure is one message: no stack trace, a non-zero exit code. */
function expectOneMessage({ code, output }: NxResult, message: string): void {
  expect(output).toContain(message);
  expect(output).not.toMatch(/^\s+at .*(\.js|node:)/m);
  expect(code).toBe(1);
}

function binary(name: string, lines: readonly string[]): string {
  const path = join(stage.directory, name);
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(path, 0o755);
  return path;
}

beforeEach(() => {
  rmSync(stage.workingDirectory, { recursive: true, force: true });
  stage.setEnvironment({});
  stage.setSettings({});
  stage.setStack(stackOf({ a: { input: 'x' } }));
});

describe('a terraform that cannot be used', () => {
  it('that is missing: how to install it', async () => {
    stage.setEnvironment({
      TERRAFORM_BINARY_NAME: 'no-such-terraform',
    });
    const result = await stage.run('plan');
    expectOneMessage(
      result,
      'TERRAFORM_BINARY_NAME is not an executable; got no-such-terraform. Fix: correct it',
    );
    expect(result.output).toContain('https://developer.hashicorp.com/terraform/install');
  });

  it('that is too old: which version is needed', async () => {
    const old = binary('old-terraform', ["echo 'Terraform v1.9.8'"]);
    stage.setEnvironment({ TERRAFORM_BINARY_NAME: old });
    const result = await stage.run('plan');
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
      "  version) echo 'Terraform v1.11.4';;",
      '  init) mkdir -p .terraform;;',
      '  plan) touch tfplan; exit 2;;',
      `  show) ${show};;`,
      'esac',
    ]);
    stage.setEnvironment({ TERRAFORM_BINARY_NAME: strange });
    expectOneMessage(await stage.run('plan'), message);
  });
});

describe('an app that cannot be used', () => {
  it('says in its own words what is wrong with a stage', async () => {
    stage.setSettings({ error: 'stage: unknown; got local. Allowed aws.' });
    expectOneMessage(await stage.run('deploy'), 'stage: unknown; got local. Allowed aws.');
  });

  it('says that nobody answers where the state should be, without waiting', async () => {
    const state = { bucket: 'b', key: 'k', region: 'eu-west-1', endpoint: 'http://127.0.0.1:9' };
    stage.setSettings({ state });
    const result = await stage.run('output');
    expectOneMessage(
      result,
      'state: http://127.0.0.1:9 does not answer, so there is no state to read.',
    );
  });

  it('names the stack that was not synthesized', async () => {
    stage.setSettings({ stack: 'hello-missing' });
    expectOneMessage(await stage.run('plan'), "has a stack with the id 'hello-missing'");
  });
});

describeWith(['terraform'], 'a terraform that fails', () => {
  it('shows summary, construct and detail of its errors', async () => {
    stage.setStack(
      stackOf({ a: { nonsense: 'planted-secret', '//': { metadata: { path: 'hello/Alpha' } } } }),
    );
    const result = await stage.run('plan');
    expectOneMessage(result, 'terraform plan failed.\nError: Extraneous JSON object property');
    expect(result.output).not.toContain('planted-secret');
  });

  it('warns once about a CLI configuration that does not exist, and goes on', async () => {
    const missing = join(stage.directory, 'missing.tfrc');
    stage.setEnvironment({
      TF_CLI_CONFIG_FILE: missing,
    });
    const { code, output } = await stage.run('plan');
    expect(code).toBe(2);
    expect(output.split(missing)).toHaveLength(2);
    expect(output).not.toContain('problems with the CLI configuration');
  });

  it('explains a provider that neither a registry nor a mirror has', async () => {
    stage.setStack({
      terraform: {
        required_providers: { ghost: { source: 'nobody/ghost', version: '1.2.3' } },
        backend: { local: {} },
      },
    });
    const home = join(stage.directory, 'home');
    mkdirSync(home, { recursive: true });
    // A proxy that refuses stands for a machine without internet.
    const proxy = 'http://127.0.0.1:9';
    stage.setEnvironment({
      HOME: home,
      HTTPS_PROXY: proxy,
      https_proxy: proxy,
    });
    const result = await stage.run('plan');
    expectOneMessage(result, 'cannot get nobody/ghost 1.2.3');
    expect(result.output).toContain('terraform providers mirror -platform=');
    expect(result.output).toContain('TF_CLI_CONFIG_FILE');
  });
});

describeWith(['terraform'], 'two commands of a stage, through Nx', () => {
  const workspace = createWorkspace();
  afterAll(() => workspace.remove());

  it('the second says that another works in the directory, and leaves it alone', async () => {
    workspace.setStack(stackOf({ a: { input: 'x' } }));
    expect((await workspace.nx(['run', 'app:deploy'])).code).toBe(0);
    const file = join(workspace.workingDirectory(), 'state.tfstate');
    const state = readFileSync(file, 'utf8');
    workspace.setStack(stackOf({ a: { input: 'x' }, slow: slow(600) }));
    const holder = workspace.start(['run', 'app:deploy']);
    const held = finished(holder);
    while (!existsSync(join(workspace.workingDirectory(), '.state.tfstate.lock.info'))) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const busy = await workspace.nx(['run', 'app:plan']);
    expectOneMessage(busy, 'run: another command works in');
    holder.kill('SIGTERM');
    expect((await held).code).toBe(130);
    expect(JSON.parse(readFileSync(file, 'utf8')).lineage).toBe(JSON.parse(state).lineage);
  });
});
