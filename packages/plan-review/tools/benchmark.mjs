// Reviews a large plan and says how much processor time each step takes, also as a multiple of what it takes to parse the
// JSON, which is the same on every machine: node tools/benchmark.mjs [resources] [documents|estate]; build the package first.
import { createRequire } from 'node:module';
import * as plans from './benchmark-plans.mjs';

const { formats, parsePlanText, reviewPlan } = createRequire(import.meta.url)('../dist/index.js');

const [, , count = '5000', kind = 'documents'] = process.argv;
if (!Object.hasOwn(plans, kind)) {
  throw new Error(`kind of plan: got ${kind}. Allowed ${Object.keys(plans).join(', ')}.`);
}
const text = JSON.stringify(plans[kind](Number(count)));
console.log(
  `${count} resource changes (${kind}), ${(text.length / 1e6).toFixed(1)} MB of plan JSON`,
);

const parsing = timed('JSON.parse', () => JSON.parse(text)).seconds;
const begin = now();
const { result: document } = timed('parse', () => parsePlanText(Buffer.from(text)));
const { result: review } = timed('review', () => reviewPlan(document));
for (const [name, render] of Object.entries(formats)) {
  timed(`render ${name}`, () => render(review, { color: true }));
}
say('all', begin);
console.log(`memory ${(process.resourceUsage().maxRSS / 1e3).toFixed(0)} MB at most`);

function timed(name, work) {
  const start = now();
  const result = work();
  return { result, seconds: say(name, start) };
}

function now() {
  return { processor: process.cpuUsage(), clock: performance.now() };
}

/** The processor time of all threads: collecting garbage and compiling run beside. The clock says what somebody waits. */
function say(name, { processor, clock }) {
  const { user, system } = process.cpuUsage(processor);
  const seconds = (user + system) / 1e6;
  const waited = `${((performance.now() - clock) / 1e3).toFixed(2).padStart(6)} s by the clock`;
  const times = name === 'all' ? `  ${(seconds / parsing).toFixed(0)} × JSON.parse` : '';
  console.log(`${name.padEnd(18)} ${seconds.toFixed(2).padStart(6)} s ${waited}${times}`);
  return seconds;
}
