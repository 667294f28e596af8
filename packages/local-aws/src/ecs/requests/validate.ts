import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import { AwsError } from '../../gateway/aws-response';
import { REQUEST_SCHEMAS } from './request-schemas';
import { TASK_DEFINITION_SCHEMA } from './task-definition-schema';

type Json = Readonly<Record<string, unknown>>;

// `verbose` gives errors the value they got and the words of what is allowed.
const ajv = new Ajv({ verbose: true, strict: false });
const compiled = new Map<string, ValidateFunction>();

/**
 * The input of an action as ECS reads it: null members are absent.
 *
 * @throws AwsError with status 400: `SerializationException` for a wrong type, else `ClientException` or
 * `InvalidParameterException`, as ECS has it
 */
export function checkedInput(action: string, given: unknown): Json {
  const input = withoutNulls(given) as Json;
  const schema = REQUEST_SCHEMAS[action];
  if (schema === undefined) {
    return input;
  }
  const problem = problemOf(action, schema, input);
  if (problem === undefined) {
    return input;
  }
  const code =
    action === 'RegisterTaskDefinition' ? 'ClientException' : 'InvalidParameterException';
  throw new AwsError(problem.wrongType ? 'SerializationException' : code, problem.words);
}

/** What is wrong with a task definition that is about to start; undefined when nothing is. */
export function definitionProblem(definition: unknown): string | undefined {
  return problemOf('a task definition', TASK_DEFINITION_SCHEMA, withoutNulls(definition))?.words;
}

interface Problem {
  readonly wrongType: boolean;
  readonly words: string;
}

function problemOf(name: string, schema: Json, input: unknown): Problem | undefined {
  const validate = compiled.get(name) ?? ajv.compile(schema);
  compiled.set(name, validate);
  if (validate(input)) {
    return undefined;
  }
  const [error] = validate.errors ?? [];
  return error === undefined ? undefined : inWords(error);
}

function inWords(error: ErrorObject): Problem {
  const { keyword, data, params } = error as ErrorObject<string, Record<string, unknown>>;
  const schema = (error.parentSchema ?? {}) as Json;
  const where = placeOf(error.instancePath);
  const fine = (words: string): Problem => ({ wrongType: false, words });
  const got = `got ${shown(data)}`;
  switch (keyword) {
    case 'type':
      return {
        wrongType: true,
        words: `${kindOf(data)} can not be converted to ${KINDS[String(params['type'])] ?? 'this type'}: ${where}; ${got}.`,
      };
    case 'required':
      return fine(
        `${placeOf(`${error.instancePath}/${String(params['missingProperty'])}`)} should not be null or empty.`,
      );
    case 'minItems':
      return fine(`${where} cannot be empty.`);
    case 'maxItems':
      return fine(
        `${where} cannot have more than ${String(params['limit'])} elements; got ${(data as unknown[]).length}.`,
      );
    case 'minimum':
    case 'maximum':
      return fine(
        `${where} is out of range; ${got}. Allowed ${String(schema['minimum'])} to ${String(schema['maximum'])}.`,
      );
    case 'enum':
      return fine(
        `${where} is not one of [${(schema['enum'] as readonly string[]).join(', ')}]; ${got}.`,
      );
    case 'propertyNames':
      return fine(`${where} contains invalid characters; got ${shown(params['propertyName'])}.`);
    default:
      return fine(
        `${where} contains invalid characters; ${got}. Allowed ${String(schema['description'] ?? 'another value')}.`,
      );
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a String',
  integer: 'an Integer',
  number: 'a Double',
  boolean: 'a Boolean',
  array: 'a List',
  object: 'a Structure',
};

/** The words AWS has for what came in place of another type. */
function kindOf(value: unknown): string {
  if (value === null) {
    return 'NULL_VALUE';
  }
  if (Array.isArray(value)) {
    return 'START_ARRAY';
  }
  return (
    {
      string: 'STRING_VALUE',
      number: 'NUMBER_VALUE',
      boolean: `${String(value).toUpperCase()}_VALUE`,
    }[typeof value as 'string' | 'number' | 'boolean'] ?? 'START_OBJECT'
  );
}

/** `/containerDefinitions/0/name` as `containerDefinitions[0].name`. */
function placeOf(path: string): string {
  if (path === '') {
    return 'The request';
  }
  return path
    .slice(1)
    .split('/')
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .reduce(
      (all, part) =>
        /^\d+$/.test(part) ? `${all}[${part}]` : all === '' ? part : `${all}.${part}`,
      '',
    );
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 120)}...` : text;
}

/** Members that are null are as good as absent; a null in a list stays, and is refused. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutNulls);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      // Nothing of AWS has this name, and an object that takes it over changes its kind.
      .filter(([name, member]) => member !== null && name !== '__proto__')
      .map(([name, member]) => [name, withoutNulls(member)]),
  );
}
