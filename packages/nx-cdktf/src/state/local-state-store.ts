import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../failure';
import { shellCommand } from '../shell';
import { readSummary } from './state-summary';
import { lockOf } from './state-lock';
import type { StateStore } from './state-store';

const BACKUP = 'backup';

/** The state of the local backend; Terraform keeps the one before it as `.backup`. */
export function localStateStore(path: string): StateStore {
  const backup = `${path}.backup`;
  const text = (): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
  return {
    place: path,
    needsInit: false,
    read: async () => readSummary(text()),
    text: async () => text(),
    earlier: async () => ({
      looked: true,
      versions: existsSync(backup)
        ? [
            {
              id: BACKUP,
              time: statSync(backup).mtime,
              content: readSummary(readFileSync(backup, 'utf8')),
            },
          ]
        : [],
    }),
    lock: async () => {
      const file = join(dirname(path), `.${basename(path)}.lock.info`);
      return existsSync(file)
        ? { looked: true, lock: lockOf(readFileSync(file, 'utf8')) }
        : { looked: true };
    },
    async restore(id) {
      if (id !== BACKUP || !existsSync(backup)) {
        throw new Failure(
          `version: there is none of that name; got ${id}. Allowed: ${existsSync(backup) ? BACKUP : 'none, for the file has no backup'}.`,
        );
      }
      copyFileSync(backup, path);
    },
    restoreCommand: () => shellCommand(['cp', backup, path]),
  };
}
