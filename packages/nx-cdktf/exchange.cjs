// What the executors and the Nx main process agree on. Plain CommonJS: both sides load it before and after a build.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

// Worst first. 130: interrupted, 1: error, 6: rolled back, 5: stale plan, 4: policy, 3: approval needed, 2: changes.
const severity = [130, 1, 6, 5, 4, 3, 2, 0];

/** The directory that belongs to one Nx main process; the executors find it by their parent's process id. */
function exchangeDirectory(mainProcessId) {
  const user = typeof process.getuid === 'function' ? process.getuid() : os.userInfo().username;
  return path.join(os.tmpdir(), `nx-cdktf-${user}-${mainProcessId}`);
}

/** The directories of this user's Nx main processes, those that are gone included. */
function exchangeDirectories() {
  const own = path.basename(exchangeDirectory(process.pid)).slice(0, -String(process.pid).length);
  return fs
    .readdirSync(os.tmpdir())
    .filter((name) => name.startsWith(own) && /^\d+$/.test(name.slice(own.length)))
    .map((name) => ({
      directory: path.join(os.tmpdir(), name),
      mainProcessId: Number(name.slice(own.length)),
    }));
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

/**
 * The code to exit with, given Nx's own and those the executors left.
 *
 * A failure of Nx that none of our executors reported (a build broke, say) stays what it is; but where a dependency
 * failed, Nx reports 130 for what it skipped, as if somebody had pressed Ctrl-C.
 */
function worstExitCode(nxExitCode, recorded, interrupted = true) {
  const own = nxExitCode === 130 && !interrupted ? 1 : nxExitCode;
  const failures = recorded.filter((code) => code !== 0 && code !== 2);
  const candidates = own === 0 || failures.length > 0 ? recorded : [];
  const rank = (code) => (severity.includes(code) ? severity.indexOf(code) : severity.indexOf(1));
  return [...candidates].sort((left, right) => rank(left) - rank(right))[0] ?? own;
}

module.exports = { exchangeDirectories, exchangeDirectory, isOurs, worstExitCode };
