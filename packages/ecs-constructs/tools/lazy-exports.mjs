// Makes the compiled library load a module when it is first used: an application then loads the AWS resources that it
// uses, and the docker provider, an optional peer, only where it builds images. Run after tsc; may run twice.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const MARKER = '// Loaded on first use.';
const DEFINE =
  'const lazy = (name, load) => Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });';

rewrite('index.js', (text) => text.split('\n').flatMap(lazyLine(new Map())).join('\n'));
rewrite('image/container-image.js', (text) => {
  const eager = 'const image_build_1 = require("./image-build");';
  if (!text.includes(eager)) {
    throw new Error(`image/container-image.js must have: ${eager}`);
  }
  const late =
    'const image_build_1 = { get ImageBuild() { return require("./image-build").ImageBuild; } };';
  return text.replace(eager, `${late} ${MARKER}`);
});

function rewrite(name, change) {
  const file = join(DIST, name);
  const text = readFileSync(file, 'utf8');
  if (!text.includes(MARKER)) {
    writeFileSync(file, change(text));
  }
}

/** `exports.X = void 0` stays: it is how Node finds the names for an import from an ES module. */
function lazyLine(modules) {
  return (line) => {
    const module = /^var (\w+) = require\(("[^"]+")\);$/.exec(line);
    if (module !== null) {
      modules.set(module[1], module[2]);
      return [];
    }
    const getter = /^Object\.defineProperty\(exports, ("\w+"), .* return (\w+)\.\w+; } }\);$/.exec(
      line,
    );
    if (getter !== null) {
      return [`lazy(${getter[1]}, () => require(${modules.get(getter[2])}));`];
    }
    if (line.endsWith(' = void 0;')) {
      return [line];
    }
    if (line.includes('"__esModule"')) {
      return [line, MARKER, DEFINE];
    }
    if (line.includes('sourceMappingURL')) {
      return [];
    }
    if (line === '"use strict";' || line === '') {
      return [line];
    }
    throw new Error(`index.ts may only export from other modules; got ${line}`);
  };
}
