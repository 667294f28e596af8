import type { AwsCall } from './aws-call';
import { AwsError } from './aws-response';

/** AWS's services stop far earlier; Python and our own code would end at a few thousand. */
const MAXIMUM_DEPTH = 100;

/**
 * Holds the body of a JSON call to what every service takes: one object of a bounded depth. What is in it is for who answers
 * the call: `ecs/requests` for ECS, moto for the others.
 *
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 *
 * @throws AwsError SerializationException for what cannot be read
 */
export function checkJson(call: AwsCall): AwsCall {
  // A REST call with an action is read here, and the one service with JSON among them is Scheduler.
  const isJson = call.protocol === 'json' || (call.service === 'scheduler' && call.action);
  if (!isJson) {
    return call;
  }
  const text = call.body.toString('utf8');
  if (text.trim() === '') {
    return { ...call, body: Buffer.from('{}') };
  }
  const input = parsed(text);
  if (!isObject(input)) {
    throw unreadable(`has a wrong type; got ${shown(text)}. Allowed: one JSON object.`);
  }
  if (deeperThan(input, MAXIMUM_DEPTH)) {
    throw unreadable(`is nested too deeply. Allowed: ${MAXIMUM_DEPTH} levels.`);
  }
  return call;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable(`is not JSON; got ${shown(text)}. Allowed: one JSON object.`);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Recurses no deeper than so many levels. */
function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return levels < 0 || Object.values(value).some((item) => deeperThan(item, levels - 1));
}

function unreadable(problem: string): AwsError {
  return new AwsError('SerializationException', `local-aws: the body ${problem}`);
}

function shown(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
