import { AwsError, jsonBody } from '../gateway/aws-response';
import type { Correction } from '../gateway/correction';

type Json = Readonly<Record<string, unknown>>;

/**
 * ECS fills in what a task definition leaves out and returns it; moto returns most of it as it came. A plan that is empty
 * here would then not be empty on AWS.
 */
export function taskDefinitionDefaults(): Correction {
  return {
    name: 'task-definition-defaults',
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html',
    service: 'ecs',
    actions: ['RegisterTaskDefinition'],
    handle: async (call, next) => {
      const input = jsonBody(call);
      checkRoles(input);
      return next({ ...call, body: Buffer.from(JSON.stringify(withDefaults(input))) });
    },
  };
}

/** A task definition as ECS keeps it. */
export function withDefaults(input: Json): Json {
  const containers = (input['containerDefinitions'] ?? []) as readonly Json[];
  const volumes = (input['volumes'] ?? []) as readonly Json[];
  const mode = input['networkMode'] ?? 'bridge';
  return {
    ...input,
    containerDefinitions: containers.map((container) => containerWithDefaults(container, mode)),
    volumes: volumes.map((volume) =>
      Object.keys(volume).some((name) => name !== 'name') ? volume : { ...volume, host: {} },
    ),
  };
}

function containerWithDefaults(container: Json, networkMode: unknown): Json {
  const ports = (container['portMappings'] ?? []) as readonly Json[];
  const { healthCheck, linuxParameters } = container as Record<string, Json | undefined>;
  return {
    ...container,
    cpu: container['cpu'] ?? 0,
    essential: container['essential'] ?? true,
    environment: container['environment'] ?? [],
    mountPoints: container['mountPoints'] ?? [],
    volumesFrom: container['volumesFrom'] ?? [],
    systemControls: container['systemControls'] ?? [],
    portMappings: ports.map((port) => portWithDefaults(port, networkMode)),
    ...(healthCheck === undefined
      ? {}
      : { healthCheck: { interval: 30, timeout: 5, retries: 3, ...healthCheck } }),
    ...(linuxParameters?.['capabilities'] === undefined
      ? {}
      : {
          linuxParameters: {
            ...linuxParameters,
            capabilities: { add: [], drop: [], ...(linuxParameters['capabilities'] as Json) },
          },
        }),
  };
}

/** A range of ports has no single host port. */
function portWithDefaults(port: Json, networkMode: unknown): Json {
  const isMapped = networkMode !== 'host' && networkMode !== 'awsvpc';
  const given = isMapped ? (port['hostPort'] ?? 0) : port['hostPort'] || port['containerPort'];
  const hostPort = port['containerPortRange'] === undefined ? { hostPort: given } : {};
  return { ...port, ...hostPort, protocol: port['protocol'] ?? 'tcp' };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html */
function checkRoles(input: Json): void {
  const containers = (input['containerDefinitions'] ?? []) as readonly Json[];
  const secrets = containers.flatMap(({ secrets: some }) => (some ?? []) as unknown[]);
  if (secrets.length > 0 && (input['executionRoleArn'] ?? '') === '') {
    throw new AwsError(
      'ClientException',
      "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    );
  }
}
