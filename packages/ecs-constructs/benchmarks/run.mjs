// What the library costs over cdktf and over its own resources: `nx run ecs-constructs:benchmark`.
// Trust the ratios: the milliseconds are those of this machine, on this day.
import { resolve } from 'node:path';
import { measureImports } from './import.mjs';
import { measureScale } from './scale.mjs';

const library = process.argv[2] ?? resolve(import.meta.dirname, '../dist/index.js');

function report(what, value, limit, unit) {
  const verdict = value <= limit ? 'ok' : 'TOO MUCH';
  console.log(`${what.padEnd(58)} ${value.toFixed(2)} ${unit}, at most ${limit}: ${verdict}`);
  if (value > limit) {
    process.exitCode = 1;
  }
}

const imports = measureImports(library);
console.log(`cdktf alone ${imports.cdktf.toFixed(0)} ms`);
report('import, over cdktf', imports.library - imports.cdktf, 60, 'ms');
const everything = imports.everything - imports.cdktf;
console.log(`import and use of every export, over cdktf ${everything.toFixed(0)} ms`);
const stack = imports.stack - imports.cdktf;
console.log(`import and synthesis of the README's stack, over cdktf ${stack.toFixed(0)} ms`);

const scale = measureScale(library);
report(
  '1,000 services, against the same resources without it',
  scale.library1000 / scale.resources1000,
  1.3,
  'x',
);
report(
  '1,000 services, against ten times 100',
  scale.library1000 / (10 * scale.library100),
  1.1,
  'x',
);
