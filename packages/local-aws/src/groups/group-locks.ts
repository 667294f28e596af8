/** Lets one change of a group be made after the other: API calls, managed scaling and refreshes meet here. */
export class GroupLocks {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Does some work when everything asked before for the same group is done. */
  async exclusively<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.last.set(
      key,
      mine.catch(() => undefined),
    );
    return mine;
  }
}
