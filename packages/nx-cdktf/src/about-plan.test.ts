import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aboutPlan, runOf } from './about-plan';

const github = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'owner/name',
  GITHUB_RUN_ID: '42',
};

test.each([
  ['GitHub', github, 'https://github.com/owner/name/actions/runs/42'],
  ['GitLab', { CI_JOB_URL: 'https://gitlab.com/a/b/-/jobs/1' }, 'https://gitlab.com/a/b/-/jobs/1'],
  ['Jenkins', { BUILD_URL: 'https://ci.example.com/job/1/' }, 'https://ci.example.com/job/1/'],
  ['a run without https', { BUILD_URL: 'http://ci/job/1/' }, undefined],
  ['half of GitHub', { GITHUB_RUN_ID: '42' }, undefined],
  ['a machine of somebody', {}, undefined],
])('the run of %s is found', (_, environment, url) => {
  expect(runOf(environment)).toBe(url);
});

test('the header has stage, commit and run; what is not committed is said', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'about-plan-'));
  try {
    await expect(aboutPlan('local', directory, {})).resolves.toEqual({ stage: 'local' });
    const git = (...args: readonly string[]): string =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        cwd: directory,
        encoding: 'utf8',
      }).trim();
    git('init', '--quiet');
    git('commit', '--quiet', '--allow-empty', '--no-verify', '-m', 'first');
    const id = git('rev-parse', 'HEAD');
    await expect(aboutPlan('aws', directory, github)).resolves.toEqual({
      stage: 'aws',
      commit: id,
      run: 'https://github.com/owner/name/actions/runs/42',
    });
    writeFileSync(join(directory, 'file'), '');
    await expect(aboutPlan('aws', directory, {})).resolves.toMatchObject({
      commit: `${id.slice(0, 10)} and changes`,
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
});
