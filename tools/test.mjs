// `npm test`: everything that must hold, through Nx, closed by one line of counts.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readReports, secondRun } from './second-run.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const reports = join(root, 'reports');
// Nx's own record of its last run: which task took how long and how it ended.
const runFile = join(process.env.NX_CACHE_DIRECTORY ?? join(root, '.nx', 'cache'), 'run.json');
rmSync(reports, { recursive: true, force: true });

const environment = {
  ...process.env,
  // Nx colours the output of its tasks unless it is told not to.
  ...(process.env.NO_COLOR ? { FORCE_COLOR: '0' } : {}),
  // A failure that is replayed would look like news.
  NX_CACHE_FAILURES: 'false',
};
const nx = (args) =>
  spawnSync(join(root, 'node_modules', '.bin', 'nx'), args, {
    cwd: root,
    stdio: 'inherit',
    env: environment,
  }).status ?? 1;

// Unit tests first, because they say most in the least time; the whole road last, because it takes minutes. Some of the unit
// tests wait, for what a service does when nothing comes.
const steps = [
  // The references between projects, which Nx does not look at with each command.
  ['sync:check'],
  [
    'run-many',
    '-t',
    'check-format',
    'lint',
    'typecheck',
    'test',
    '--parallel=3',
    '--output-style=stream',
  ],
  // With them the library on the other major of the AWS provider, and the library and the app on the other core. Much
  // of it waits, for Terraform, for containers or for npm, so two cores carry three.
  [
    'run-many',
    '-t',
    'test-integration',
    'test-browser',
    'validate',
    'test-provider-21',
    'test-cdktn',
    '--parallel=3',
    '--output-style=stream',
  ],
  // After those, because all of them together are more than two cores carry in time.
  ['run-many', '-t', 'e2e', 'e2e-variants', '--parallel=2', '--output-style=stream'],
  // Looks at the plans that the roads and the variants kept.
  ['run-many', '-t', 'e2e-policies', '--output-style=stream'],
];
const failedSteps = [];
const tasks = [];
for (const step of steps) {
  rmSync(runFile, { force: true });
  const status = nx(step);
  const ran = existsSync(runFile) ? JSON.parse(readFileSync(runFile, 'utf8')).tasks : [];
  tasks.push(...ran);
  if (status !== 0) {
    failedSteps.push({ step, tasks: ran.filter((task) => task.status !== 0) });
  }
}

const results = readReports(reports);
const skipped = results.flatMap((result) => result.skipped);
const passedLater = secondRun(results, reports, nx);
const failures = results.flatMap(({ failed }) =>
  failed.filter((one) => !passedLater.includes(one)),
);
const passed = results.reduce((sum, result) => sum + result.passed, passedLater.length);
// A task is settled when all that failed in it passed later; a task that failed without a test is not.
const settled = ({ taskId }) =>
  results.some(
    ({ task, failed }) =>
      task === taskId && failed.length > 0 && failed.every((one) => passedLater.includes(one)),
  );
const failing = failedSteps.filter(
  (failure) => failure.tasks.length === 0 || !failure.tasks.every(settled),
);

const lasted = (task) => ({
  name: task.taskId,
  seconds: Math.round((Date.parse(task.endTime) - Date.parse(task.startTime)) / 1000),
});
sayWhatTookLongest('What took longest', tasks.map(lasted));
sayWhatTookLongest(
  'Of it, files of tests',
  results.flatMap(({ files = [] }) => files),
);
if (skipped.length > 0) {
  console.log(`\nSkipped on this machine:`);
  for (const name of skipped) {
    console.log(`  - ${name}`);
  }
}
sayEach('Failed at first, passed alone: the test or the code is not sure under load', passedLater);
for (const { step, tasks: failedTasks } of failing) {
  console.log(`\nFailed: npx nx ${step.join(' ')}`);
  for (const task of failedTasks.filter((one) => !settled(one))) {
    console.log(`\nFailed: npx nx run ${task.taskId}`);
  }
}
sayEach('Failed', failures);
// A lint or type error fails no test, so it is counted as one failure of its own.
const failed = Math.max(failures.length, failing.length);
const skippedPart = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
console.log(`\n${passed} passed, ${failed} failed${skippedPart}`);
process.exitCode = failed > 0 ? 1 : 0;

function sayWhatTookLongest(title, entries) {
  const long = entries.filter(({ seconds }) => seconds >= 30);
  if (long.length > 0) {
    console.log(`\n${title}:`);
  }
  for (const { name, seconds } of long.sort((a, b) => b.seconds - a.seconds)) {
    console.log(`  ${String(seconds).padStart(5)} s  ${name}`);
  }
}

function sayEach(word, tests) {
  for (const { name, message } of tests) {
    const lines = message.split('\n', 40).map((line) => `    ${line}`);
    console.log(`\n${word}: ${name}\n${lines.join('\n')}`);
  }
}
