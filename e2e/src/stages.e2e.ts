import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workspace } from './workspace';

// Adding a stage is adding one file: the app, the types and every target of Nx follow from it.

describe('A stage that somebody adds', () => {
  const workspace = new Workspace(8);
  const file = join(workspace.root, 'apps', 'infra', 'src', 'stages', 'blue.ts');
  const write = (values: string) =>
    writeFileSync(
      file,
      "import type { StageValues } from '../stage';\n\n" +
        `export default function blue(): StageValues {\n  return ${values};\n}\n`,
    );

  afterAll(() => workspace.close());

  it('is refused before there is its file, by every target', async () => {
    for (const target of ['synth', 'status']) {
      const refused = await workspace.nx(['run', `infra:${target}`, '-c', 'blue']);
      expect(refused.output).toContain(`infra:${target}: there is no configuration of that name`);
      expect(refused.output).toMatch(/got 'blue'\. Allowed: aws, local\b/);
      expect(refused.code).toBe(1);
    }
  });

  it('does not compile with a misspelt field, and the compiler says which is meant', async () => {
    write("{ accountId: '111122223333', service: { desiredCuont: 2 } }");
    const refused = await workspace.nx(['run', 'infra:synth', '-c', 'blue']);
    expect(refused.output).toMatch(/stages\/blue\.ts.*error TS/);
    expect(refused.output).toContain("Did you mean to write 'desiredCount'?");
    expect(refused.code).not.toBe(0);
  });

  it('is synthesized as soon as there is one file of it', async () => {
    write("{ accountId: '111122223333', region: 'eu-west-1', hosts: { instanceCount: 2 } }");
    const synthesized = await workspace.nx(['run', 'infra:synth', '-c', 'blue']);
    expect(synthesized).toMatchObject({ code: 0 });
    const stack = join(workspace.root, 'dist/infra/blue/stacks/hello-ecs-blue/cdk.tf.json');
    expect(JSON.parse(readFileSync(stack, 'utf8'))).toMatchObject({
      provider: { aws: [{ region: 'eu-west-1', allowed_account_ids: ['111122223333'] }] },
      terraform: { backend: { s3: { key: 'hello-ecs/blue.tfstate' } } },
    });
  });

  it('is a configuration of every target that takes a stage', async () => {
    const { output } = await workspace.nx(['show', 'project', 'infra', '--json']);
    const { targets } = JSON.parse(output.slice(output.indexOf('{'))) as {
      targets: Record<string, { configurations?: Record<string, unknown> }>;
    };
    for (const target of ['synth', 'validate', 'plan', 'deploy', 'destroy', 'status', 'url']) {
      expect([target, targets[target]?.configurations?.['blue']]).toEqual([
        target,
        { stage: 'blue' },
      ]);
    }
  });

  it('is gone with its file, whatever was compiled from it', async () => {
    rmSync(file);
    expect(existsSync(join(workspace.root, 'apps/infra/dist/stages/blue.js'))).toBe(true);
    const refused = await workspace.nx(['run', 'infra:synth', '--stage=blue']);
    expect(refused.output).toMatch(/stage: got 'blue'\. Allowed: aws, local\b/);
    expect(refused.code).toBe(1);
  });
});
