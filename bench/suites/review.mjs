// A plan as JSON, which Terraform makes, and its review in all formats.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WORKSPACE } from '../../tools/scratch.mjs';
import { compare, measure } from '../measure.mjs';

const PACKAGE = join(WORKSPACE, 'packages', 'plan-review');
const CLI = join(PACKAGE, 'bin', 'plan-review.cjs');
const SIZES = [50, 5000];

export const title = 'Reviewing a plan, against reading its JSON';
export const numbers = ['processor', 'clock', 'memory'];

export async function run({ rounds, say }) {
  const plans = pathToFileURL(join(PACKAGE, 'tools', 'benchmark-plans.mjs'));
  const { documents } = await import(plans.href);
  const folder = join(WORKSPACE, 'tmp', 'bench-review');
  mkdirSync(folder, { recursive: true });
  const rows = [];
  for (const size of SIZES) {
    const plan = join(folder, `${size}.json`);
    writeFileSync(plan, JSON.stringify(documents(size)));
    const node = (...args) => measure({ program: process.execPath, args, accept: [1, 2] });
    rows.push(
      ...(await compare(
        {
          [`${size} changes, only read`]: () =>
            node('-e', 'JSON.parse(require("fs").readFileSync(process.argv[1]))', plan),
          [`${size} changes, reviewed`]: () => node(CLI, plan),
          [`${size} changes, reviewed as Markdown`]: () => node(CLI, plan, '--format=markdown'),
        },
        rounds,
        say,
      )),
    );
  }
  return rows;
}
