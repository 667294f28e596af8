// Loaded into the app by `synth` (node --require): writes into the metadata of each construct the line of the app that
// made it, so that a review can name it. CDKTF keeps a place for the stack trace and never fills it.
// The line is relative to the working directory: the same program gives the same bytes on every machine.
// It is the line of the source, and so are those of an error that ends the app. Node's own --enable-source-maps would read
// the maps of all packages, too, which takes half as long as the app itself.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { createRequire, SourceMap } = require('node:module');
const { fileURLToPath } = require('node:url');

const main = path.resolve(process.argv[1] ?? '.');
const app = projectOf(main);
const sourceMaps = new Map();

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

process.on('uncaughtExceptionMonitor', (error) => nameSources(error));

/** Node prints the stack of an error that ends the app; from here on it names lines of sources. */
function nameSources(error, named = new Set()) {
  if (!(error instanceof Error) || named.has(error) || typeof error.stack !== 'string') {
    return;
  }
  const stack = error.stack.replace(
    /^(\s+at (?:.* \()?)(.+):(\d+):(\d+)(\)?)$/gm,
    (frame, before, file, line, column, after) => {
      if (!path.isAbsolute(file) && !file.startsWith('file:')) {
        return frame;
      }
      const source = sourceOf(file, Number(line), Number(column));
      return `${before}${source.file}:${source.line}:${source.column}${after}`;
    },
  );
  // What refuses to be changed is printed as it is.
  Reflect.set(error, 'stack', stack);
  nameSources(error.cause, named.add(error));
}

/** The place in the app nearest to the construct: `src/hello-stack.ts:41:5`. */
function creationFrame() {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 100;
    Error.prepareStackTrace = (_error, sites) => sites;
    const site = new Error().stack.find((candidate) => isOfApp(candidate.getFileName()));
    if (site === undefined) {
      return undefined;
    }
    const made = sourceOf(site.getFileName(), site.getLineNumber(), site.getColumnNumber());
    const file = path.relative(process.cwd(), made.file).split(path.sep).join('/');
    return `${file}:${made.line}:${made.column}`;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function isOfApp(file) {
  const name = file?.startsWith('file:') ? fileURLToPath(file) : file;
  return name?.startsWith(app + path.sep) && !name.includes(`${path.sep}node_modules${path.sep}`);
}

/** Where a place of a compiled file was written; the place itself where no map tells. */
function sourceOf(file, line, column) {
  const name = file.startsWith('file:') ? fileURLToPath(file) : file;
  const entry = sourceMapOf(name)?.findEntry(line - 1, column - 1);
  if (entry?.originalSource === undefined) {
    return { file: name, line, column };
  }
  const source = entry.originalSource.startsWith('file:')
    ? fileURLToPath(entry.originalSource)
    : path.resolve(path.dirname(name), entry.originalSource);
  return { file: source, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

/** What the last line of a compiled file names: a file beside it, or the map itself. */
function sourceMapOf(file) {
  if (!sourceMaps.has(file)) {
    sourceMaps.set(file, readSourceMap(file));
  }
  return sourceMaps.get(file);
}

function readSourceMap(file) {
  try {
    const url = fs.readFileSync(file, 'utf8').match(/\n\/\/# sourceMappingURL=(\S+)\s*$/)?.[1];
    if (url === undefined) {
      return undefined;
    }
    const [, encoding, data] = url.match(/^data:[^,]*?(;base64)?,(.*)$/) ?? [];
    const text =
      data === undefined
        ? fs.readFileSync(path.resolve(path.dirname(file), decodeURIComponent(url)), 'utf8')
        : encoding === undefined
          ? decodeURIComponent(data)
          : Buffer.from(data, 'base64').toString();
    return new SourceMap(JSON.parse(text));
  } catch {
    // A map that cannot be read is no reason to end the app: the line of the compiled file is named then.
    return undefined;
  }
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
