// Makes the folder that a release of the action is: action.yml, the built files, and what they need of other packages.
// Nothing is downloaded, when it is made and when it runs: node tools/action-folder.mjs OUT; build the package first.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [out] = process.argv.slice(2);
if (out === undefined) {
  throw new Error('Name the folder: node tools/action-folder.mjs OUT.');
}
if (!existsSync(join(root, 'dist', 'action', 'run.js'))) {
  throw new Error('plan-review is not built. Fix: npx nx run plan-review:build.');
}

const folder = resolve(out);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const name of ['action.yml', 'bin', 'dist', 'schema', 'package.json', 'README.md']) {
  cpSync(join(root, name), join(folder, name), { recursive: true, filter: isReleased });
}
cpSync(join(root, '..', '..', 'LICENSE'), join(folder, 'LICENSE'));
copyDependencies(root, folder, new Set());

function isReleased(file) {
  return !/\.(map|d\.ts|tsbuildinfo)$/.test(file) && !['testing', 'spec'].includes(basename(file));
}

/** A flat node_modules of everything that is needed at run time. */
function copyDependencies(of, to, seen) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(of, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    if (seen.has(name)) {
      continue;
    }
    seen.add(name);
    const from = packageOf(name, of);
    cpSync(from, join(to, 'node_modules', name), {
      recursive: true,
      filter: (file) => file === from || basename(file) !== 'node_modules',
    });
    copyDependencies(from, to, seen);
  }
}

/** Not every package lets its package.json be required. */
function packageOf(name, of) {
  for (const directory of createRequire(join(of, 'package.json')).resolve.paths(name)) {
    if (existsSync(join(directory, name, 'package.json'))) {
      return join(directory, name);
    }
  }
  throw new Error(`${name} is not installed. Fix: npm ci.`);
}
