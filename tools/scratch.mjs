// A folder beside the workspace's own node_modules, in which other versions are installed than the workspace has.
// For the tools of any project.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const WORKSPACE = join(dirname(fileURLToPath(import.meta.url)), '..');

export const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The living fork under cdktf's name, as a package.json says it: everywhere in the tree. */
export const CDKTN = {
  dependencies: { cdktf: 'npm:cdktn@0.24.0' },
  overrides: { cdktf: 'npm:cdktn@0.24.0' },
};

/** The versions the workspace itself is tested with. */
export const workspaceVersions = readJson(join(WORKSPACE, 'package.json')).devDependencies;

/**
 * Installs the dependencies of a manifest into a folder of its own below tmp/, unless they are there already.
 *
 * Tools (TypeScript, jest) come from the workspace, because Node looks for modules in the directories above as well.
 * Ends this process when what is loaded from there would not be what the manifest says.
 */
export function installScratch(name, manifest) {
  const directory = install(name, manifest);
  for (const [module, wanted] of Object.entries(manifest.dependencies)) {
    const [version, ...alias] = wanted.split('@').reverse();
    const real = alias.length === 0 ? module : alias.reverse().join('@').replace('npm:', '');
    requireInstalled(directory, module, { name: real, version });
  }
  return directory;
}

function install(name, manifest) {
  const directory = join(WORKSPACE, 'tmp', name);
  const wanted = JSON.stringify({ private: true, ...manifest }, null, 2);
  const installed = join(directory, 'node_modules', '.installed.json');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), wanted);
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) {
    return directory;
  }

  rmSync(join(directory, 'node_modules'), { recursive: true, force: true });
  rmSync(join(directory, 'package-lock.json'), { force: true });
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', ['install', '--prefer-offline', ...quiet], { cwd: directory });
  writeFileSync(installed, wanted);
  return directory;
}

/** Runs a command, shows what it prints, and ends this process when it fails. */
export function run(command, args, { cwd, minutes = 10 }) {
  const started = Date.now();
  const shown = `${command.split(sep).pop()} ${args.join(' ')}`;
  console.log(`> ${shown}`);
  const { status, error } = spawnSync(command, args, {
    cwd,
    stdio: 'inherit',
    timeout: minutes * 60_000,
    killSignal: 'SIGKILL',
  });
  if (status !== 0) {
    const why = error?.code === 'ETIMEDOUT' ? `took more than ${minutes} minutes` : 'failed';
    console.error(`${shown} ${why}.`);
    process.exit(1);
  }
  console.log(`  ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** Ends this process when the module that the folder would load is not the one installed in it. */
function requireInstalled(directory, module, { name, version }) {
  const file = createRequire(join(directory, 'index.js')).resolve(`${module}/package.json`);
  const found = readJson(file);
  const inside = realpathSync(file).startsWith(realpathSync(directory) + sep);
  if (inside && found.name === name && found.version === version) {
    return;
  }
  console.error(`expected ${module} to be ${name}@${version} of ${directory}.`);
  console.error(`Got ${found.name}@${found.version} of ${file}.`);
  process.exit(1);
}
