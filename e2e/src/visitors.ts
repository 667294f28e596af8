import { Agent, request } from 'node:http';

/** Visitors who ask a URL ten times a second each, one on a connection that is kept, one on a new one every time. */
export class Visitors {
  /** What was no answer, and when. */
  readonly lost: string[] = [];
  private answered = 0;
  private isOver = false;
  private readonly loops: readonly Promise<void>[];

  constructor(private readonly url: string) {
    this.loops = [true, false].map((keepAlive) => this.loop(new Agent({ keepAlive })));
  }

  /** Lets them go. @returns how many requests were answered */
  async leave(): Promise<number> {
    this.isOver = true;
    await Promise.all(this.loops);
    return this.answered;
  }

  private async loop(agent: Agent): Promise<void> {
    while (!this.isOver) {
      await ask(this.url, agent).then(
        () => (this.answered += 1),
        (error: Error) => this.lost.push(`${new Date().toISOString()} ${error.message}`),
      );
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    agent.destroy();
  }
}

/** A request that anything but 200 is a failure of. @param agent keeps the connection. @default - a new connection */
export function ask(url: string, agent?: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { agent: agent ?? false }, (answer) => {
      answer.resume().on('end', () => {
        if (answer.statusCode === 200) {
          resolve();
        } else {
          reject(new Error(`${url}: ${answer.statusCode}`));
        }
      });
      answer.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}
