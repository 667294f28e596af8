// `npm test`: everything that must hold, through Nx, closed by one line of counts.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const reports = join(root, 'reports');
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

// Unit tests first, because they say most in the least time; the whole road last, because it takes minutes.
const steps = [
  ['format:check', '--all'],
  ['run-many', '-t', 'lint', 'typecheck', 'test', '--parallel=2', '--output-style=stream'],
  // The library on the other major of the AWS provider, and the library and the app on the other core.
  ['run-many', '-t', 'test-provider-21', 'test-cdktn', '--parallel=2', '--output-style=stream'],
  [
    'run-many',
    '-t',
    'test-integration',
    'test-browser',
    'validate',
    '--parallel=2',
    '--output-style=stream',
  ],
  // After those, because all of them together are more than two cores carry in time.
  ['run-many', '-t', 'e2e', 'e2e-variants', '--parallel=2', '--output-style=stream'],
  // Looks at the plans that the roads and the variants kept.
  ['run-many', '-t', 'e2e-policies', '--output-style=stream'],
];
const failedSteps = steps.filter((step) => nx(step) !== 0);

const results = readdirSync(reports)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(join(reports, file), 'utf8')));
const total = (count) => results.reduce((sum, result) => sum + count(result), 0);
const skipped = results.flatMap((result) => result.skipped);

if (skipped.length > 0) {
  console.log(`\nSkipped on this machine:`);
  for (const name of skipped) console.log(`  - ${name}`);
}
for (const step of failedSteps) console.log(`\nFailed: npx nx ${step.join(' ')}`);
// A lint or type error fails no test, so it is counted as one failure of its own.
const failed = Math.max(
  total((result) => result.failed),
  failedSteps.length,
);
const skippedPart = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
console.log(`\n${total((result) => result.passed)} passed, ${failed} failed${skippedPart}`);
process.exitCode = failed > 0 ? 1 : 0;
