// The library's types and unit tests on versions that the workspace itself does not have:
//   node tools/compatibility.mjs provider-21 | cdktn
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CDKTN,
  installScratch,
  readJson,
  run,
  WORKSPACE,
  workspaceVersions,
} from '../../../tools/scratch.mjs';

const PACKAGE = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What the library needs beside it. */
const peers = Object.keys(readJson(join(PACKAGE, 'package.json')).peerDependencies);

/** What differs from the workspace. A core other than cdktf takes its name, everywhere in the tree. */
const VARIANTS = {
  'provider-21': { dependencies: { '@cdktf/provider-aws': '21.22.1' } },
  cdktn: CDKTN,
};

/** Arithmetic on thousands of clusters, in which no version has a part. */
const ARITHMETIC = '/rollout-rule\\\\.test';

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

rmSync(join(directory, 'src'), { recursive: true, force: true });
cpSync(join(PACKAGE, 'src'), join(directory, 'src'), { recursive: true });
writeFileSync(
  join(directory, 'tsconfig.json'),
  JSON.stringify({
    extends: '../../tsconfig.base.json',
    compilerOptions: { composite: false, noEmit: true, types: ['node', 'jest'] },
    include: ['src/**/*.ts'],
    // What a user compiles; the tests are run below, and their types are checked in the workspace.
    exclude: ['src/**/*.test.ts'],
  }),
);
// The package's own configuration: its paths begin at the directory of the file.
cpSync(join(PACKAGE, 'jest.config.cjs'), join(directory, 'jest.base.cjs'));
writeFileSync(
  join(directory, 'jest.config.cjs'),
  `const base = require('./jest.base.cjs');
  module.exports = {
    ...base,
    displayName: 'ecs-constructs-${name}',
    testPathIgnorePatterns: [...base.testPathIgnorePatterns, '${ARITHMETIC}'],
  };\n`,
);

const tool = (...path) => join(WORKSPACE, 'node_modules', ...path);
run(tool('typescript7', 'bin', 'tsc'), ['-p', 'tsconfig.json'], { cwd: directory });
run(tool('.bin', 'jest'), ['-c', 'jest.config.cjs', '--ci'], { cwd: directory });
