import { type CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { inWords } from '../explain-error';
import { printable } from '../terminal';

/** The end of one stream, or why there is none. */
export type StreamEnd =
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'none'; readonly why: string };

/**
 * The last lines of one stream, without reading what is before them.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 *
 * @throws Error with the fix when they cannot be read
 */
export async function readStreamEnd(
  logs: CloudWatchLogsClient,
  place: { readonly region: string; readonly group: string; readonly stream: string },
  count: number,
): Promise<StreamEnd> {
  const { region, group, stream } = place;
  const answer = await inWords({ action: 'logs:GetLogEvents', region }, async () => {
    try {
      return await logs.send(
        new GetLogEventsCommand({
          logGroupName: group,
          logStreamName: stream,
          limit: count,
          startFromHead: false,
        }),
      );
    } catch (error) {
      const { name, message } = error as Error;
      if (name === 'ResourceNotFoundException') {
        return message;
      }
      throw error;
    }
  });
  if (typeof answer === 'string') {
    return /stream/i.test(answer)
      ? {
          kind: 'none',
          why: `there is no log stream ${stream} in ${group}: the container never started`,
        }
      : { kind: 'none', why: `the log group ${group} does not exist in ${region}` };
  }
  const lines = (answer.events ?? []).slice(-count).map(({ message = '' }) => printable(message));
  return lines.length === 0
    ? { kind: 'none', why: `the log stream ${stream} in ${group} is empty: it wrote nothing` }
    : { kind: 'lines', lines };
}
