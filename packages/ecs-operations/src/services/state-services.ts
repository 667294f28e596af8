import type { StatusExpectation } from '../ecs-status';
import { clusterExpectations } from './stack-expectations';

/** An ECS service as a Terraform state holds it. */
export interface StateService {
  /** `module.shop.aws_ecs_service.web["eu"]`. */
  readonly address: string;
  readonly service: string;
  readonly cluster: string;
  readonly region: string;
  readonly accountId: string;
  /** Its revision, and what the stack asks of the hosts of its cluster. */
  readonly expected: StatusExpectation;
}

/** A resource instance of a state, with its values; whoever reads states in another way makes these. */
export interface StateInstance {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Every `aws_ecs_service` that a Terraform state (the file, or what `terraform state pull` writes) manages: of any module,
 * any `count` and any `for_each`, on EC2 and on Fargate.
 *
 * @throws Error when the text is not a state of format version 4, with what it is instead
 */
export function servicesInState(text: string, place: string): readonly StateService[] {
  return servicesAmong(instancesIn(text, place));
}

/** Those of the resources that are ECS services. */
export function servicesAmong(instances: readonly StateInstance[]): readonly StateService[] {
  const asked = clusterExpectations(instances);
  return instances
    .filter(({ type }) => type === 'aws_ecs_service')
    .map(stateService)
    .map((service) => ({
      ...service,
      expected: { ...asked.get(service.cluster), ...service.expected },
    }));
}

function stateService({ address, values }: StateInstance): StateService {
  const arn = typeof values['id'] === 'string' ? values['id'] : String(values['arn']);
  const name = values['name'];
  // arn:aws:ecs:region:account:service/cluster/name; before 2018 without the cluster.
  const match = /^arn:[^:]+:ecs:([^:]+):(\d+):service\/(?:([^/]+)\/)?([^/]+)$/.exec(arn);
  if (match === null) {
    throw new Error(
      `state: ${address} has no ARN of an ECS service; got '${arn}'. Fix: apply the stack again, or name the service ` +
        'with --cluster and --service.',
    );
  }
  const [, region = '', accountId = '', inArn, service = ''] = match;
  const named = typeof values['cluster'] === 'string' ? values['cluster'] : '';
  // A service without a cluster is on the one that AWS calls `default`.
  const cluster = inArn ?? (named.split('/').at(-1) || 'default');
  return {
    address,
    region,
    accountId,
    cluster,
    service: typeof name === 'string' ? name : service,
    expected: expectedRevision(values),
  };
}

/** What a pipeline deploys past the stack is no business of the stack, but that cannot be told from its state. */
function expectedRevision(values: StateInstance['values']): StatusExpectation {
  const revision = values['task_definition'];
  // A family without a revision means its newest.
  return typeof revision === 'string' && /:\d+$/.test(revision)
    ? { taskDefinitionArn: revision }
    : {};
}

interface StateJson {
  readonly version?: unknown;
  readonly format_version?: unknown;
  readonly planned_values?: unknown;
  readonly resources?: unknown;
}

interface ResourceJson {
  readonly mode?: string;
  readonly module?: string;
  readonly type?: string;
  readonly name?: string;
  readonly instances?: readonly InstanceJson[];
}

interface InstanceJson {
  readonly index_key?: string | number;
  /** What is to be destroyed still; the instance that replaces it stands beside it. */
  readonly deposed?: string;
  readonly attributes?: Readonly<Record<string, unknown>> | null;
}

/**
 * The managed resources of a Terraform state.
 *
 * @throws Error when the text is not a state of format version 4, with what it is instead
 */
export function instancesIn(text: string, place: string): readonly StateInstance[] {
  const { version, resources } = readJson(text, place);
  if (version !== 4 || !Array.isArray(resources)) {
    throw new Error(
      `state: ${place} is not a Terraform state of format version 4; got ` +
        `${version === undefined ? 'JSON without a version' : `version ${JSON.stringify(version)}`}. ` +
        'Fix: give the file terraform.tfstate, or what `terraform state pull` writes.',
    );
  }
  return (resources as readonly ResourceJson[])
    .filter(({ mode }) => mode === 'managed')
    .flatMap(({ module, type = '', name = '', instances = [] }) => {
      const address = `${module === undefined ? '' : `${module}.`}${type}.${name}`;
      return instances
        .filter(({ deposed }) => deposed === undefined)
        .map(({ index_key: key, attributes }) => ({
          address: key === undefined ? address : `${address}[${JSON.stringify(key)}]`,
          type,
          values: attributes ?? {},
        }));
    });
}

function readJson(text: string, place: string): StateJson {
  if (text.trim() === '') {
    throw new Error(
      `state: ${place} is empty. Fix: give the state of a stack that was applied; \`terraform state pull\` writes it.`,
    );
  }
  let content: StateJson | null;
  try {
    content = JSON.parse(text) as StateJson | null;
  } catch {
    throw new Error(
      `state: ${place} is not JSON. Fix: give the file terraform.tfstate, or what \`terraform state pull\` writes.`,
    );
  }
  if (content?.format_version !== undefined) {
    const what = content.planned_values === undefined ? 'a state' : 'a plan';
    throw new Error(
      `state: ${place} is what \`terraform show -json\` writes of ${what}. Fix: give the file terraform.tfstate, or what ` +
        '`terraform state pull` writes.',
    );
  }
  return content ?? {};
}
