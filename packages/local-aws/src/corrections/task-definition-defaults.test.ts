import { correct } from '../gateway/correction';
import { internalCall } from '../gateway/internal-call';
import { jsonBody, jsonResponse } from '../gateway/aws-response';
import { taskDefinitionDefaults, withDefaults } from './task-definition-defaults';

const containerOf = (definition: object, networkMode = 'bridge') =>
  (
    withDefaults({ networkMode, containerDefinitions: [{ name: 'a', image: 'i', ...definition }] })[
      'containerDefinitions'
    ] as Record<string, unknown>[]
  )[0];

describe('withDefaults', () => {
  it('fills in what ECS returns for the smallest container', () => {
    expect(containerOf({})).toEqual({
      name: 'a',
      image: 'i',
      cpu: 0,
      essential: true,
      environment: [],
      mountPoints: [],
      volumesFrom: [],
      systemControls: [],
      portMappings: [],
    });
  });

  it.each([
    ['bridge', { containerPort: 80 }, { containerPort: 80, hostPort: 0, protocol: 'tcp' }],
    ['host', { containerPort: 80 }, { containerPort: 80, hostPort: 80, protocol: 'tcp' }],
    ['awsvpc', { containerPort: 80 }, { containerPort: 80, hostPort: 80, protocol: 'tcp' }],
    ['bridge', { containerPortRange: '1-2' }, { containerPortRange: '1-2', protocol: 'tcp' }],
  ])('completes a port in %s mode', (mode, port, expected) =>
    expect(containerOf({ portMappings: [port] }, mode)).toMatchObject({ portMappings: [expected] }),
  );

  it('completes health checks and capabilities, and changes nothing that was said', () => {
    const given = {
      healthCheck: { command: ['CMD', 'true'], retries: 5 },
      linuxParameters: { capabilities: { drop: ['ALL'] } },
      logConfiguration: { logDriver: 'awslogs', options: { a: 'b' } },
    };
    expect(containerOf(given)).toMatchObject({
      healthCheck: { command: ['CMD', 'true'], interval: 30, timeout: 5, retries: 5 },
      linuxParameters: { capabilities: { add: [], drop: ['ALL'] } },
      logConfiguration: { logDriver: 'awslogs', options: { a: 'b' } },
    });
  });

  it('gives a volume without a configuration an empty host', () => {
    const volumes = [{ name: 'a' }, { name: 'b', host: { sourcePath: '/b' } }];
    expect(withDefaults({ volumes })['volumes']).toEqual([
      { name: 'a', host: {} },
      { name: 'b', host: { sourcePath: '/b' } },
    ]);
  });
});

describe('taskDefinitionDefaults', () => {
  const register = (input: object) =>
    correct(
      [taskDefinitionDefaults()],
      internalCall('ecs', 'us-east-1', 'RegisterTaskDefinition', { ...input }),
      (call) => Promise.resolve(jsonResponse(jsonBody(call))),
    );
  const secret = {
    containerDefinitions: [{ name: 'a', secrets: [{ name: 'A', valueFrom: 'b' }] }],
  };

  it('refuses secrets without an execution role, as ECS does', async () => {
    await expect(register(secret)).rejects.toThrow("a value for 'executionRoleArn'");
    expect((await register({ ...secret, executionRoleArn: 'arn:aws:iam::1:role/r' })).status).toBe(
      200,
    );
  });
});
