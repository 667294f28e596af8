// Loaded by Nx in its main process as the `hasher` of the executors, because that is the one place where a plugin
// runs in the process whose exit code the shell sees and which receives the signals. Plain CommonJS without
// dependencies: it must exist before anything is built. The hash itself stays Nx's own.
//
// Nx knows two exit codes, 0 and 1, and on Ctrl-C it kills the process tree of a task, leaves first, after five
// seconds with SIGKILL: provider plugins die in the middle of a request and Terraform loses what it just created.
// So this file
//   1. gives the executors a directory to leave their exit code in, and sets it when Nx exits. That begins when Nx
//      loads this file, which it does before the first task, so that it is also right when a dependency fails;
//   2. hands signals to a running executor and lets Nx act on them only when that executor has ended;
//   3. keeps Nx from putting a pseudo terminal in between, whose helper process exits at once on Ctrl-C. The executor
//      then has the user's own terminal (`outputCapture` in the schemas), but not FORCE_COLOR, which Nx drops there;
//   4. refuses a configuration that does not exist, where Nx would quietly take the default, and an option that does not
//      exist, with the one that was probably meant;
//   5. keeps Nx's own lines back while one of our targets is what somebody asked for (quiet-nx.cjs).
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const {
  requestedConfiguration,
  spokenTarget,
  unknownConfiguration,
  unknownOption,
} = require('./configuration.cjs');
const { exchangeDirectories, exchangeDirectory, isOurs, worstExitCode } = require('./exchange.cjs');
const { holdOutput, wantsQuiet } = require('./quiet-nx.cjs');

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const directory = exchangeDirectory(process.pid);

/** What is held back of Nx's own output. @default - nothing is */
let quiet;

// Unknown until Nx handles signals itself; before that a listener of ours would only swallow them.
let interrupted = true;

function createExchange() {
  if (isOurs(directory)) {
    // Left behind by a process that was killed and had the same id.
    fs.rmSync(directory, { recursive: true, force: true });
  }
  fs.mkdirSync(directory, { mode: 0o700 });
  removeLeftBehind();
}

/** A run that was killed takes nothing away; the next one does it. */
function removeLeftBehind() {
  for (const other of exchangeDirectories()) {
    if (!isAlive(other.mainProcessId) && isOurs(other.directory)) {
      fs.rmSync(other.directory, { recursive: true, force: true });
    }
  }
}

function readExitCodes() {
  return fs
    .readdirSync(directory)
    .filter((name) => name.endsWith('.exit'))
    .map((name) => Number(fs.readFileSync(path.join(directory, name), 'utf8')))
    .filter((code) => Number.isInteger(code) && code >= 0 && code <= 255);
}

function runningExecutors() {
  try {
    return fs
      .readdirSync(directory)
      .filter((name) => name.endsWith('.running'))
      .map((name) => Number.parseInt(name, 10))
      .filter(isAlive);
  } catch {
    return [];
  }
}

