import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMirrors, meets, type MirrorFindings } from './mirror';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-cdktf-unit-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const aws = 'registry.terraform.io/hashicorp/aws';

function unpacked(mirror: string, version: string, platform = 'linux_amd64'): void {
  mkdirSync(join(root, mirror, aws, version, platform), { recursive: true });
}

function packed(mirror: string, version: string, platform = 'linux_amd64'): void {
  mkdirSync(join(root, mirror, aws), { recursive: true });
  writeFileSync(join(root, mirror, aws, `terraform-provider-aws_${version}_${platform}.zip`), '');
}

function find(providers: Record<string, string>, implied: readonly string[] = []): MirrorFindings {
  return findMirrors({
    providers,
    registry: 'registry.terraform.io',
    platform: 'linux_amd64',
    prefixes: [join(root, 'opt'), join(root, 'missing')],
    implied: implied.map((name) => join(root, name)),
  });
}

describe('findMirrors', () => {
  it.each([
    ['unpacked', unpacked],
    ['packed', packed],
  ])('finds an %s mirror one level below a prefix', (_name, make) => {
    make('opt/plugins', '5.100.0');
    expect(find({ 'hashicorp/aws': '5.100.0' })).toEqual({
      mirrors: [{ directory: join(root, 'opt/plugins'), providers: [aws] }],
      implied: [],
      missing: [],
    });
  });

  it('uses a mirror only for the providers it holds', () => {
    unpacked('opt/plugins', '5.100.0');
    const found = find({ 'hashicorp/aws': '~> 5.0', 'kreuzwerker/docker': '3.6.2' });
    expect(found.mirrors[0]?.providers).toEqual([aws]);
    expect(found.missing).toEqual(['kreuzwerker/docker']);
  });

  it.each([
    ['another version', '5.99.0', 'linux_amd64'],
    ['another platform', '5.100.0', 'darwin_arm64'],
  ])('does not use a mirror that holds %s', (_name, version, platform) => {
    unpacked('opt/plugins', version, platform);
    packed('opt/other', version, platform);
    expect(find({ 'hashicorp/aws': '5.100.0' })).toEqual({
      mirrors: [],
      implied: [],
      missing: ['hashicorp/aws'],
    });
  });

  it('leaves to terraform what its own directories hold', () => {
    unpacked('opt/plugins', '5.100.0');
    unpacked('implied', '5.100.0');
    const found = find({ 'hashicorp/aws': '5.100.0' }, ['implied']);
    expect(found.mirrors).toEqual([]);
    expect(found.implied[0]?.directory).toBe(join(root, 'implied'));
  });

  it('looks for OpenTofu providers under the registry of OpenTofu', () => {
    unpacked('opt/plugins', '5.100.0');
    const found = findMirrors({
      providers: { 'hashicorp/aws': '' },
      registry: 'registry.opentofu.org',
      platform: 'linux_amd64',
      prefixes: [join(root, 'opt')],
    });
    expect(found.mirrors).toEqual([]);
  });
});

describe('meets', () => {
  it.each([
    ['5.100.0', '', true],
    ['5.100.0', '5.100.0', true],
    ['5.100.0', '= 5.100.0', true],
    ['5.100.1', '5.100.0', false],
    ['5.100.0', '~> 5.0', true],
    ['6.0.0', '~> 5.0', false],
    ['5.100.7', '~> 5.100.2', true],
    ['5.101.0', '~> 5.100.2', false],
    ['5.100.1', '~> 5.100.2', false],
    ['5.100.0', '>= 5.0, < 5.100.0', false],
    ['5.99.0', '>= 5.0, < 5.100.0', true],
    ['5.3.0', '~> 5.0, != 5.3.0', false],
    ['5.100.0', '>= 5', true],
    ['5.100.0', 'whatever', false],
  ])('%s against "%s" is %s', (version, constraint, expected) => {
    expect(meets(version, constraint)).toBe(expected);
  });
});
