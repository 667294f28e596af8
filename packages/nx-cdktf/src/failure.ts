/** Exit codes of the executors, as the shell sees them. */
export const exitCodes = {
  noChanges: 0,
  error: 1,
  changes: 2,
  approvalNeeded: 3,
  policyFailed: 4,
  stalePlan: 5,
  /** What was deployed was taken back, by ECS or by an alarm: what ran before runs. */
  rolledBack: 6,
  interrupted: 130,
} as const;

/**
 * Something that went wrong in a way the user can act on: its message is printed as it is, without a stack trace.
 *
 * Do not use it for what should never happen; a plain error keeps the way to its details.
 */
export class Failure extends Error {
  constructor(
    message: string,
    readonly exitCode: number = exitCodes.error,
  ) {
    super(message);
    this.name = 'Failure';
  }
}

/** The code to end with after an error; a hook may give its own without knowing this class. */
export function exitCodeOf(error: unknown): number {
  const { exitCode } = (error ?? {}) as { readonly exitCode?: unknown };
  return typeof exitCode === 'number' &&
    Number.isInteger(exitCode) &&
    exitCode > 0 &&
    exitCode < 256
    ? exitCode
    : exitCodes.error;
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
