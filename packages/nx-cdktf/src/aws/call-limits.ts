/**
 * What every client is made with. A service that is busy is tried again for up to half a minute, which outlasts its usual
 * bursts; a request that gets no answer ends after ten seconds and is tried again.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export const clientDefaults = {
  retryMode: 'standard',
  maxAttempts: 7,
  requestHandler: {
    connectionTimeout: 5_000,
    requestTimeout: 10_000,
    socketTimeout: 10_000,
    // Without it a request that is too late is only warned about, and waited for.
    throwOnRequestTimeout: true,
  },
} as const;

/** A call was not through in time, all its tries together. */
export class CallTimeout extends Error {
  override readonly name = 'CallTimeout';
}

/** A client of the SDK: what it sends and gets passes through, and is looked at by nobody here. */
interface Client {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  send(command: any, options?: any): Promise<unknown>;
}

/** Gives each call of a client so much time, tries and pauses between them included; then it fails with `CallTimeout`. */
export function limitCalls<C extends Client>(client: C, seconds = 45): C {
  const send = client.send.bind(client);
  const limited: Client['send'] = async (command, options) => {
    const stop = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new CallTimeout(`no answer within ${seconds} s`));
        // Only the request is aborted, not the pause between two tries: that would be waited out.
        stop.abort();
      }, seconds * 1000);
    });
    try {
      return await Promise.race([send(command, { abortSignal: stop.signal, ...options }), late]);
    } finally {
      clearTimeout(timer);
    }
  };
  return Object.assign(client, { send: limited });
}
