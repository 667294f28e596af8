// Makes a compiled package load a module when it is first used: an application then loads the AWS resources that it uses,
// a command the clients of the services that it asks, and the docker provider, an optional peer, only who builds images.
// Run in the project after tsc; may run twice. Given files of dist, only their imports wait: each use of one costs a look, which
// what runs a million times would feel: node ../../tools/lazy-imports.mjs [FILE...]
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const DIST = join(process.cwd(), 'dist');
const MARKER = '// Loaded on first use.';
const DEFINE =
  'const lazy = (name, load) => Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });';

/** All but the modules of Node, and cdktf, which whoever loads a construct has loaded already. */
const IMPORT = /^const (\w+) = require\(("(?!node:|cdktf"|constructs")[^"]+")\);$/gm;

// An app has no index.
if (existsSync(join(DIST, 'index.js'))) {
  rewrite('index.js', lazyExports);
}
const given = process.argv.slice(2);
const files = given.length > 0 ? given : readdirSync(DIST, { recursive: true });
files.filter((file) => file.endsWith('.js')).forEach((file) => rewrite(file, lazyImports));

function rewrite(name, change) {
  const file = join(DIST, name);
  const text = readFileSync(file, 'utf8');
  const changed = change(text);
  if (changed !== text) {
    writeFileSync(file, changed);
  }
}

/** tsc writes every use of an import as `module_1.name`. What was rewritten once is no import any more. */
function lazyImports(text) {
  return text.replace(IMPORT, (line, module, path) => {
    const uses = [...text.matchAll(new RegExp(`\\b${module}\\b(?:\\.(\\w+))?`, 'g'))].slice(1);
    if (uses.some(([, name]) => name === undefined)) {
      throw new Error(`an import may only be used by its names; got another use of ${line}`);
    }
    const names = [...new Set(uses.map(([, name]) => name))];
    const loaded = `(${module}_loaded ??= require(${path}))`;
    const getters = names.map((name) => `get ${name}() { return ${loaded}.${name}; }`);
    return `let ${module}_loaded; const ${module} = { ${getters.join(', ')} };`;
  });
}

function lazyExports(text) {
  return text.includes(MARKER) ? text : text.split('\n').flatMap(lazyLine(new Map())).join('\n');
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
    if (line === '"use strict";' || line === '') {
      return [line];
    }
    throw new Error(`index.ts may only export from other modules; got ${line}`);
  };
}
