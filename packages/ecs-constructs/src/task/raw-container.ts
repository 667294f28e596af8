import { misuse } from '../support/validation';

/** What JSON can hold; texts may be tokens. */
export type RawValue =
  string | number | boolean | readonly RawValue[] | { readonly [name: string]: RawValue };

/** Fields of a container definition in the words of the ECS API. */
export type RawContainerDefinition = Readonly<Record<string, RawValue>>;

/** One element of the `containerDefinitions` of the ECS API. */
export type EcsContainerDefinition = Readonly<Record<string, unknown>>;

/** Where a field of the API is said in this library, and whether more than the container is made from it. */
interface FieldRule {
  /** The option that says it; none for a field that only `raw` can set. */
  readonly option?: string;
  /** Why `raw` may not set it: something else is made from it. */
  readonly refused?: string;
}

const GRANTS = 'the execution role is allowed what the option says';
const FITS = 'the size of the task and the check of the hosts are made from the option';
const PORTS = 'security groups and load balancers follow the option';
const RELATIONS = 'the containers and volumes of the task are checked against each other';

/**
 * Every field of a container definition. A test holds it against the types of the AWS SDK.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const CONTAINER_FIELDS: Readonly<Record<string, FieldRule>> = {
  name: { option: 'containerName', refused: RELATIONS },
  image: { option: 'image', refused: GRANTS },
  repositoryCredentials: {
    option: 'credentials of ContainerImage.fromRegistry',
    refused: GRANTS,
  },
  cpu: { option: 'cpu', refused: FITS },
  memory: { option: 'memoryLimitMiB', refused: FITS },
  memoryReservation: { option: 'memoryReservationMiB', refused: FITS },
  resourceRequirements: { option: 'gpuCount', refused: FITS },
  portMappings: { option: 'portMappings and containerPortRanges', refused: PORTS },
  links: {
    refused:
      'links are a legacy of Docker: they give an address that is wrong once the other container has started again, and hand ' +
      "over its environment with its secrets. Containers of a task reach each other at localhost with networkMode 'awsvpc' or 'host'",
  },
  essential: { option: 'essential', refused: RELATIONS },
  dependsOn: { option: 'dependsOn', refused: RELATIONS },
  mountPoints: { option: 'mountPoints', refused: RELATIONS },
  volumesFrom: { option: 'volumesFrom', refused: RELATIONS },
  environmentFiles: { option: 'environmentFiles', refused: GRANTS },
  secrets: { option: 'secrets', refused: GRANTS },
  logConfiguration: { option: 'logging', refused: GRANTS },
  firelensConfiguration: { option: 'fireLensRouter', refused: RELATIONS },
  environment: { option: 'environment', refused: 'names that look like a secret are found there' },
  restartPolicy: { option: 'restartPolicy' },
  entryPoint: { option: 'entryPoint' },
  command: { option: 'command' },
  linuxParameters: {
    option:
      'capabilities, devices, initProcessEnabled, maxSwapMiB, sharedMemorySizeMiB, swappiness and tmpfs',
  },
  startTimeout: { option: 'startTimeoutSeconds' },
  stopTimeout: { option: 'stopTimeoutSeconds' },
  versionConsistency: { option: 'versionConsistency' },
  hostname: { option: 'hostname' },
  user: { option: 'user' },
  workingDirectory: { option: 'workingDirectory' },
  disableNetworking: { option: 'disableNetworking' },
  privileged: { option: 'privileged' },
  readonlyRootFilesystem: { option: 'readonlyRootFilesystem' },
  dnsServers: { option: 'dnsServers' },
  dnsSearchDomains: { option: 'dnsSearchDomains' },
  extraHosts: { option: 'extraHosts' },
  dockerSecurityOptions: { option: 'dockerSecurityOptions' },
  interactive: { option: 'interactive' },
  pseudoTerminal: { option: 'pseudoTerminal' },
  dockerLabels: { option: 'dockerLabels' },
  ulimits: { option: 'ulimits' },
  healthCheck: { option: 'healthCheck' },
  systemControls: { option: 'systemControls' },
  credentialSpecs: {},
};

/** Refuses what would leave the rest of the stack with something else than the container has. */
export function requireRaw(where: string, raw: RawContainerDefinition = {}): void {
  for (const field of Object.keys(raw)) {
    const { option, refused } = CONTAINER_FIELDS[field] ?? {};
    if (refused === undefined) {
      continue;
    }
    throw misuse(where, {
      what: `raw cannot set ${field}: ${refused}`,
      got: `raw.${field} ${JSON.stringify(raw[field])}`,
      fix: option === undefined ? 'Remove it.' : `Use ${option}.`,
    });
  }
}

/** What a reader of the code would not expect of a field in `raw`: the checks that it gets past, and what it replaces. */
export function rawWarnings(
  where: string,
  typed: EcsContainerDefinition,
  raw: RawContainerDefinition = {},
): readonly string[] {
  return Object.entries(raw).flatMap(([field, value]) => {
    const rule = CONTAINER_FIELDS[field];
    if (rule === undefined) {
      return [
        `${where}: raw sets ${field}, which the ECS API did not know when this library was written. ` +
          'Look at its spelling: Terraform drops what the API does not know, without a word.',
      ];
    }
    if (rule.option === undefined) {
      return [];
    }
    const before = JSON.stringify(typed[field]) ?? 'nothing';
    const after = JSON.stringify(merged(typed[field], value));
    return [
      `${where}: raw sets ${field} to ${after}, in place of ${before}, and no check of this library looks at it. ` +
        `Use ${rule.option} where it can say the same.`,
    ];
  });
}

/** The container with what `raw` says: objects are merged, everything else is replaced. */
export function withRaw(
  typed: EcsContainerDefinition,
  raw: RawContainerDefinition | undefined,
): EcsContainerDefinition {
  return raw === undefined ? typed : (merged(typed, raw) as EcsContainerDefinition);
}

function merged(below: unknown, above: unknown): unknown {
  if (!isObject(below) || !isObject(above)) {
    return above;
  }
  const names = [...new Set([...Object.keys(below), ...Object.keys(above)])];
  return Object.fromEntries(
    names.map((name) => [name, name in above ? merged(below[name], above[name]) : below[name]]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
