import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';

/**
 * Starts the daemon, says its process id and ends, so that the daemon is nobody's descendant: a task runner that is
 * interrupted ends the whole process tree of its task, and what this AWS knows would end with it.
 * Arguments: the daemon's script, its options as JSON. Standard error is the daemon's log.
 */
const child = spawn(process.execPath, process.argv.slice(2), {
  detached: true,
  stdio: ['ignore', 2, 2],
});
child.unref();
writeSync(1, String(child.pid ?? ''));
