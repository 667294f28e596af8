import type { AwsCall } from './aws-call';
import { AwsError } from './aws-response';
import { ECS_SHAPES } from './ecs-shapes';

/** AWS's services stop far earlier; Python and our own code would end at a few thousand. */
const MAXIMUM_DEPTH = 100;

/**
 * Holds the body of a JSON call to what AWS takes: one object, and for ECS the types of its members, since much of ECS is
 * answered here. `null` counts as absent, as in AWS's protocol; members that ECS does not know are left alone.
 *
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 *
 * @throws AwsError SerializationException for what cannot be read, InvalidParameterException for what is missing
 */
export function checkJson(call: AwsCall): AwsCall {
  if (call.protocol !== 'json') return call;
  const text = call.body.toString('utf8');
  if (text.trim() === '') return { ...call, body: Buffer.from('{}') };
  const input = withoutNulls(parsed(text), 0);
  if (!isObject(input)) throw unreadable('the body', 'an object', input);
  // Of other services only moto reads more than a name; what it gets is what was sent.
  if (call.service !== 'ecs') return call;
  checkMembers(`${call.action}Request`, '', input);
  return { ...call, body: Buffer.from(JSON.stringify(input)) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError(
      'SerializationException',
      `local-aws: the body is not JSON; got ${shown(text)}. Allowed: one JSON object.`,
    );
  }
}

function withoutNulls(value: unknown, depth: number): unknown {
  if (depth > MAXIMUM_DEPTH)
    throw new AwsError(
      'SerializationException',
      `local-aws: the body is nested too deeply. Allowed: ${MAXIMUM_DEPTH} levels.`,
    );
  if (Array.isArray(value))
    return value.filter((item) => item !== null).map((item) => withoutNulls(item, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      // Nothing of AWS has this name, and an object that takes it over changes its kind.
      .filter(([name, member]) => member !== null && name !== '__proto__')
      .map(([name, member]) => [name, withoutNulls(member, depth + 1)]),
  );
}

function checkMembers(shape: string, path: string, value: Readonly<Record<string, unknown>>): void {
  const members = ECS_SHAPES[shape]?.split(' ') ?? [];
  for (const member of members) {
    const [named = '', type = ''] = member.split(/:(.*)/, 2);
    const name = named.replace('!', '');
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    const where = path === '' ? name : `${path}.${name}`;
    if (given !== undefined) checkType(type, where, given);
    else if (named.endsWith('!'))
      throw new AwsError(
        'InvalidParameterException',
        `local-aws: ${where} is missing. Fix: give it.`,
      );
  }
}

function checkType(type: string, path: string, value: unknown): void {
  const inner = type.slice(1, -1);
  if (type.startsWith('[')) {
    if (!Array.isArray(value)) throw unreadable(path, 'a list', value);
    value.forEach((item, index) => checkType(inner, `${path}[${index}]`, item));
  } else if (type.startsWith('{')) {
    if (!isObject(value)) throw unreadable(path, 'an object', value);
    for (const [key, item] of Object.entries(value)) checkType(inner, `${path}.${key}`, item);
  } else if (type in SIMPLE) {
    const simple = SIMPLE[type];
    if (simple !== undefined && !simple.holds(value)) throw unreadable(path, simple.name, value);
  } else if (type in ECS_SHAPES) {
    if (!isObject(value)) throw unreadable(path, 'an object', value);
    checkMembers(type, path, value);
  }
}

const SIMPLE: Readonly<Record<string, { readonly name: string; holds(value: unknown): boolean }>> =
  {
    s: { name: 'text', holds: (value) => typeof value === 'string' },
    i: { name: 'a whole number', holds: (value) => Number.isSafeInteger(value) },
    n: { name: 'a number', holds: (value) => typeof value === 'number' },
    b: { name: 'true or false', holds: (value) => typeof value === 'boolean' },
  };

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(path: string, allowed: string, value: unknown): AwsError {
  return new AwsError(
    'SerializationException',
    `local-aws: ${path} has a wrong type; got ${shown(JSON.stringify(value))}. Allowed: ${allowed}.`,
  );
}

function shown(text = 'nothing'): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
