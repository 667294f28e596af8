// A deployment of the local stage, one that changes nothing, and its end, against the terraform processes within. What is
// ours: the start of Nx, synth, the review, the image, the local AWS, and the wait until containers answer.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { WORKSPACE } from '../../tools/scratch.mjs';
import { compare, measure } from '../measure.mjs';

const METER = join(WORKSPACE, 'tmp', 'bench-terraform.jsonl');
const STEPS = {
  'infra:deploy, everything is new': 'deploy',
  'infra:deploy, nothing has changed': 'deploy',
  'infra:destroy': 'destroy',
};

export const title = 'Deploying the local stage and destroying it, against the terraform within';
export const numbers = ['clock', 'processor'];

export async function run({ rounds, say }) {
  mkdirSync(join(WORKSPACE, 'tmp'), { recursive: true });
  say('destroys what is there');
  nx('destroy');
  const taken = Object.fromEntries(Object.keys(STEPS).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, target] of Object.entries(STEPS)) {
      say(`round ${round + 1} of ${rounds}: ${name}`);
      taken[name].push(nx(target));
    }
  }
  const rows = [];
  for (const [name, runs] of Object.entries(taken)) {
    let round = 0;
    const compared = await compare(
      {
        [`terraform in ${name}`]: () => runs[round].terraform,
        [name]: () => runs[round++].whole,
      },
      rounds,
    );
    rows.push(...compared);
  }
  return rows;
}

/** What a target of the app took, and what the terraform processes took that it started. */
function nx(target) {
  rmSync(METER, { force: true });
  const whole = measure({
    program: join(WORKSPACE, 'node_modules', '.bin', 'nx'),
    args: ['run', `infra:${target}`],
    cwd: WORKSPACE,
    env: {
      TERRAFORM_BINARY_NAME: join(import.meta.dirname, '..', 'terraform-meter.py'),
      BENCH_TERRAFORM: process.env.TERRAFORM_BINARY_NAME || 'terraform',
      BENCH_METER: METER,
    },
  });
  const starts = readFileSync(METER, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const sum = (key) => starts.reduce((total, start) => total + start[key], 0);
  return { whole, terraform: { clock: sum('clock'), processor: sum('processor') } };
}
