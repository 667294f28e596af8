import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  chooseProviderInstallation,
  readUserConfiguration,
  type ProviderInstallation,
} from './cli-configuration';

const root = mkdtempSync(join(tmpdir(), 'nx-cdktf-unit-'));
afterAll(() => rmSync(root, { recursive: true }));
const aws = 'registry.terraform.io/hashicorp/aws';
mkdirSync(join(root, 'opt/plugins', aws, '5.100.0/linux_amd64'), { recursive: true });
mkdirSync(join(root, 'home'));
mkdirSync(join(root, 'work'));

function configuration(text: string): NodeJS.ProcessEnv {
  writeFileSync(join(root, 'config.tfrc'), text);
  return { TF_CLI_CONFIG_FILE: join(root, 'config.tfrc'), HOME: join(root, 'home') };
}

function choose(environment: NodeJS.ProcessEnv, version = '5.100.0'): ProviderInstallation {
  return chooseProviderInstallation({
    environment: { ...environment, XDG_DATA_DIRS: join(root, 'none') },
    binary: { path: 'terraform', product: 'Terraform', version: '1.11.4', platform: 'linux_amd64' },
    user: readUserConfiguration(environment),
    providers: { 'hashicorp/aws': version },
    workingDirectory: join(root, 'work'),
    prefixes: [join(root, 'opt')],
  });
}

describe('readUserConfiguration', () => {
  it('reports a file that is named and missing', () => {
    expect(readUserConfiguration({ TF_CLI_CONFIG_FILE: join(root, 'no') }).missingFile).toBe(
      join(root, 'no'),
    );
  });

  it('reads the file in the home directory', () => {
    writeFileSync(join(root, 'home/.terraformrc'), 'disable_checkpoint = true');
    expect(readUserConfiguration({ HOME: join(root, 'home') })).toEqual({
      text: 'disable_checkpoint = true',
      hasProviderInstallation: false,
    });
    rmSync(join(root, 'home/.terraformrc'));
  });

  it.each([
    ['provider_installation {\n direct {}\n}', true],
    ['  provider_installation  {}', true],
    ['# provider_installation {}', false],
    ['// provider_installation {}', false],
    ['/* provider_installation {} */', false],
    ['credentials "app.terraform.io" { token = "x" }', false],
  ])('sees whether %j says where providers come from', (text, expected) => {
    expect(readUserConfiguration(configuration(text)).hasProviderInstallation).toBe(expected);
  });
});

describe('chooseProviderInstallation', () => {
  it('names a mirror for what it holds and the registry for the rest, and keeps the settings of the user', () => {
    const installation = choose(configuration('credentials "app.terraform.io" { token = "x" }'));
    const file = installation.environment['TF_CLI_CONFIG_FILE'] as string;
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('credentials "app.terraform.io" { token = "x" }');
    expect(text).toContain(`path    = ${JSON.stringify(join(root, 'opt/plugins'))}`);
    expect(text).toContain(`include = ["${aws}"]`);
    expect(text).toContain(`exclude = ["${aws}"]`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    installation.dispose();
    expect(existsSync(file)).toBe(false);
  });

  it('changes nothing when the user says where providers come from', () => {
    const installation = choose(configuration('provider_installation {\n direct {}\n}'));
    expect(installation).toMatchObject({ environment: {}, mirrors: [] });
  });

  it('changes nothing when no mirror holds the version', () => {
    expect(choose(configuration(''), '5.99.0')).toMatchObject({
      environment: {},
      missing: ['hashicorp/aws'],
    });
  });
});
