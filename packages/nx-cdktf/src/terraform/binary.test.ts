import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTerraform } from './binary';

const directory = mkdtempSync(join(tmpdir(), 'nx-cdktf-unit-'));
afterAll(() => rmSync(directory, { recursive: true }));

let count = 0;

/** A directory with executables that answer `version` like the real ones. */
function path(binaries: Record<string, { product: string; version: string }>): string {
  count += 1;
  const place = mkdtempSync(join(directory, `bin${count}-`));
  for (const [name, { product, version }] of Object.entries(binaries)) {
    script(place, name, [
      `[ "$*" = version ] && printf '${product} v${version}\\non plan9_mips\\n+ provider registry.terraform.io/hashicorp/aws v5.100.0\\n'`,
    ]);
  }
  return place;
}

function script(place: string, name: string, lines: readonly string[]): string {
  const file = join(place, name);
  writeFileSync(file, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(file, 0o755);
  return file;
}

const terraform = { product: 'Terraform', version: '1.11.4' };
const tofu = { product: 'OpenTofu', version: '1.10.0' };

describe('findTerraform', () => {
  it('prefers terraform, then tofu', async () => {
    await expect(findTerraform({ PATH: path({ terraform, tofu }) })).resolves.toMatchObject({
      product: 'Terraform',
      version: '1.11.4',
      platform: 'plan9_mips',
    });
    await expect(findTerraform({ PATH: path({ tofu }) })).resolves.toMatchObject({
      product: 'OpenTofu',
    });
  });

  it('takes the binary that TERRAFORM_BINARY_NAME names, by name or path', async () => {
    const place = path({ terraform, tofu });
    await expect(
      findTerraform({ PATH: place, TERRAFORM_BINARY_NAME: 'tofu' }),
    ).resolves.toMatchObject({
      product: 'OpenTofu',
    });
    await expect(
      findTerraform({ PATH: '', TERRAFORM_BINARY_NAME: join(place, 'terraform') }),
    ).resolves.toMatchObject({
      path: join(place, 'terraform'),
    });
  });

  it('tells OpenTofu from Terraform whatever the file is called', async () => {
    await expect(findTerraform({ PATH: path({ terraform: tofu }) })).resolves.toMatchObject({
      product: 'OpenTofu',
    });
  });

  it('says how to install it when there is none', async () => {
    await expect(findTerraform({ PATH: directory })).rejects.toThrow(
      'terraform: not found; looked for terraform and tofu on the PATH. Fix: Install Terraform >= 1.11',
    );
  });

  it('names TERRAFORM_BINARY_NAME when that is wrong', async () => {
    await expect(
      findTerraform({ PATH: path({ terraform }), TERRAFORM_BINARY_NAME: 'teraform' }),
    ).rejects.toThrow('TERRAFORM_BINARY_NAME is not an executable; got teraform');
  });

  it.each([
    ['Terraform', '1.10.5', '1.11.0'],
    ['OpenTofu', '1.9.9', '1.10.0'],
  ])('refuses %s %s', async (product, version, allowed) => {
    await expect(
      findTerraform({ PATH: path({ terraform: { product, version } }) }),
    ).rejects.toThrow(`terraform: too old; got ${product} ${version}`);
    await expect(
      findTerraform({ PATH: path({ terraform: { product, version } }) }),
    ).rejects.toThrow(`Allowed ${allowed} and newer`);
  });

  it('refuses a binary that does not run', async () => {
    const place = mkdtempSync(join(directory, 'bad-'));
    script(place, 'terraform', ['exit 3']);
    await expect(findTerraform({ PATH: place })).rejects.toThrow('does not run');
  });

  it('refuses a binary that answers something else', async () => {
    const place = mkdtempSync(join(directory, 'bad-'));
    script(place, 'terraform', ['echo hello']);
    await expect(findTerraform({ PATH: place })).rejects.toThrow(
      `does not tell its version; got "hello"`,
    );
  });
});
