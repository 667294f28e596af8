// How the time to synthesize grows with services, against the same resources made without the library.
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const ROUNDS = 5;

/** One cold process that synthesizes; what it took, and what it made. */
function measure(variant, library, count) {
  const program = `
    const { readFileSync } = require('node:fs');
    const { ${variant} } = require(process.argv[2]);
    const { milliseconds, outdir } = ${variant}(require(process.argv[1]), ${count});
    const { resource } = JSON.parse(readFileSync(outdir + '/stacks/Benchmark/cdk.tf.json', 'utf8'));
    const counts = Object.entries(resource).map(([type, all]) => [type, Object.keys(all).length]);
    const blocks = Object.values(resource).flatMap((all) => Object.values(all));
    const characters = JSON.stringify(blocks.map((block) => ({ ...block, '//': undefined }))).length;
    console.log(JSON.stringify({ milliseconds, counts: counts.sort(), characters }));`;
  const args = ['-e', program, library, resolve(import.meta.dirname, 'stacks.cjs')];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

/** Throws when the two variants no longer make the same. */
function requireSame(ours, theirs) {
  const difference = Math.abs(ours.characters / theirs.characters - 1);
  if (JSON.stringify(ours.counts) === JSON.stringify(theirs.counts) && difference < 0.1) {
    return;
  }
  throw new Error(
    'benchmarks/resources.cjs must make what the library makes; got ' +
      `${JSON.stringify(theirs.counts)} in ${theirs.characters} characters ` +
      `instead of ${JSON.stringify(ours.counts)} in ${ours.characters}.`,
  );
}

/** The least of some rounds, in milliseconds, for 100 and 1,000 services. */
export function measureScale(library) {
  const times = { library100: [], library1000: [], resources1000: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const ours = measure('librarySynth', library, 1000);
    const theirs = measure('resourceSynth', library, 1000);
    requireSame(ours, theirs);
    times.library1000.push(ours.milliseconds);
    times.resources1000.push(theirs.milliseconds);
    times.library100.push(measure('librarySynth', library, 100).milliseconds);
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, values]) => [name, Math.min(...values)]),
  );
}
