import { findUrls, urlsOf, waitForAnswer, type EcsClients } from 'ecs-operations';
import { referenceOf, targetOf } from './service-reference';
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
  const { urls, none } = await hello(config, clients);
  const [first] = urls;
  if (first === undefined) {
    throw new Error(
      `${config.stage}: ${none ?? 'no running task has a port on a host'}, so there is no URL. ` +
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

/** Where the service answers: its hosts let nobody in but the load balancer, where it has one. */
async function hello(
  config: StageConfig,
  clients: EcsClients,
): Promise<{ readonly urls: readonly { readonly url: string }[]; readonly none?: string }> {
  return config.service.reachedBy === 'load-balancer'
    ? urlsOf(targetOf(config))
    : { urls: await findUrls(clients, referenceOf(config)) };
}
