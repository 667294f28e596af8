// Loaded by Nx in its main process as the `hasher` of the executors, because that is the one place where a plugin
// runs in the process whose exit code the shell sees and which receives the signals. Plain CommonJS without
// dependencies: it must exist before anything is built. The hash itself stays Nx's own.
//
// Nx knows two exit codes, 0 and 1, and on Ctrl-C it kills the process tree of a task, leaves first, after five
// seconds with SIGKILL: provider plugins die in the middle of a request and Terraform loses what it just created.
// So this file
//   1. gives the executors a directory to leave their exit code in, and sets it when Nx exits;
//   2. hands signals to a running executor and lets Nx act on them only when that executor has ended;
//   3. keeps Nx from putting a pseudo terminal in between, whose helper process exits at once on Ctrl-C. The executor
//      then has the user's own terminal (`outputCapture` in the schemas), but not FORCE_COLOR, which Nx drops there.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

// Worst first. 130: interrupted, 1: error, 5: stale plan, 4: policy, 3: approval needed, 2: changes.
const severity = [130, 1, 5, 4, 3, 2, 0];

/** The directory that belongs to one Nx main process; the executors find it by their parent's process id. */
function exchangeDirectory(mainProcessId) {
  const user = typeof process.getuid === 'function' ? process.getuid() : os.userInfo().username;
  return path.join(os.tmpdir(), `nx-cdktf-${user}-${mainProcessId}`);
}

/** Whether the directory is a real directory of this user: the place for temporary files is open to everyone. */
function isOurs(directory) {
  try {
    const status = fs.lstatSync(directory);
    return (
      status.isDirectory() &&
      (typeof process.getuid !== 'function' || status.uid === process.getuid())
    );
  } catch {
    return false;
  }
}

function createExchange(directory) {
  if (isOurs(directory)) {
    // Left behind by a process that was killed and had the same id.
    fs.rmSync(directory, { recursive: true, force: true });
  }
  fs.mkdirSync(directory, { mode: 0o700 });
}

function readExitCodes(directory) {
  return fs
    .readdirSync(directory)
    .filter((name) => name.endsWith('.exit'))
    .map((name) => Number(fs.readFileSync(path.join(directory, name), 'utf8')))
    .filter((code) => Number.isInteger(code) && code >= 0 && code <= 255);
}

/**
 * The code to exit with, given Nx's own and those the executors left.
 *
 * A failure of Nx that none of our executors reported (a build broke, say) stays what it is.
 */
function worstExitCode(nxExitCode, recorded) {
  const failures = recorded.filter((code) => code !== 0 && code !== 2);
  const candidates = nxExitCode === 0 || failures.length > 0 ? recorded : [];
  const rank = (code) => (severity.includes(code) ? severity.indexOf(code) : severity.indexOf(1));
  return [...candidates].sort((left, right) => rank(left) - rank(right))[0] ?? nxExitCode;
}

function runningExecutors(directory) {
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
function deferSignal(signal, directory) {
  let deferred = false;
  const original = process.rawListeners(signal);
  for (const listener of original) {
    process.off(signal, listener);
    // One wrapper per listener: signal-exit counts listeners to decide whether to raise the signal again.
    process.on(signal, (...args) => {
      if (runningExecutors(directory).length === 0) {
        listener.apply(process, args);
      }
    });
  }
  process.on(signal, () => {
    const executors = runningExecutors(directory);
    // From a terminal the executor has the signal already and counts the two as one; `kill` and a CI runner
    // reach only this process.
    executors.forEach((processId) => process.kill(processId, signal));
    if (executors.length === 0 || deferred) {
      return;
    }
    deferred = true;
    const timer = setInterval(() => {
      if (runningExecutors(directory).length === 0) {
        clearInterval(timer);
        original.forEach((listener) => listener.call(process, signal));
      }
    }, 50);
    timer.unref();
  });
}

function install() {
  const directory = exchangeDirectory(process.pid);
  try {
    createExchange(directory);
  } catch {
    // Without the directory the exit codes are Nx's own, 0 and 1.
    return;
  }
  process.env.NX_NATIVE_COMMAND_RUNNER = 'false';
  const forceColor = process.env.FORCE_COLOR ?? process.env.NX_ORIGINAL_FORCE_COLOR;
  if (forceColor !== undefined) {
    fs.writeFileSync(path.join(directory, 'force-color'), forceColor);
  }
  signals.forEach((signal) => deferSignal(signal, directory));
  process.on('exit', (nxExitCode) => {
    try {
      process.exitCode = worstExitCode(nxExitCode, readExitCodes(directory));
      fs.rmSync(directory, { recursive: true, force: true });
    } catch {
      // Nothing to tell: Nx's exit code stands.
    }
  });
}

let installed = false;

async function hashTask(task, context) {
  if (!installed) {
    installed = true;
    install();
  }
  return context.hasher.hashTask(task, context.taskGraph, context.env);
}

module.exports = hashTask;
module.exports.exchangeDirectory = exchangeDirectory;
module.exports.isOurs = isOurs;
module.exports.worstExitCode = worstExitCode;
