import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { FilterLogEventsCommand, type FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { inWords } from '../explain-error';

/** One line of a log, as CloudWatch Logs has it. */
export interface StreamLine {
  readonly id: string;
  readonly stream: string;
  readonly time: Date;
  readonly text: string;
}

/** Which lines of a group. */
export interface StreamQuery {
  readonly group: string;
  /** Streams that begin so. */
  readonly streamPrefix: string;
  readonly from: Date;
  /** @default - until now */
  readonly to?: Date;
  /** A filter pattern of CloudWatch Logs. @default - every line */
  readonly pattern?: string;
}

/** Lines found, or that there is no such group. */
export type StreamReading =
  | { readonly kind: 'lines'; readonly lines: readonly StreamLine[] }
  | { readonly kind: 'no-group' }
  | { readonly kind: 'no-stream' };

/**
 * Reads lines of all streams that begin alike, in one query: new streams show by themselves, and one that does not exist
 * is none. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 *
 * @throws Error with the fix when they cannot be read
 */
export async function readStreams(
  logs: CloudWatchLogsClient,
  region: string,
  query: StreamQuery,
): Promise<StreamReading> {
  const lines: StreamLine[] = [];
  try {
    let nextToken: string | undefined;
    do {
      const page = await logs.send(
        new FilterLogEventsCommand({
          logGroupName: query.group,
          logStreamNamePrefix: query.streamPrefix,
          startTime: Number(query.from),
          ...(query.to === undefined ? {} : { endTime: Number(query.to) }),
          filterPattern: query.pattern,
          nextToken,
        }),
      );
      lines.push(
        ...(page.events ?? [])
          .map(streamLine)
          // Not every implementation of the API heeds the prefix.
          .filter(({ stream }) => stream.startsWith(query.streamPrefix)),
      );
      // An empty page with a token is not the end.
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'ResourceNotFoundException') {
      return { kind: /stream/i.test(message) ? 'no-stream' : 'no-group' };
    }
    if (name === 'InvalidParameterException' && query.pattern !== undefined) {
      throw new Error(
        `filter: CloudWatch Logs refuses the pattern '${query.pattern}': ${message} See ` +
          'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html.',
        { cause: error },
      );
    }
    return inWords({ action: 'logs:FilterLogEvents', region }, () =>
      Promise.reject(error as Error),
    );
  }
  return { kind: 'lines', lines };
}

function streamLine({
  eventId,
  logStreamName = '',
  timestamp = 0,
  message = '',
}: FilteredLogEvent): StreamLine {
  return {
    id: eventId ?? `${logStreamName} ${timestamp} ${message}`,
    stream: logStreamName,
    time: new Date(timestamp),
    text: message.replace(/\r?\n$/, ''),
  };
}

/** In time order; lines of the same millisecond stay as their stream has them. */
export function inTimeOrder<T extends { readonly time: Date }>(lines: readonly T[]): readonly T[] {
  return [...lines].sort((a, b) => Number(a.time) - Number(b.time));
}
