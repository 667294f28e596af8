import { partitionOf } from '../aws/partition';
import {
  DATA_ACTIONS,
  ONE_OFF_TASK,
  PASSED_TO,
  SERVICE_LINKED_ROLES,
  TYPE_ACTIONS,
} from './type-actions';
import type { Grant } from './grant';

/** A policy of IAM. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** One statement of it. */
export interface PolicyStatement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, readonly string[] | string>>>
  >;
}

/** What a role of a CI needs for a stack, and what is not known of that. */
export interface StackPolicies {
  /** Enough for a plan, without the right to change anything but the lock of the state. */
  readonly plan: PolicyDocument;
  /** Enough for a deployment and a destruction. */
  readonly deploy: PolicyDocument;
  /** Types of the stack whose calls nobody has written down: their actions are missing. */
  readonly unknown: readonly string[];
}

/** A stack and where it is. */
export interface PolicyOptions {
  /** The parsed `cdk.tf.json`. */
  readonly stack: unknown;
  readonly accountId: string;
  readonly region: string;
  readonly state: { readonly bucket: string; readonly key: string };
}

type Fields = Readonly<Record<string, unknown>>;

/** The policies of a role that plans and of one that deploys, made from what the stack contains. */
export function stackPolicies(options: PolicyOptions): StackPolicies {
  const partition = partitionOf(options.region);
  const resources = blocksOf(options.stack, 'resource');
  const data = blocksOf(options.stack, 'data');
  const place = { ...options, partition };
  const read = [
    ...resources.flatMap((block) => grants(TYPE_ACTIONS[block.type]?.read, block, resources)),
    ...data.flatMap((block) => grants(DATA_ACTIONS[block.type], block, resources)),
  ];
  const written = resources.flatMap((block) =>
    grants(TYPE_ACTIONS[block.type]?.write, block, resources),
  );
  const write = written.filter((grant) => !isAnyRole(grant));
  const unknown = [
    ...resources
      .filter(({ type }) => isOfAws(type) && TYPE_ACTIONS[type] === undefined)
      .map(({ type }) => type),
    ...data
      .filter(({ type }) => isOfAws(type) && DATA_ACTIONS[type] === undefined)
      .map(({ type }) => `data.${type}`),
    ...written
      .filter(isAnyRole)
      .map(({ actions }) => `${actions.join(', ')} (on a role whose name is not in the stack)`),
  ];
  return {
    plan: document([...statements(read, place), ...stateStatements(place, 'read')]),
    deploy: document([
      ...statements([...read, ...write], place),
      ...passRole(resources, place),
      ...stateStatements(place, 'write'),
    ]),
    unknown: [...new Set(unknown)].sort(),
  };
}

interface Block {
  readonly type: string;
  readonly name: string;
  readonly values: Fields;
}

/** Whether an apply, or somebody after it, runs a task of ECS for the block: a `OneOffTask` of ecs-constructs. */
function isOneOffTask(type: string, { input }: Fields): boolean {
  return type === 'terraform_data' && typeof fields(input)['oneOffTask'] === 'string';
}

interface NamedGrant extends Grant {
  readonly name: string;
}

type Place = PolicyOptions & { readonly partition: string };

function blocksOf(stack: unknown, kind: 'resource' | 'data'): readonly Block[] {
  return Object.entries(fields(fields(stack)[kind])).flatMap(([type, byName]) =>
    Object.entries(fields(byName)).map(([name, values]) => ({
      type: isOneOffTask(type, fields(values)) ? ONE_OFF_TASK : type,
      name,
      values: fields(values),
    })),
  );
}

function grants(
  rows: readonly Grant[] | undefined,
  block: Block,
  all: readonly Block[],
): readonly NamedGrant[] {
  const name = nameOf(block, all);
  return (rows ?? []).map((grant) => ({ ...grant, name }));
}

/**
 * The name of what a block makes or belongs to. A name that AWS completes, and one that is only known later, stand for all
 * that begin alike.
 */
function nameOf(block: Block, all: readonly Block[]): string {
  const { type, values } = block;
  const attribute = TYPE_ACTIONS[type]?.name ?? 'name';
  const value = values[attribute];
  const reference = typeof value === 'string' ? REFERENCE.exec(value)?.groups : undefined;
  if (reference !== undefined) {
    const named = all.find(
      (other) => other.type === reference['type'] && other.name === reference['name'],
    );
    return named === undefined || named === block ? '*' : nameOf(named, all);
  }
  const prefix = literal(values[`${attribute}_prefix`]);
  return literal(value) ?? (prefix === undefined ? '*' : `${prefix}*`);
}

