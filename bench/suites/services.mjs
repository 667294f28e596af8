// How synthesizing grows with services, against the same resources made without the library.
import { join } from 'node:path';
import { compare, measure } from '../measure.mjs';
import { WORKSPACE } from '../../tools/scratch.mjs';

const PACKAGE = join(WORKSPACE, 'packages', 'ecs-constructs');
const STACKS = join(PACKAGE, 'benchmarks', 'stacks.cjs');
const COUNTS = [1, 10, 100, 1000];

export const title = 'Services in one stack';
export const numbers = ['processor', 'memory'];

export async function run({ rounds, say }) {
  const synth = (variant, count) => () =>
    measure({
      program: process.execPath,
      args: [
        '-e',
        `require(process.argv[2]).${variant}(require(process.argv[1]), ${count})`,
        join(PACKAGE, 'dist', 'index.js'),
        STACKS,
      ],
      cwd: PACKAGE,
    });
  const rows = [];
  for (const count of COUNTS) {
    const compared = await compare(
      {
        [`${count} without the library`]: synth('resourceSynth', count),
        [`${count} with it`]: synth('librarySynth', count),
      },
      rounds,
      say,
    );
    rows.push(...compared);
  }
  return rows;
}
