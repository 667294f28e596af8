import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from './testing/requirements';
import { createStage, type TestStage } from './testing/stage';
import { stackOf } from './testing/stacks';

// With the provider of AWS every start of Terraform costs four to five seconds of processor, so they are counted.
describeWith(['terraform'], 'how often terraform is started', () => {
  const stage = createStage();
  afterAll(() => stage.remove());
  const log = join(stage.directory, 'starts.log');
  const counting = join(stage.directory, 'counting-terraform');
  const terraform = spawnSync('which', ['terraform'], { encoding: 'utf8' }).stdout.trim();
  writeFileSync(
    counting,
    `#!/bin/sh\necho "$1\${2:+ $2}" >> '${log}'\nexec '${terraform}' "$@"\n`,
    { mode: 0o755 },
  );

  /** The commands of Terraform that a command starts, but for those that only tell its version. */
  async function startsOf(command: Parameters<TestStage['run']>[0]): Promise<readonly string[]> {
    rmSync(log, { force: true });
    await stage.run(command);
    const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
    return lines.filter((line) => !line.startsWith('version'));
  }

  it('is no oftener than it must be', async () => {
    stage.setEnvironment({ TERRAFORM_BINARY_NAME: counting });
    stage.setStack(stackOf({ a: { input: 'one' } }));
    const starts: Record<string, readonly string[]> = {};
    for (const [when, command] of [
      ['a first plan', 'plan'],
      ['a second plan', 'plan'],
      ['a first deploy', 'deploy'],
      ['a deploy of nothing new', 'deploy'],
      ['outputs', 'output'],
      ['destroy', 'destroy'],
    ] as const) {
      starts[when] = await startsOf(command);
    }
    expect(starts).toEqual({
      'a first plan': ['init -input=false', 'plan -json', 'show -json'],
      'a second plan': ['plan -json', 'show -json'],
      'a first deploy': ['plan -json', 'show -json', 'apply -json'],
      'a deploy of nothing new': ['plan -json', 'show -json'],
      // They stand in the state.
      outputs: [],
      destroy: ['plan -json', 'show -json', 'apply -json'],
    });
  });
});
