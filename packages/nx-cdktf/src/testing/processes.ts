import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process that works in a directory. */
export interface FoundProcess {
  readonly id: number;
  /** With its arguments. */
  readonly command: string;
}

/** The processes whose working directory is this one or below it; Linux only. */
export function processesIn(directory: string): readonly FoundProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const place = readlinkSync(`/proc/${name}/cwd`);
        if (place !== directory && !place.startsWith(`${directory}/`)) {
          return [];
        }
        if (/^State:\s+Z/m.test(readFileSync(`/proc/${name}/status`, 'utf8'))) {
          return [];
        }
        return [
          {
            id: Number(name),
            command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' '),
          },
        ];
      } catch {
        // It has ended since.
        return [];
      }
    });
}
