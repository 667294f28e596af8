import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreateNodesV2, TargetConfiguration } from '@nx/devkit';

interface Options {
  readonly stages?: string;
  readonly main?: string;
  readonly defaultStage?: string;
  readonly executors?: readonly string[];
}

const { createNodesV2 } = createRequire(__filename)('../plugin.cjs') as {
  createNodesV2: CreateNodesV2<Options>;
};

describe('The plugin', () => {
  const workspaceRoot = mkdtempSync(join(tmpdir(), 'nx-cdktf-plugin-'));
  afterAll(() => rmSync(workspaceRoot, { recursive: true }));
  mkdirSync(join(workspaceRoot, 'apps/infra'), { recursive: true });
  const targets = {
    status: { command: 'node status.js', options: { stage: 'local' } },
    lint: { command: 'eslint', options: { cwd: '.' } },
  };
  writeFileSync(join(workspaceRoot, 'apps/infra/project.json'), JSON.stringify({ targets }));

  /** What the plugin makes of files: by file the project and its targets. */
  async function infer(files: readonly string[], options: Options = {}) {
    const results = await createNodesV2[1](files, options, {
      workspaceRoot,
      nxJsonConfiguration: {},
    });
    return results.map(([file, { projects = {} }]) => {
      const [root = '', project] = Object.entries(projects)[0] ?? [];
      return { file, root, targets: project?.targets as Record<string, TargetConfiguration> };
    });
  }

  it('gives the app its targets, each with a configuration for the stage of every file', async () => {
    const files = ['apps/infra/src/stages/local.ts', 'apps/infra/src/stages/blue.ts'];
    const [local, blue] = await infer(files, { defaultStage: 'local' });
    expect(local).toMatchObject({ file: files[0], root: 'apps/infra' });
    expect(local?.targets['synth']).toEqual({
      executor: 'nx-cdktf:synth',
      dependsOn: ['build', '^build'],
      outputs: ['{workspaceRoot}/dist/{projectName}/{options.stage}'],
      options: { main: 'apps/infra/dist/main.js' },
      configurations: { local: { stage: 'local' } },
      defaultConfiguration: 'local',
    });
    for (const target of [
      'plan',
      'deploy',
      'destroy',
      'output',
      'drift',
      'recover-state',
      'bootstrap',
    ]) {
      expect(blue?.targets[target]).toEqual({
        executor: `nx-cdktf:${target}`,
        cache: false,
        dependsOn: ['synth'],
        options: { hooks: 'apps/infra/dist/hooks.js' },
        configurations: { blue: { stage: 'blue' } },
      });
    }
  });

  it('gives the configurations to the targets of the project that take a stage, and to no other', async () => {
    const [blue] = await infer(['apps/infra/src/stages/blue.ts'], { defaultStage: 'local' });
    expect(blue?.targets['status']).toEqual({ configurations: { blue: { stage: 'blue' } } });
    expect(blue?.targets).not.toHaveProperty('lint');
  });

  it('takes a test, a folder of another place and a folder without a project for no stage', async () => {
    expect(
      await infer([
        'apps/infra/src/stages/local.test.ts',
        'apps/infra/src/stages/types.d.ts',
        'apps/infra/src/pipeline/stages/build.ts',
        'apps/nothing/src/stages/local.ts',
      ]),
    ).toEqual([]);
  });

  it('finds them where the options say', async () => {
    const [found] = await infer(['apps/infra/config/stages/a.js'], {
      stages: 'config/stages',
      main: 'build/app.js',
    });
    expect(found?.targets['synth']?.options).toEqual({ main: 'apps/infra/build/app.js' });
  });

  it('makes a target of each executor of a package that is named, with its description', async () => {
    const installed = join(workspaceRoot, 'node_modules/operations');
    mkdirSync(installed, { recursive: true });
    writeFileSync(join(installed, 'package.json'), JSON.stringify({ executors: './all.json' }));
    const executors = { logs: { description: 'what the containers write' } };
    writeFileSync(join(installed, 'all.json'), JSON.stringify({ executors }));
    const [found] = await infer(['apps/infra/src/stages/a.ts'], { executors: ['operations'] });
    expect(found?.targets['logs']).toEqual({
      executor: 'operations:logs',
      cache: false,
      dependsOn: ['build', '^build'],
      options: { hooks: 'apps/infra/dist/hooks.js' },
      metadata: { description: 'what the containers write' },
      configurations: { a: { stage: 'a' } },
    });
    await expect(infer(['apps/infra/src/stages/a.ts'], { executors: ['nobody'] })).rejects.toThrow(
      "executors: 'nobody' is no installed package with executors. Fix: npm install -D nobody",
    );
  });
});
