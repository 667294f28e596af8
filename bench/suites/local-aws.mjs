// From nothing to a local AWS that answers, and its end; and what a command costs that has nothing to do.
import { join } from 'node:path';
import { compare, measure } from '../measure.mjs';
import { WORKSPACE } from '../../tools/scratch.mjs';

const CLI = join(WORKSPACE, 'packages', 'local-aws', 'dist', 'cli.js');

export const title = 'Starting a local AWS';
export const numbers = ['clock', 'processor'];

export async function run({ rounds, say }) {
  const node = (...args) => measure({ program: process.execPath, args, cwd: WORKSPACE });
  node(CLI, 'stop');
  const rows = await compare(
    {
      'moto_server --help, which imports moto': () =>
        measure({ program: 'moto_server', args: ['--help'], cwd: WORKSPACE }),
      'local-aws start': () => node(CLI, 'start'),
      'local-aws start, while it runs': () => node(CLI, 'start'),
      'local-aws stop': () => node(CLI, 'stop'),
    },
    rounds,
    say,
  );
  return rows;
}
