// npx nx run bench:bench [--only=synth,server] [--rounds=5] [--print]: measures, and writes docs/benchmarks.md and its
// picture; with --print it only shows them.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { WORKSPACE } from '../tools/scratch.mjs';
import { markdown, svg } from './report.mjs';

const SUITES = [
  'synth',
  'services',
  'plan',
  'deploy',
  'review',
  'server',
  'connections',
  'local-aws',
];

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: SUITES.join(',') },
    rounds: { type: 'string', default: '5' },
    print: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const chosen = values.only.split(',');
const unknown = chosen.filter((name) => !SUITES.includes(name));
if (!Number.isInteger(rounds) || rounds < 1 || unknown.length > 0) {
  console.error(
    `bench: --rounds takes a whole number from 1, --only any of ${SUITES.join(',')}; ` +
      `got ${values.rounds} and ${values.only}.`,
  );
  process.exit(2);
}

const suites = [];
const failed = [];
for (const name of chosen) {
  const suite = await import(`./suites/${name}.mjs`);
  const say = (line) => process.stderr.write(`${name}: ${line}\n`);
  try {
    const rows = await suite.run({ rounds, say });
    suites.push({ title: suite.title, numbers: suite.numbers, rows });
  } catch (error) {
    // What the others took many minutes to measure is shown all the same.
    say(error instanceof Error ? error.message : String(error));
    failed.push(name);
  }
}

const about = `${cpus().length} processors, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}, ${rounds} rounds`;
const text = await format(markdown(suites, about), { parser: 'markdown' });
if (values.print || failed.length > 0) {
  console.log(text);
} else {
  writeFileSync(join(WORKSPACE, 'docs', 'benchmarks.md'), text);
  writeFileSync(join(WORKSPACE, 'docs', 'benchmarks.svg'), svg(suites));
  console.log('docs/benchmarks.md and docs/benchmarks.svg are written.');
}
if (failed.length > 0) {
  console.error(`bench: could not measure ${failed.join(', ')}; nothing is written.`);
  process.exitCode = 1;
}
