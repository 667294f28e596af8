/** Who holds the lock of a state. */
export interface StateLock {
  readonly id: string;
  readonly who: string;
  readonly operation: string;
  readonly created: string;
}

/** Reads the JSON that Terraform writes as a lock. */
export function lockOf(text: string): StateLock {
  let info: Readonly<Record<string, unknown>> = {};
  try {
    info = (JSON.parse(text) ?? {}) as typeof info;
  } catch {
    // A lock is a lock, whatever it says.
  }
  return stateLockWith((name) => (typeof info[name] === 'string' ? info[name] : ''));
}

/** A lock from the fields that Terraform writes of it, in an error as well as in the lock itself. */
export function stateLockWith(field: (name: string) => string): StateLock {
  return {
    id: field('ID'),
    who: field('Who'),
    operation: field('Operation')
      .replace(/^OperationType/, '')
      .toLowerCase(),
    created: field('Created'),
  };
}
