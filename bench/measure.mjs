// Contenders are measured in turn, round by round: what else a machine does falls on all of them, so a ratio of one round
// is worth more than a time. The median of the rounds' ratios is what is reported.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const MEASURE = join(import.meta.dirname, 'measure.py');

/**
 * One whole process with its children.
 *
 * @param command `{ program, args, cwd, env, accept }`; `accept` are exit codes beside 0 that mean success
 * @returns seconds by the clock, seconds of processor, and MB of its largest process
 */
export function measure({ program, args = [], cwd, env = {}, accept = [] }) {
  const run = spawnSync('python3', [MEASURE, program, ...args], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const said = run.stderr ?? '';
  // Nothing of it where the program does not exist.
  const result = JSON.parse(/\{[^{]*\}\s*$/.exec(said)?.[0] ?? 'null');
  if (result === null || ![0, ...accept].includes(result.code)) {
    const shown = [program, ...args].join(' ');
    throw new Error(`${shown} in ${cwd} ended with ${result?.code ?? run.status}:\n${said}`);
  }
  return result;
}

/**
 * @param contenders name to a function that gives one measurement (an object of numbers); the first is the yardstick
 * @returns for each its medians, and the median of its ratios to the first, by every number
 */
export async function compare(contenders, rounds, say = () => undefined) {
  const names = Object.keys(contenders);
  const taken = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      say(`round ${round + 1} of ${rounds}: ${name}`);
      taken[name].push(await contenders[name]());
    }
  }
  const [yardstick] = names;
  return names.map((name) => ({
    name,
    numbers: overRounds(taken[name], (value) => value),
    ratios: overRounds(taken[name], (value, key, round) => value / taken[yardstick][round][key]),
  }));
}

function overRounds(rounds, of) {
  const keys = Object.keys(rounds[0] ?? {}).filter((key) => key !== 'code');
  return Object.fromEntries(
    keys.map((key) => [key, median(rounds.map((values, round) => of(values[key], key, round)))]),
  );
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
