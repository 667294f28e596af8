import { isList, isObject, type Json, type JsonObject } from '../plan/json';

/** How often a request is tried that GitHub could not answer. */
const TRIES = 4;

/** An answer of GitHub that is none of success. */
export class GitHubError extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** The few requests of GitHub's API that a comment needs. */
export class GitHub {
  /**
   * @param url - `GITHUB_API_URL`; `https`, as the token goes there. Plain `http` only to this machine.
   * @param pause - milliseconds before another try
   */
  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly pause = 1000,
  ) {
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'https:' && hostname !== '127.0.0.1') {
      throw new Error(`GITHUB_API_URL: must be https; got ${protocol}//${hostname}.`);
    }
  }

  /** Everything of a list, page by page. */
  async list(path: string): Promise<readonly JsonObject[]> {
    const all: JsonObject[] = [];
    for (let page = 1; ; page += 1) {
      const items = await this.request('GET', `${path}?per_page=100&page=${page}`);
      const found = (isList(items) ? items : []).filter(isObject);
      all.push(...found);
      if (found.length < 100) {
        return all;
      }
    }
  }

  /** Sends a request and gives the answer. Throws `GitHubError`. */
  async request(method: 'GET' | 'POST' | 'PATCH', path: string, body?: Json): Promise<Json> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.send(method, path, body);
      if ('json' in answer) {
        return answer.json;
      }
      // What may have been written is not written again: a second comment says nothing new.
      const mayRepeat = method !== 'POST' || answer.status === 429 || answer.status === 0;
      if (attempt === TRIES || !mayRepeat || (answer.status > 0 && answer.status < 429)) {
        throw new GitHubError(`GitHub: ${method} ${path} failed: ${answer.said}`, answer.status);
      }
      await new Promise((resolve) => setTimeout(resolve, this.pause * 2 ** (attempt - 1)));
    }
  }

  private async send(
    method: string,
    path: string,
    body: Json | undefined,
  ): Promise<{ readonly json: Json } | { readonly status: number; readonly said: string }> {
    let response: Response;
    try {
      response = await fetch(`${this.url}${path}`, {
        method,
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `Bearer ${this.token}`,
          'content-type': 'application/json',
          'user-agent': 'plan-review',
          'x-github-api-version': '2022-11-28',
        },
        // A token does not follow to another host.
        redirect: 'error',
        signal: AbortSignal.timeout(60_000),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      const { cause, message } = error as Error;
      return { status: 0, said: cause instanceof Error ? cause.message : message };
    }
    const text = await response.text();
    const json = parsed(text);
    if (response.ok) {
      return { json: json ?? {} };
    }
    const said = isObject(json) && typeof json['message'] === 'string' ? json['message'] : '';
    return { status: response.status, said: `${response.status} ${said}`.trim() };
  }
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
