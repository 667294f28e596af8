import { readFileSync } from 'node:fs';
import { isObject, type Json } from '../plan/json';

/** What the run is about. */
export interface RunEvent {
  /** `owner/name`. */
  readonly repository: string;
  /** @default - the event is of no pull request, and no input names one */
  readonly pullRequest?: number;
  readonly commit: string;
  /** Where the run can be read. */
  readonly run: string;
}

/** Reads the event of a run. Throws an `Error` for a number of a pull request that is none. */
export function readEvent(environment: NodeJS.ProcessEnv, given: string): RunEvent {
  const event = payloadOf(environment['GITHUB_EVENT_PATH']);
  const { GITHUB_REPOSITORY: repository = '', GITHUB_SERVER_URL: server = '' } = environment;
  const { GITHUB_RUN_ID: id = '', GITHUB_RUN_ATTEMPT: attempt = '' } = environment;
  const number = given === '' ? numberIn(event) : Number(given);
  if (number !== undefined && !(Number.isSafeInteger(number) && number > 0)) {
    throw new Error(`pull-request: must be a number; got ${given}.`);
  }
  const head = child(child(event, 'pull_request'), 'head');
  return {
    repository,
    pullRequest: number,
    // What GITHUB_SHA names in a pull request is a merge that nobody pushed.
    commit: typeof head['sha'] === 'string' ? head['sha'] : (environment['GITHUB_SHA'] ?? ''),
    run:
      server === '' || repository === '' || id === ''
        ? ''
        : `${server}/${repository}/actions/runs/${id}${attempt === '' ? '' : `/attempts/${attempt}`}`,
  };
}

function numberIn(event: Record<string, Json>): number | undefined {
  const issue = child(event, 'issue');
  const [first] = [child(event, 'pull_request'), 'pull_request' in issue ? issue : {}]
    .map(({ number }) => number)
    .filter((number) => typeof number === 'number');
  return first;
}

function payloadOf(file: string | undefined): Record<string, Json> {
  try {
    const event: unknown = file === undefined ? {} : JSON.parse(readFileSync(file, 'utf8'));
    return isObject(event as Json) ? (event as Record<string, Json>) : {};
  } catch {
    // Without a payload it is a run of no pull request.
    return {};
  }
}

function child(parent: Readonly<Record<string, Json>>, key: string): Record<string, Json> {
  const value = parent[key];
  return isObject(value) ? { ...value } : {};
}
