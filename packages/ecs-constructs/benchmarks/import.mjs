// What importing the library costs over importing cdktf alone, and with the reference stack synthesized.
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const PACKAGE = resolve(import.meta.dirname, '..');
const ROUNDS = 15;

const CODE = {
  cdktf: "require('cdktf'); require('constructs');",
  library: "require('cdktf'); require('constructs'); require(process.argv[1]);",
  everything: "require('cdktf'); require('constructs'); Object.values(require(process.argv[1]));",
  stack: `require('cdktf'); require('constructs');
    const { synthReferenceStack } = require(process.argv[2]); synthReferenceStack(require(process.argv[1]));`,
};

/** One cold process; what its processor worked from its first statement to its last. */
function measure(code, library) {
  const program = `const start = process.cpuUsage(); ${code}
    const { user, system } = process.cpuUsage(start); console.log((user + system) / 1000);`;
  const args = ['-e', program, library, resolve(import.meta.dirname, 'stacks.cjs')];
  return Number(execFileSync(process.execPath, args, { cwd: PACKAGE, encoding: 'utf8' }));
}

/** The least of some rounds, in milliseconds: other processes only ever add. */
export function measureImports(library) {
  const times = Object.fromEntries(Object.keys(CODE).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, code] of Object.entries(CODE)) {
      times[name].push(measure(code, library));
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, values]) => [name, Math.min(...values)]),
  );
}