function isAlive(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

/** Wraps what listens to a signal now, so that it is called only when no executor of ours runs any more. */
function deferSignal(signal) {
  let deferred = false;
  const original = process.rawListeners(signal);
  for (const listener of original) {
    process.off(signal, listener);
    // One wrapper per listener: signal-exit counts listeners to decide whether to raise the signal again.
    process.on(signal, (...args) => {
      if (runningExecutors().length === 0) {
        listener.apply(process, args);
      }
    });
  }
  process.on(signal, () => {
    const executors = runningExecutors();
    // From a terminal the executor has the signal already and counts the two as one; `kill` and a CI runner
    // reach only this process.
    executors.forEach((processId) => process.kill(processId, signal));
    if (executors.length === 0 || deferred) {
      return;
    }
    deferred = true;
    const timer = setInterval(() => {
      if (runningExecutors().length === 0) {
        clearInterval(timer);
        original.forEach((listener) => listener.call(process, signal));
      }
    }, 50);
    timer.unref();
  });
}

/** Learns whether Nx was interrupted, from the moment on when Nx listens to signals. */
function observeSignals() {
  process.on('newListener', function observe(event, listener) {
    if (event !== 'SIGINT' || !String(listener).includes('handleSignal')) {
      return;
    }
    process.off('newListener', observe);
    interrupted = false;
    setImmediate(() => {
      signals.forEach((signal) =>
        process.on(signal, () => {
          interrupted = true;
        }),
      );
    });
  });
}

function installExitCode() {
  try {
    createExchange();
  } catch {
    // Without the directory the exit codes are Nx's own.
    return false;
  }
  observeSignals();
  process.on('exit', (nxExitCode) => {
    try {
      const reported = readExitCodes();
      // A failure that none of ours has spoken of is in what was held back.
      quiet?.end(nxExitCode !== 0 && reported.every((code) => code === 0 || code === 2));
      process.exitCode = worstExitCode(nxExitCode, reported, interrupted);
      fs.rmSync(directory, { recursive: true, force: true });
    } catch {
      // Nothing to tell: Nx's exit code stands.
    }
  });
  return true;
}

/** Runs when the first of our tasks is hashed: Nx has its signal handlers then, and the tasks before it are done. */
function prepareForExecutors() {
  const forceColor = process.env.FORCE_COLOR ?? process.env.NX_ORIGINAL_FORCE_COLOR;
  if (forceColor !== undefined) {
    fs.writeFileSync(path.join(directory, 'force-color'), forceColor);
  }
  signals.forEach(deferSignal);
}

/**
 * The options that an executor has, as the schema of its package says; undefined where that cannot be found, so that Nx
 * decides. The package may be another one: whoever has this file as its hasher.
 */
function optionsOf(target) {
  try {
    const { directory, schema } = executorOf(target);
    return Object.keys(require(path.join(directory, schema)).properties);
  } catch {
    return undefined;
  }
}

function executorOf(target) {
  const [name, executor] = String(target?.executor).split(':');
  const manifest = require.resolve(`${name}/package.json`, { paths: [process.cwd(), __dirname] });
  const list = path.join(path.dirname(manifest), require(manifest).executors);
  return { directory: path.dirname(list), ...require(list).executors[executor] };
}

/** Holds Nx's own lines back where the one target that is asked for has this file as its hasher. */
function becomeQuiet() {
  if (!wantsQuiet(process.argv, process.env)) {
    return undefined;
  }
  const { project, target } = spokenTarget(process.argv);
  try {
    const { readCachedProjectGraph } = require('@nx/devkit');
    const { hasher = '' } = executorOf(
      readCachedProjectGraph().nodes[project].data.targets[target],
    );
    if (path.basename(hasher) !== path.basename(__filename)) {
      return undefined;
    }
  } catch {
    return undefined;
  }
  return holdOutput([process.stdout, process.stderr], {
    title: `${project}:${target}`,
    speaks: () => runningExecutors().length > 0 || readExitCodes().length > 0,
  });
}

// Before the first task, whose it may be: a build or a synth that had a pseudo terminal leaves a thread of Nx behind that
// reads the user's keys, and an executor that asks afterwards gets only some of them.
process.env.NX_NATIVE_COMMAND_RUNNER = 'false';

let waiting = installExitCode();
// Without the exit codes of the executors nobody knows whether one of them has spoken.
quiet = waiting ? becomeQuiet() : undefined;

module.exports = async function hashTask(task, context) {
  const { targets } = context.projectGraph.nodes[task.target.project].data;
  const problem =
    unknownConfiguration(requestedConfiguration(process.argv), task, targets) ??
    unknownOption(task, optionsOf(targets?.[task.target.target]));
  if (problem !== undefined) {
    quiet?.end(false);
    quiet = undefined;
    process.stderr.write(`\n${problem}\n`);
    process.exit(1);
  }
  if (waiting) {
    waiting = false;
    prepareForExecutors();
  }
  return context.hasher.hashTask(task, context.taskGraph, context.env);
};
