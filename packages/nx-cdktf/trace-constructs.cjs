// Loaded into the app by `synth` (node --require): writes into the metadata of each construct the line of the app that
// made it, so that a review can name it. CDKTF keeps a place for the stack trace and never fills it.
// The line is relative to the working directory: the same program gives the same bytes on every machine.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { createRequire, findSourceMap } = require('node:module');
const { fileURLToPath } = require('node:url');

const main = path.resolve(process.argv[1] ?? '.');
const app = projectOf(main);

try {
  const { Node } = createRequire(main)('constructs');
  const { addMetadata } = Node.prototype;
  Node.prototype.addMetadata = function (type, data, options) {
    const frame = type === 'stacktrace' ? creationFrame() : undefined;
    const traced = frame === undefined ? options : { ...options, stackTraceOverride: [frame] };
    return addMetadata.call(this, type, data, traced);
  };
} catch {
  // An app without constructs has nothing to trace; what is wrong with it, it says itself.
}

/** The place in the app nearest to the construct: `src/hello-stack.ts:41:5`. */
function creationFrame() {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 100;
    Error.prepareStackTrace = (_error, sites) => sites;
    const site = new Error().stack.find((candidate) => isOfApp(candidate.getFileName()));
    return site && sourceOf(site.getFileName(), site.getLineNumber(), site.getColumnNumber());
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function isOfApp(file) {
  const name = file?.startsWith('file:') ? fileURLToPath(file) : file;
  return name?.startsWith(app + path.sep) && !name.includes(`${path.sep}node_modules${path.sep}`);
}

function sourceOf(file, line, column) {
  const name = file.startsWith('file:') ? fileURLToPath(file) : file;
  const entry = findSourceMap(name)?.findEntry(line - 1, column - 1);
  if (entry?.originalSource === undefined) {
    return written(name, line, column);
  }
  const source = entry.originalSource.startsWith('file:')
    ? fileURLToPath(entry.originalSource)
    : path.resolve(path.dirname(name), entry.originalSource);
  return written(source, entry.originalLine + 1, entry.originalColumn + 1);
}

function written(file, line, column) {
  return `${path.relative(process.cwd(), file).split(path.sep).join('/')}:${line}:${column}`;
}

/** The nearest directory above a file that holds a package.json. */
function projectOf(file) {
  let directory = path.dirname(file);
  while (
    !fs.existsSync(path.join(directory, 'package.json')) &&
    directory !== path.dirname(directory)
  ) {
    directory = path.dirname(directory);
  }
  return directory;
}
