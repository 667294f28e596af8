import type { IncomingHttpHeaders } from 'node:http';
import { isForm, type AwsCall } from './aws-call';
import { AwsError } from './aws-response';
import { codeOf, UNKNOWN_OPERATION } from './error-codes';
import { protocolsOf, serviceOfTarget } from './service-protocols';

/**
 * Refuses what is not in a protocol of the service it is signed for: JSON is a POST with a target of that service and the
 * type that no form of a web page has, and a form is for the services that have forms. Without this a form that names
 * ECS in its signature runs a task.
 *
 * @throws AwsError that says what the service takes
 */
export function checkForm(call: AwsCall): void {
  const { service, headers } = call;
  if (service === undefined) {
    return;
  }
  const spoken = protocolsOf(service);
  const problem = problemOf(call);
  if (problem === undefined) {
    return;
  }
  const allowed = spoken.map((name) => SAYS[name]).join(', or ');
  throw new AwsError(
    codeOf(call, UNKNOWN_OPERATION),
    `local-aws: ${service} is not called like this; got ${problem} (content-type ${JSON.stringify(headers['content-type'] ?? '')}). Allowed: ${allowed}.`,
  );
}

const SAYS = {
  json: 'POST / with x-amz-target and content-type application/x-amz-json-1.0 or 1.1',
  query: 'POST with a form that has an Action',
  rest: 'its REST calls, without x-amz-target',
} as const;

function problemOf({ method, headers, protocol, service, action }: AwsCall): string | undefined {
  const target = headers['x-amz-target'];
  switch (protocol) {
    case 'json':
      if (method !== 'POST') {
        return method;
      }
      if (target === undefined) {
        return 'no x-amz-target';
      }
      if (!isAwsJson(headers)) {
        return 'another type of body';
      }
      return isTargetOf(String(target), service) ? undefined : `the target of another service`;
    case 'query':
      if (method !== 'POST') {
        return method;
      }
      if (target !== undefined) {
        return 'x-amz-target';
      }
      if (!isForm(headers)) {
        return 'another type of body';
      }
      return action === undefined || action === '' ? 'no Action' : undefined;
    case 'rest':
      return target === undefined ? undefined : 'x-amz-target';
  }
}

function isTargetOf(target: string, service: string | undefined): boolean {
  const owner = serviceOfTarget(target);
  return owner === service;
}

function isAwsJson(headers: IncomingHttpHeaders): boolean {
  return /^application\/x-amz-json-1\.[01](\s*;|\s*$)/i.test(headers['content-type'] ?? '');
}
