import { isObject, type JsonObject } from '../plan/json';
import { type GitHub, GitHubError } from './github';

/** Where a comment goes. */
export interface CommentPlace {
  /** `owner/name`. */
  readonly repository: string;
  readonly pullRequest: number;
}

/**
 * Writes a comment in place of the one that an earlier run wrote under the same marker, and gives its address; undefined
 * where there was none and `only` says that none is wanted then.
 *
 * Whether an earlier one is ours is decided by its first line and its author: anybody may write such a line, and edit the
 * comment again after it was taken over.
 */
export async function writeComment(
  github: GitHub,
  { repository, pullRequest }: CommentPlace,
  body: string,
  only: 'always' | 'when there is one' = 'always',
): Promise<string | undefined> {
  const [marker = ''] = body.split('\n');
  const path = `/repos/${repository}/issues/${pullRequest}/comments`;
  const self = await loginOf(github);
  const earlier = (await github.list(path)).find(
    (comment) => firstLine(comment) === marker && isOurs(comment, self),
  );
  if (earlier === undefined) {
    return only === 'always' ? urlOf(await github.request('POST', path, { body })) : undefined;
  }
  const own = `/repos/${repository}/issues/comments/${String(earlier['id'])}`;
  return urlOf(await github.request('PATCH', own, { body }));
}

/** Who the token is; undefined for the token of a workflow or an app, which may not ask. */
async function loginOf(github: GitHub): Promise<string | undefined> {
  try {
    const user = await github.request('GET', '/user');
    return isObject(user) && typeof user['login'] === 'string' ? user['login'] : undefined;
  } catch (error) {
    if (error instanceof GitHubError && (error.status === 401 || error.status === 403)) {
      return undefined;
    }
    throw error;
  }
}

function isOurs({ user }: JsonObject, self: string | undefined): boolean {
  if (!isObject(user)) {
    return false;
  }
  return self === undefined ? user['type'] === 'Bot' : user['login'] === self;
}

function firstLine({ body }: JsonObject): string | undefined {
  // GitHub keeps line ends as they come; a web editor sends CRLF.
  return typeof body === 'string' ? body.split(/\r?\n/)[0] : undefined;
}

function urlOf(comment: unknown): string {
  const url = isObject(comment as JsonObject) ? (comment as JsonObject)['html_url'] : undefined;
  return typeof url === 'string' ? url : '';
}
