import { findUrls, waitForAnswer, type EcsClients } from 'ecs-operations';
import { referenceOf } from './service-reference';
import type { StageConfig } from './stage';

/** Seconds that a task which runs already may take to answer. */
const ANSWER_TIMEOUT_SECONDS = 60;

/**
 * Fetches the first URL of the service.
 *
 * `expectVersion` insists on the answer of one image: an old revision answers just as politely.
 */
export async function fetchHello(
  config: StageConfig,
  clients: EcsClients,
  expectVersion?: string,
): Promise<{ readonly url: string; readonly body: string }> {
  const [first] = await findUrls(clients, referenceOf(config));
  if (first === undefined) {
    throw new Error(
      `${config.stage}: no running task has a port on a host, so there is no URL. ` +
        `See what runs with: npx nx run infra:status -c ${config.stage}`,
    );
  }
  const answer = await waitForAnswer(first.url, {
    timeoutSeconds: ANSWER_TIMEOUT_SECONDS,
    ...(expectVersion === undefined
      ? {}
      : { expectHeader: { name: 'x-app-version', value: expectVersion } }),
  });
  return { url: first.url, body: answer.body.trim() };
}
