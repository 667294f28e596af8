import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeOf, planOf } from './testing/fixtures';

const directory = mkdtempSync(join(tmpdir(), 'plan-review-folder-'));
afterAll(() => rmSync(directory, { recursive: true }));

const plan = planOf(changeOf('aws_sqs_queue', { delay_seconds: 0 }, { delay_seconds: 5 }));

it('is a folder that needs nothing around it', () => {
  const folder = join(directory, 'released');
  const made = spawnSync(
    process.execPath,
    [join(__dirname, '..', 'tools', 'action-folder.mjs'), folder],
    { encoding: 'utf8' },
  );
  expect(made).toMatchObject({ status: 0, stderr: '' });
  const away = mkdtempSync(join(tmpdir(), 'plan-review-released-'));
  try {
    cpSync(folder, away, { recursive: true });
    for (const file of ['action.yml', 'package.json', 'LICENSE']) {
      expect(existsSync(join(away, file))).toBe(true);
    }
    writeFileSync(join(away, 'plan.json'), JSON.stringify(plan));
    const { status, stdout } = spawnSync(process.execPath, [join(away, 'bin', 'action.cjs')], {
      cwd: away,
      env: { PATH: process.env['PATH'], INPUT_PLAN: 'plan.json', RUNNER_TEMP: away },
      encoding: 'utf8',
    });
    expect({ status, error: stdout.includes('::error') }).toEqual({ status: 0, error: false });
    expect(stdout).toContain('aws_sqs_queue.a');
  } finally {
    rmSync(away, { recursive: true });
  }
});
