import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsMirror, describeWith } from './testing/requirements';
import { createStage } from './testing/stage';

// A proxy that refuses stands for a machine without internet.
const offline = { HTTPS_PROXY: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9' };

describeWith(['terraform', 'mirror'], 'a provider from a mirror under the system prefixes', () => {
  const stage = createStage();
  afterAll(() => stage.remove());
  const file = (name: string): string => join(stage.workingDirectory, name);
  const home = join(stage.directory, 'home');
  const environment = { ...offline, HOME: home };

  beforeAll(() => {
    mkdirSync(home);
    stage.setEnvironment(environment);
    stage.setStack({
      terraform: {
        backend: { local: { path: 'state.tfstate' } },
        required_providers: { aws: { source: 'aws' } },
      },
    });
  });

  it('is used without internet, and init runs only when something changed', async () => {
    const first = await stage.run('plan');
    expect(first.output).toContain(`Providers from the mirror ${awsMirror()}: `);
    expect(first.code).toBe(0);
    expect(existsSync(file('.terraform.lock.hcl'))).toBe(true);
    expect(existsSync(file('cli.tfrc'))).toBe(false);
    const second = await stage.run('plan');
    expect(second.output).not.toContain('Initializing');
    expect(second.code).toBe(0);
  });

  it('is checked against a committed lock file', async () => {
    copyFileSync(file('.terraform.lock.hcl'), join(stage.directory, 'app/good.lock.hcl'));
    const good = await stage.run('plan', { lockFile: 'app/good.lock.hcl' });
    expect(good.code).toBe(0);
    writeFileSync(join(stage.directory, 'app/empty.lock.hcl'), '');
    const empty = await stage.run('plan', { lockFile: 'app/empty.lock.hcl' });
    expect(empty.output).toContain('empty.lock.hcl does not fit the providers');
    expect(empty.code).toBe(1);
    const missing = await stage.run('plan', { lockFile: 'app/missing.hcl' });
    expect(missing.output).toContain('lockFile: does not exist; got ');
    expect(missing.code).toBe(1);
  });

  it('is not used when the configuration of the user says where providers come from', async () => {
    const own = join(stage.directory, 'own.tfrc');
    writeFileSync(own, 'provider_installation {\n  direct {}\n}\n');
    rmSync(join(stage.directory, '.nx-cdktf'), { recursive: true });
    stage.setEnvironment({ ...environment, TF_CLI_CONFIG_FILE: own });
    const { code, output } = await stage.run('plan');
    expect(output).not.toContain('Providers from the mirror');
    expect(output).toContain(
      'the provider_installation of your CLI configuration does not lead to it',
    );
    expect(code).toBe(1);
  });
});
