import type { RunTaskCommandInput } from '@aws-sdk/client-ecs';
import type { StateInstance } from './state-services';

/** A one-off task that a stack says how to run: the `OneOffTask` of ecs-constructs, as a Terraform state holds it. */
export interface StateTask {
  /** `terraform_data.Migrate_1A2B3C`. @default - it is in no state */
  readonly address?: string;
  readonly task: string;
  readonly cluster: string;
  readonly region: string;
  readonly accountId: string;
  /** What RunTask is asked. */
  readonly request: RunTaskCommandInput;
}

/** Those of the resources that are one-off tasks. */
export function tasksAmong(instances: readonly StateInstance[]): readonly StateTask[] {
  return instances.flatMap(({ type, address, values }) => {
    const request = type === 'terraform_data' ? requestIn(values['input']) : undefined;
    return request === undefined ? [] : [{ ...taskOf(request, address), address }];
  });
}

/**
 * A one-off task that is given by what RunTask is asked.
 *
 * @throws Error when the text is not that
 */
export function taskOf(request: string, where: string): StateTask {
  const parsed = parse(request);
  const { cluster: arn = '', taskDefinition, startedBy } = parsed ?? {};
  const [, region, accountId, cluster] =
    /^arn:[^:]+:ecs:([^:]+):(\d+):cluster\/([^/]+)$/.exec(String(arn)) ?? [];
  if (
    parsed === undefined ||
    typeof taskDefinition !== 'string' ||
    region === undefined ||
    accountId === undefined ||
    cluster === undefined
  ) {
    throw new Error(
      `${where}: must be the input of RunTask as JSON, with the ARN of a cluster and a taskDefinition; got ` +
        `'${request.slice(0, 200)}'. Fix: give what a OneOffTask of ecs-constructs writes, such as ` +
        '{"cluster":"arn:aws:ecs:eu-west-1:123456789012:cluster/shop","taskDefinition":"migrate:1","startedBy":"migrate"}.',
    );
  }
  return {
    task: startedBy ?? taskDefinition.split('/').at(-1) ?? taskDefinition,
    cluster,
    region,
    accountId,
    request: parsed,
  };
}

/** A state wraps what may be of any type in `{ value, type }`. */
function requestIn(input: unknown): string | undefined {
  const fields = (input ?? {}) as Readonly<Record<string, unknown>>;
  const { oneOffTask, request } = ('value' in fields ? fields['value'] : fields) as Readonly<
    Record<string, unknown>
  >;
  return typeof oneOffTask === 'string' && typeof request === 'string' ? request : undefined;
}

function parse(text: string): RunTaskCommandInput | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as RunTaskCommandInput)
      : undefined;
  } catch {
    return undefined;
  }
}
