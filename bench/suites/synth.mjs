// What it costs to synthesize the app, held against the same resources without the library, against the AWS CDK with the
// same architecture, and against the command of CDKTF.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compare, measure } from '../measure.mjs';
import { requireSame, writeRawProgram } from '../raw-resources.mjs';
import { installScratch, WORKSPACE, workspaceVersions } from '../../tools/scratch.mjs';

const APP = join(WORKSPACE, 'apps', 'infra', 'dist', 'main.js');
// What `infra:synth` loads into it: the review names the lines of the app.
const TRACE = join(WORKSPACE, 'packages', 'nx-cdktf', 'trace-constructs.cjs');
const ON_CDKTN = join(WORKSPACE, 'apps', 'infra', 'tools', 'on-cdktn.cjs');
const STAGE = { STAGE: 'local' };
const STACK = join('stacks', 'hello-ecs-local', 'cdk.tf.json');

export const title = 'Synthesizing the app';
export const numbers = ['processor', 'clock', 'memory'];

export function run({ rounds, say }) {
  const folder = join(WORKSPACE, 'tmp', 'bench-synth');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const node = (...args) => measure({ program: process.execPath, args, cwd: folder });
  const app = (outdir, ...preload) =>
    measure({
      program: process.execPath,
      args: [...preload, APP],
      cwd: WORKSPACE,
      env: { ...STAGE, CDKTF_OUTDIR: join(folder, outdir) },
    });

  app('app');
  const raw = join(folder, 'raw.cjs');
  writeRawProgram(join(folder, 'app', STACK), raw);
  node(raw, join(folder, 'raw'));
  requireSame(join(folder, 'app', STACK), join(folder, 'raw', 'stacks', 'raw', 'cdk.tf.json'));

  installCdkTerrain();
  const cdk = awsCdk();
  return compare(
    {
      'the same resources without the library': () => node(raw, join(folder, 'raw')),
      'this app': () => app('app'),
      'this app, as infra:synth runs it': () => app('traced', '--require', TRACE),
      'this app, on CDK Terrain': () => app('cdktn', '--require', ON_CDKTN),
      'the AWS CDK, same architecture': () => node(cdk, join(folder, 'cdk')),
      'cdktf synth, of this app built': () =>
        measure({
          program: join(WORKSPACE, 'node_modules', '.bin', 'cdktf'),
          args: ['synth', '--app', `node ${APP}`, '--output', join(folder, 'cdktf')],
          // Where cdktf.json is.
          cwd: WORKSPACE,
          env: { ...STAGE, CHECKPOINT_DISABLE: '1' },
        }),
    },
    rounds,
    say,
  );
}

function awsCdk() {
  const directory = installScratch('bench-aws-cdk', {
    dependencies: { 'aws-cdk-lib': '2.276.0', constructs: workspaceVersions.constructs },
  });
  cpSync(join(import.meta.dirname, '..', 'contenders', 'aws-cdk.cjs'), join(directory, 'app.cjs'));
  return join(directory, 'app.cjs');
}

function installCdkTerrain() {
  const install = join(WORKSPACE, 'apps', 'infra', 'tools', 'install-cdktn.mjs');
  measure({ program: process.execPath, args: [install], cwd: WORKSPACE });
}
