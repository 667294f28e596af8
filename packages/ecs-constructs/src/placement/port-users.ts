/** A service on a static host port, and on how many hosts it must have it. */
export interface PortUser {
  readonly path: string;
  readonly tasks: number;
  /** Groups of hosts that it may use. */
  readonly groups: ReadonlySet<string>;
}

interface Sum {
  readonly groups: ReadonlySet<string>;
  readonly paths: string[];
  tasks: number;
}

const NAMES = 3;

/** The services that share one static host port, summed up by the groups of hosts they may use. */
export class PortUsers {
  private readonly sums = new Map<string, Sum>();

  add({ path, tasks, groups }: PortUser): void {
    if (tasks === 0) {
      return;
    }
    const key = [...groups].sort().join();
    const sum = this.sums.get(key) ?? { groups, paths: [], tasks: 0 };
    sum.paths.push(path);
    sum.tasks += tasks;
    this.sums.set(key, sum);
  }

  /** Tasks of services that can use no other hosts than those of the groups: these must share them. */
  tasksWithin(groups: ReadonlySet<string>): number {
    return this.within(groups).reduce((total, { tasks }) => total + tasks, 0);
  }

  /** The paths of those services but one, the first few by name. Its length does not grow with their number. */
  describeOthers(groups: ReadonlySet<string>, path: string): string {
    const sums = this.within(groups);
    const names = sums
      .flatMap(({ paths }) => paths.slice(0, NAMES + 1))
      .filter((name) => name !== path)
      .slice(0, NAMES);
    const more = sums.reduce((total, { paths }) => total + paths.length, 0) - 1 - names.length;
    return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
  }

  private within(groups: ReadonlySet<string>): readonly Sum[] {
    return [...this.sums.values()].filter((sum) =>
      [...sum.groups].every((group) => groups.has(group)),
    );
  }
}
