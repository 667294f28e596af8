import { AwsError } from '../../gateway/aws-response';
import type { MotoClient } from '../../moto/moto-client';
import { StartFailure } from '../../runtime/runtime';
import type { ContainerDefinition } from '../../runtime/container-definition';

interface Variable {
  readonly name: string;
  readonly value: string;
}

/**
 * A definition whose environment holds what the agent puts there when a container starts: the files first, then the
 * variables, then the secrets.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
 *
 * @throws StartFailure when a file or secret cannot be read
 */
export async function withInjectedValues(
  moto: MotoClient,
  region: string,
  definition: ContainerDefinition,
): Promise<ContainerDefinition> {
  const { environmentFiles = [], environment = [], secrets = [] } = definition;
  if (environmentFiles.length === 0 && secrets.length === 0) {
    return definition;
  }
  const files = await Promise.all(environmentFiles.map(({ value }) => readFile(moto, value)));
  const resolved = await Promise.all(
    secrets.map(async ({ name, valueFrom }) => ({
      name,
      value: await readSecret(moto, region, valueFrom),
    })),
  );
  const all = new Map([...files.flat(), ...environment, ...resolved].map((one) => [one.name, one]));
  return { ...definition, environment: [...all.values()] };
}

/** `NAME=value` lines; empty ones and those that begin with # are nothing. */
export function parseEnvironmentFile(text: string): readonly Variable[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#') && line.includes('='))
    .map((line) => ({
      name: line.slice(0, line.indexOf('=')).trim(),
      value: line.slice(line.indexOf('=') + 1),
    }));
}

/** What a `valueFrom` names: a secret, with part and version, or a parameter. */
export function parseValueFrom(valueFrom: string, region: string): ValueSource {
  const parts = valueFrom.split(':');
  if (parts[2] === 'secretsmanager') {
    const [field, stage, version] = parts.slice(7);
    return {
      service: 'secretsmanager',
      region: parts[3] ?? region,
      id: parts.slice(0, 7).join(':'),
      field: field ?? '',
      stage: stage ?? '',
      version: version ?? '',
    };
  }
  const name = /:parameter(\/.+)$/.exec(valueFrom)?.[1] ?? valueFrom;
  return { service: 'ssm', region: parts[3] ?? region, name };
}

type ValueSource =
  | { readonly service: 'ssm'; readonly region: string; readonly name: string }
  | {
      readonly service: 'secretsmanager';
      readonly region: string;
      readonly id: string;
      readonly field: string;
      readonly stage: string;
      readonly version: string;
    };

async function readSecret(moto: MotoClient, region: string, valueFrom: string): Promise<string> {
  const source = parseValueFrom(valueFrom, region);
  try {
    return source.service === 'ssm'
      ? await readParameter(moto, source.region, source.name)
      : await readSecretValue(moto, source);
  } catch (error) {
    const store = source.service === 'ssm' ? 'ssm' : 'asm';
    throw failure(`unable to retrieve secret from ${store}: ${valueFrom}`, error);
  }
}

async function readParameter(moto: MotoClient, region: string, name: string): Promise<string> {
  // The ARN of a parameter at the top has lost the difference between `name` and `/name`.
  const names = name.lastIndexOf('/') === 0 ? [name, name.slice(1)] : [name];
  const answer = await moto.json('ssm', region, 'GetParameters', {
    Names: names,
    WithDecryption: true,
  });
  const [found] = (answer['Parameters'] ?? []) as { Value: string }[];
  if (found === undefined) {
    throw new AwsError('InvalidParameters', `invalid parameters: ${name}`);
  }
  return found.Value;
}

async function readSecretValue(
  moto: MotoClient,
  { region, id, field, stage, version }: Extract<ValueSource, { service: 'secretsmanager' }>,
): Promise<string> {
  const answer = await moto.json('secretsmanager', region, 'GetSecretValue', {
    SecretId: id,
    ...(stage === '' ? {} : { VersionStage: stage }),
    ...(version === '' ? {} : { VersionId: version }),
  });
  const text = String(answer['SecretString'] ?? '');
  if (field === '') {
    return text;
  }
  const value = (JSON.parse(text) as Record<string, unknown>)[field];
  if (value === undefined) {
    throw new AwsError('ResourceNotFound', `retrieved secret did not contain json key ${field}`);
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function readFile(moto: MotoClient, arn: string): Promise<readonly Variable[]> {
  const [, path = ''] = arn.split(':::');
  try {
    return parseEnvironmentFile((await moto.object(path)).toString('utf8'));
  } catch (error) {
    throw failure(`failed to download env files: ${arn}`, error);
  }
}

function failure(what: string, error: unknown): StartFailure {
  const why = error instanceof Error ? error.message : String(error);
  return new StartFailure('ResourceInitializationError', `${what}: ${why}`);
}
