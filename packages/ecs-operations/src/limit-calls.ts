/** A client of the SDK; what it sends and gets is looked at by nobody here. */
interface Client {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  send(command: any, options?: any): Promise<unknown>;
}

/**
 * Gives each call of a client so much time, its tries and the pauses between them included: the limits of the SDK are for one
 * try, and six of them are two minutes. What is too late is aborted, so that it keeps no process alive; what was answered
 * leaves no timer.
 *
 * @throws Error named `TimeoutError` from the call that was too late
 */
export function limitCalls<C extends Client>(client: C, seconds = 45): C {
  const send = client.send.bind(client);
  const limited: Client['send'] = async (command, options) => {
    const stop = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        const words = `no answer within ${seconds} s`;
        reject(Object.assign(new Error(words), { name: 'TimeoutError' }));
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
