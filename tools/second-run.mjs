// What failed is run once more, alone: a test that passes then is named as one that is not sure of its result. It fails
// nothing, because a machine that is busy is not a fault of the change that is tested.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** More files than these fail because something is broken, not because the machine was busy. */
const MOST_FILES = 4;

/** What the tasks left in the folder of reports. */
export function readReports(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
}

/**
 * Runs the files again in which a test failed.
 *
 * @param reports what the first run left
 * @param folder where a run leaves its reports; one of the same task is overwritten
 * @param run starts Nx with arguments
 * @returns the failures that were none a second time
 */
export function secondRun(reports, folder, run) {
  const failed = reports.filter(({ task, failed }) => task !== undefined && failed.length > 0);
  const filesOf = (report) => [...new Set(report.failed.map(({ file }) => file))];
  if (failed.flatMap(filesOf).length > MOST_FILES) {
    return [];
  }
  return failed.flatMap((report) => {
    const patterns = filesOf(report).map((file) => file.replaceAll(/[.\\]/g, '.'));
    console.log(`\nOnce more, alone: ${report.task}, ${filesOf(report).join(', ')}`);
    rmSync(folder, { recursive: true, force: true });
    run([
      'run',
      report.task,
      // Neither an earlier result nor what was built a moment ago.
      '--skip-nx-cache',
      '--excludeTaskDependencies',
      `--testPathPatterns=${patterns.join('|')}`,
    ]);
    const again = existing(folder).find(({ task }) => task === report.task);
    return again === undefined || again.passed === 0
      ? []
      : report.failed.filter(({ file }) => again.failed.every((failure) => failure.file !== file));
  });
}

/** A run that could not begin leaves nothing. */
function existing(folder) {
  try {
    return readReports(folder);
  } catch {
    return [];
  }
}
