import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcessGroup, identifyProcess, type ProcessIdentity } from './process-identity';

const FILE = 'children.json';

/**
 * The process groups a daemon started (moto, tasks that run as processes), kept on disk so that whoever comes after a
 * killed daemon can end them. Containers need no list: they carry a label.
 */
export class ChildList {
  private readonly children = new Map<number, ProcessIdentity>();

  constructor(private readonly directory: string) {}

  /** Notes a process started as leader of its own group. */
  add(pid: number): void {
    const identity = identifyProcess(pid);
    if (identity === undefined) {
      return;
    }
    this.children.set(pid, identity);
    this.save();
  }

  /** Forgets a process that ended. */
  remove(pid: number): void {
    if (this.children.delete(pid)) {
      this.save();
    }
  }

  private save(): void {
    const file = join(this.directory, FILE);
    // Renamed into place: a daemon killed while writing must not leave half a list.
    writeFileSync(`${file}.new`, JSON.stringify([...this.children.values()]));
    renameSync(`${file}.new`, file);
  }
}

/** Ends every process a dead daemon of this directory left behind. Returns how many still lived. */
export async function endLeftChildren(directory: string): Promise<number> {
  const file = join(directory, FILE);
  let left: readonly ProcessIdentity[];
  try {
    left = JSON.parse(readFileSync(file, 'utf8')) as readonly ProcessIdentity[];
  } catch {
    return 0;
  }
  const alive = left.filter((child) => identifyProcess(child.pid)?.began === child.began);
  await Promise.all(alive.map((child) => endProcessGroup(child, 2000)));
  rmSync(file, { force: true });
  return alive.length;
}
