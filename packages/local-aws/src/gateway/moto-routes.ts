import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AccessKeys } from './access-key';
import { recogniseCall } from './aws-call';
import { AwsError } from './aws-response';
import { streamCall, type MotoEndpoint } from './forward';

/** Whether moto takes an address for one of its own, which it decides by the decoded path. */
export function isMotoRoute(url: string): boolean {
  const path = url.split('?')[0] ?? '';
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // Not decodable: moto sees it as it is.
  }
  return /^\/+(moto-api|latest\/(meta-data|api)\/|favicon\.ico$)/i.test(decoded);
}

/**
 * Passes on to moto's own routes what comes from a holder of the key. Not the reset, which would forget what moto knows
 * and leave the hosts, services and tasks that are kept here; nor its pages, which are for a browser.
 *
 * https://docs.getmoto.org/en/latest/docs/configuration/index.html
 */
export async function serveMotoRoute(
  { keys }: { readonly keys: AccessKeys },
  moto: MotoEndpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  const call = {
    ...recogniseCall(method, url, headers, Buffer.alloc(0)),
    protocol: 'rest' as const,
  };
  const refusal = keys.refusal(call);
  if (refusal !== undefined) {
    throw refusal;
  }
  const path = decodeURIComponent(url.split('?')[0] ?? '');
  if (/reset/i.test(path)) {
    throw new AwsError(
      'OperationNotPermitted',
      'local-aws: moto alone is not reset, its hosts, services and tasks would stay. Fix: stop the local AWS and start it again.',
    );
  }
  if (/^\/+moto-api\/?$/i.test(path) || !/^\/moto-api\//.test(path)) {
    throw new AwsError(
      'OperationNotPermitted',
      'local-aws: moto has no pages here. Fix: ask /moto-api/data.json.',
    );
  }
  await streamCall(moto, call, request, response);
}
