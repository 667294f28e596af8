import { Agent, request } from 'node:http';

/** A client that asks again and again, hundreds of times a second, and remembers everything that was no answer. */
export class RequestStream {
  /** How often each body came. */
  readonly bodies = new Map<string, number>();
  /** Errors, and answers other than 200. */
  readonly lost: string[] = [];
  private readonly loops: readonly Promise<void>[];
  private stopped = false;

  /** Asks a URL with some connections that are kept, and with one that is new each time. */
  constructor(
    private readonly url: string,
    kept = 6,
  ) {
    this.loops = [false, ...Array.from({ length: kept }, () => true)].map((keepAlive) =>
      this.loop(new Agent({ keepAlive, maxSockets: 1 })),
    );
  }

  /** Ends; returns how many requests were answered. */
  async stop(): Promise<number> {
    this.stopped = true;
    await Promise.all(this.loops);
    return [...this.bodies.values()].reduce((sum, count) => sum + count, 0);
  }

  private async loop(agent: Agent): Promise<void> {
    while (!this.stopped) {
      try {
        const { status, body } = await ask(this.url, agent);
        this.bodies.set(body, (this.bodies.get(body) ?? 0) + 1);
        if (status !== 200) {
          this.lost.push(`${status} ${body}`);
        }
      } catch (error) {
        this.lost.push(String(error));
      }
      // Two cores have more to do than to answer this.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    agent.destroy();
  }
}

/** One request. */
export function ask(
  url: string,
  agent?: Agent,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{
  readonly status: number;
  readonly body: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent: agent ?? false, headers, method }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (text: string) => (body += text));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers }),
      );
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end();
  });
}
