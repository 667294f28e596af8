import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fixture } from './testing/fixtures';

const root = join(__dirname, '..');
const directory = mkdtempSync(join(tmpdir(), 'plan-review-package-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function npm(cwd: string, ...args: readonly string[]): string {
  return execFileSync('npm', [...args, '--loglevel=error'], { cwd, encoding: 'utf8' });
}

function scratch(name: string, manifest: object): string {
  const path = join(directory, name);
  mkdirSync(path);
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name, private: true, ...manifest }));
  return path;
}

function npx(cwd: string, ...args: readonly string[]) {
  const input = JSON.stringify(fixture('mixed'));
  return spawnSync('npx', ['plan-review', ...args], { cwd, input, encoding: 'utf8' });
}

describe('the package', () => {
  it('works where it is installed: the command, the library, the schema', () => {
    const [{ filename }] = JSON.parse(
      npm(root, 'pack', '--json', '--pack-destination', directory),
    ) as [{ filename: string }];
    const user = scratch('user', {});
    // Its dependencies come from here, so that the test needs no registry.
    const own = ['diff', 'zod'].map((name) => dirname(require.resolve(`${name}/package.json`)));
    npm(user, 'install', '--offline', '--no-audit', '--no-fund', join(directory, filename), ...own);

    const installed = join(user, 'node_modules', 'plan-review');
    for (const file of ['src', 'tools', 'out-tsc', 'dist/testing', 'dist/security/testing']) {
      expect({ file, packed: existsSync(join(installed, file)) }).toEqual({ file, packed: false });
    }
    const reviewed = npx(user, '--format', 'json');
    expect(reviewed.status).toBe(2);
    expect(JSON.parse(reviewed.stdout)).toMatchObject({
      schemaVersion: '1.0',
      cost: { currency: 'USD' },
    });
    const version = (
      JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    ).version;
    expect(npx(user, '--version').stdout).toBe(`${version}\n`);

    const program = `
      const { reviewPlan, formats } = require('plan-review');
      const schema = require('plan-review/schema/plan-review-1.0.schema.json');
      const review = reviewPlan(JSON.parse(require('fs').readFileSync(0, 'utf8')));
      const sizes = Object.values(formats).map((render) => render(review, { color: false }).length);
      console.log(JSON.stringify([review.outcome, schema.title, Math.min(...sizes) > 0]));`;
    const used = spawnSync(process.execPath, ['-e', program], {
      cwd: user,
      input: JSON.stringify(fixture('mixed')),
      encoding: 'utf8',
    });
    expect(used.stderr).toBe('');
    expect(JSON.parse(used.stdout)).toEqual(['changes', expect.any(String), true]);
  });

  it('has its command linked in a workspace that is not built yet', () => {
    const workspace = scratch('workspace', { workspaces: ['packages/*'] });
    const copy = join(workspace, 'packages', 'plan-review');
    mkdirSync(join(workspace, 'packages'));
    mkdirSync(copy);
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as object;
    writeFileSync(join(copy, 'package.json'), JSON.stringify({ ...manifest, dependencies: {} }));
    cpSync(join(root, 'bin'), join(copy, 'bin'), { recursive: true });
    npm(workspace, 'install', '--offline', '--no-audit', '--no-fund');
    const run = npx(workspace);
    expect(run.stderr).toContain('plan-review: not built. Fix: ');
    expect(run.status).toBe(1);
  });
});
