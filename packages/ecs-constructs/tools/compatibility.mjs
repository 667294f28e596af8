// The library's types and unit tests on versions that the workspace itself does not have:
//   node tools/compatibility.mjs provider-21 | cdktn
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  installScratch,
  PACKAGE,
  peers,
  requireInstalled,
  run,
  WORKSPACE,
  workspaceVersions,
} from './scratch.mjs';

/** What differs from the workspace. A core other than cdktf takes its name, everywhere in the tree. */
const VARIANTS = {
  'provider-21': { dependencies: { '@cdktf/provider-aws': '21.22.1' } },
  cdktn: {
    dependencies: { cdktf: 'npm:cdktn@0.24.0' },
    overrides: { cdktf: 'npm:cdktn@0.24.0' },
  },
};

const name = process.argv[2];
const variant = VARIANTS[name];
if (variant === undefined) {
  console.error(`usage: compatibility.mjs ${Object.keys(VARIANTS).join(' | ')}; got ${name}.`);
  process.exit(2);
}

const dependencies = {
  ...Object.fromEntries(peers.map((peer) => [peer, workspaceVersions[peer]])),
  ...variant.dependencies,
};
const directory = installScratch(`ecs-constructs-${name}`, { ...variant, dependencies });
for (const [module, wanted] of Object.entries(dependencies)) {
  const [version, ...alias] = wanted.split('@').reverse();
  const real = alias.length === 0 ? module : alias.reverse().join('@').replace('npm:', '');
  requireInstalled(directory, module, { name: real, version });
}

rmSync(join(directory, 'src'), { recursive: true, force: true });
cpSync(join(PACKAGE, 'src'), join(directory, 'src'), { recursive: true });
writeFileSync(
  join(directory, 'tsconfig.json'),
  JSON.stringify({
    extends: '../../tsconfig.base.json',
    compilerOptions: { composite: false, noEmit: true, types: ['node', 'jest'] },
    include: ['src/**/*.ts'],
  }),
);
// The package's own configuration: its paths begin at the directory of the file.
cpSync(join(PACKAGE, 'jest.config.cjs'), join(directory, 'jest.base.cjs'));
// The package's own configuration: its paths begin at the directory of the file.
cpSync(join(PACKAGE, 'jest.config.cjs'), join(directory, 'jest.base.cjs'));
writeFileSync(
  join(directory, 'jest.config.cjs'),
  `module.exports = { ...require('./jest.base.cjs'), displayName: 'ecs-constructs-${name}' };\n`,
);

const tool = (binary) => join(WORKSPACE, 'node_modules', '.bin', binary);
run(tool('tsc'), ['-p', 'tsconfig.json'], { cwd: directory });
run(tool('jest'), ['-c', 'jest.config.cjs', '--ci'], { cwd: directory });
