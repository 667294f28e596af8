// `npm test`: everything that must hold, through Nx, closed by one line of counts.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

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
  // A process for each plugin, at each start, is half of what a command costs that has nothing to do.
  NX_ISOLATE_PLUGINS: 'false',
};
const nx = (args) =>
  spawnSync(join(root, 'node_modules', '.bin', 'nx'), args, {
    cwd: root,
    stdio: 'inherit',
    env: environment,
  }).status ?? 1;

// Unit tests first, because they say most in the least time; the whole road last, because it takes minutes.
const steps = [
  ['format:check', '--all'],
  ['run-many', '-t', 'lint', 'typecheck', 'test', '--parallel=2', '--output-style=stream'],
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
  if (nx(step) !== 0) {
    failedSteps.push(step);
  }
  if (existsSync(runFile)) {
    tasks.push(...JSON.parse(readFileSync(runFile, 'utf8')).tasks);
  }
}

const results = readdirSync(reports)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(join(reports, file), 'utf8')));
const skipped = results.flatMap((result) => result.skipped);
const failures = results.flatMap((result) => result.failed);
const passed = results.reduce((sum, result) => sum + result.passed, 0);

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
for (const step of failedSteps) {
  console.log(`\nFailed: npx nx ${step.join(' ')}`);
}
for (const task of tasks.filter(({ status }) => status !== 0)) {
  console.log(`\nFailed: npx nx run ${task.taskId}`);
}
for (const { name, message } of failures) {
  console.log(
    `\nFailed: ${name}\n${message
      .split('\n', 40)
      .map((line) => `    ${line}`)
      .join('\n')}`,
  );
}
// A lint or type error fails no test, so it is counted as one failure of its own.
const failed = Math.max(failures.length, failedSteps.length);
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