const REFERENCE = /^\$\{(?<type>aws_\w+)\.(?<name>[\w-]+)(?:\[[^\]]*\])?\.(?:name|id|arn)\}$/;

function literal(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.replace(/\$\{[^]*$/, '*') : undefined;
}

/** Who may write the policies of every role may become anybody: such a right is never given for want of a name. */
function isAnyRole({ on, name }: NamedGrant): boolean {
  return name === '*' && on?.some((arn) => arn.startsWith('iam:')) === true;
}

/** One statement for each set of resources, with everything that may be done to it. */
function statements(all: readonly NamedGrant[], place: Place): readonly PolicyStatement[] {
  const groups = new Map<string, { resources: readonly string[]; actions: Set<string> }>();
  for (const { actions, on, name } of all) {
    const resources = on === undefined ? ['*'] : on.map((end) => arnOf(end, name, place));
    const key = resources.join(' ');
    const group = groups.get(key) ?? { resources, actions: new Set<string>() };
    actions.forEach((action) => group.actions.add(action));
    groups.set(key, group);
  }
  return [...groups.entries()]
    .filter(([, { actions }]) => actions.size > 0)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, { resources, actions }]) =>
      allow([...actions].sort(), resources, resources[0] === '*' ? inRegion(place) : undefined),
    );
}

/** What names no resource is held to the region. */
function inRegion({ region }: Place): PolicyStatement['Condition'] {
  return { StringEquals: { 'aws:RequestedRegion': [region] } };
}

/** A role is handed to whom it is for, and to nobody else: who may pass any role may become anybody. */
function passRole(resources: readonly Block[], place: Place): readonly PolicyStatement[] {
  const roles = resources
    .filter(({ type }) => type === 'aws_iam_role')
    .map((block) => arnOf('iam::{account}:role/{name}', nameOf(block, resources), place))
    .filter((arn) => !arn.endsWith('role/*'));
  const named = resources.flatMap(({ values }) =>
    ['execution_role_arn', 'task_role_arn'].flatMap((attribute) => {
      const value = values[attribute];
      return typeof value === 'string' && value.startsWith('arn:') ? [value] : [];
    }),
  );
  const services = [...new Set(resources.flatMap(({ type }) => PASSED_TO[type] ?? []))].sort();
  const linked = [
    ...new Set(resources.flatMap(({ type }) => SERVICE_LINKED_ROLES[type] ?? [])),
  ].sort();
  const passed = [...new Set([...roles, ...named])].sort();
  return [
    ...(passed.length === 0 || services.length === 0
      ? []
      : [allow(['iam:PassRole'], passed, { StringEquals: { 'iam:PassedToService': services } })]),
    ...(linked.length === 0
      ? []
      : [
          allow(
            ['iam:CreateServiceLinkedRole'],
            [arnOf('iam::{account}:role/aws-service-role/*', '', place)],
            { StringEquals: { 'iam:AWSServiceName': linked } },
          ),
        ]),
  ];
}

/** The state with its older versions, the lock beside it, and the settings of the bucket, which every command looks at. */
function stateStatements(place: Place, access: 'read' | 'write'): readonly PolicyStatement[] {
  const bucket = `arn:${place.partition}:s3:::${place.state.bucket}`;
  const state = `${bucket}/${place.state.key}`;
  return [
    allow(
      [
        ...['s3:GetBucketOwnershipControls', 's3:GetBucketPolicy', 's3:GetBucketPublicAccessBlock'],
        ...['s3:GetBucketTagging', 's3:GetBucketVersioning', 's3:GetEncryptionConfiguration'],
        ...['s3:GetLifecycleConfiguration', 's3:ListBucket', 's3:ListBucketVersions'],
      ],
      [bucket],
    ),
    allow(
      ['s3:GetObject', 's3:GetObjectVersion', ...(access === 'write' ? ['s3:PutObject'] : [])],
      [state],
    ),
    allow(['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], [`${state}.tflock`]),
  ];
}

function allow(
  actions: readonly string[],
  resources: readonly string[],
  condition?: PolicyStatement['Condition'],
): PolicyStatement {
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

function arnOf(end: string, name: string, { partition, region, accountId }: Place): string {
  const values: Readonly<Record<string, string>> = { region, account: accountId, name };
  return `arn:${partition}:${end.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '*')}`;
}

function document(statement: readonly PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statement };
}

function isOfAws(type: string): boolean {
  return type.startsWith('aws_');
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}
