/** One line of the log: what happened, and the facts about it. */
export interface LogEntry {
  /** What happened, in kebab case, for example `request` or `drain-started`. */
  readonly event: string;
  readonly [field: string]: unknown;
}

/** Takes one log entry. */
export type Log = (entry: LogEntry) => void;

/**
 * A log that writes one JSON object per line, with the time first. JSON escapes line breaks, so a
 * client cannot forge a line. Not for messages meant for a person at a terminal.
 *
 * Follows https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html: whatever
 * a container prints becomes one log event per line.
 */
export function jsonLog(write: (line: string) => void): Log {
  return (entry) => write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`);
}
