import fc from 'fast-check';
import type { LocalAwsOptions } from '../options';
import { signedFor } from './signed-headers';

/** A request as it goes over the wire. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Requests of clients with one thing changed, signed for a local AWS that runs; the same ones for the same seed. */
export function mutatedRequests(
  localAws: LocalAwsOptions,
  seed: number,
  count: number,
): readonly Sent[] {
  return fc.sample(mutated(templates(localAws)), { seed, numRuns: count });
}

/** Requests as clients send them; the mutations start from these. */
const kindsOf = (options: LocalAwsOptions) => {
  const json = (service: string, target: string, input: unknown): Sent => ({
    method: 'POST',
    path: '/',
    headers: {
      authorization: signedFor(options, service),
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': target,
    },
    body: JSON.stringify(input),
  });
  const form = (service: string, parameters: Record<string, string>): Sent => ({
    method: 'POST',
    path: '/',
    headers: {
      authorization: signedFor(options, service),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(parameters).toString(),
  });
  const s3 = (method: string, path: string, body = ''): Sent => ({
    method,
    path,
    headers: { authorization: signedFor(options, 's3') },
    body,
  });
  return { json, form, s3 };
};
const ECS = 'AmazonEC2ContainerServiceV20141113';
const templates = (options: LocalAwsOptions): readonly Sent[] => {
  const { json, form, s3 } = kindsOf(options);
  return [
    ...[
      'ListTasks',
      'DescribeServices',
      'DescribeClusters',
      'DescribeTasks',
      'ListServices',
      'TagResource',
    ].map((action) =>
      json('ecs', `${ECS}.${action}`, {
        cluster: 'c',
        services: ['s'],
        tasks: ['t'],
        tags: [{ key: 'k', value: 'v' }],
      }),
    ),
    json('ecs', `${ECS}.RegisterTaskDefinition`, {
      family: 'f',
      containerDefinitions: [
        { name: 'n', image: 'i', memory: 64, portMappings: [{ containerPort: 80 }] },
      ],
    }),
    json('ecs', `${ECS}.RunTask`, {
      taskDefinition: 'f',
      count: 1,
      overrides: { containerOverrides: [{ name: 'n' }] },
    }),
    json('ecs', `${ECS}.CreateService`, {
      serviceName: 's',
      taskDefinition: 'f',
      desiredCount: 1,
      deploymentConfiguration: {},
    }),
    json('ecs', `${ECS}.UpdateService`, { service: 's', desiredCount: 0 }),
    json('ecs', `${ECS}.CreateCapacityProvider`, {
      name: 'p',
      autoScalingGroupProvider: { autoScalingGroupArn: 'a' },
    }),
    json('ecs', `${ECS}.PutClusterCapacityProviders`, {
      cluster: 'c',
      capacityProviders: ['p'],
      defaultCapacityProviderStrategy: [],
    }),
    json('ssm', 'AmazonSSM.PutParameter', {
      Name: '/n',
      Type: 'String',
      Value: 'v',
      Overwrite: true,
    }),
    json('ssm', 'AmazonSSM.GetParameters', {
      Names: ['/n', '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended'],
    }),
    json('logs', 'Logs_20140328.CreateLogGroup', { logGroupName: 'g' }),
    json('ecr', 'AmazonEC2ContainerRegistry_V20150921.CreateRepository', { repositoryName: 'r' }),
    json('application-autoscaling', 'AnyScaleFrontendService.RegisterScalableTarget', {
      ServiceNamespace: 'ecs',
      ResourceId: 'service/c/s',
      ScalableDimension: 'ecs:service:DesiredCount',
      MinCapacity: 1,
      MaxCapacity: 2,
    }),
    form('ec2', { Action: 'DescribeInstances', Version: '2016-11-15', 'InstanceId.1': 'i-1' }),
    form('ec2', {
      Action: 'CreateLaunchTemplate',
      LaunchTemplateName: 'l',
      'LaunchTemplateData.ImageId': 'ami-1',
    }),
    form('autoscaling', {
      Action: 'CreateAutoScalingGroup',
      AutoScalingGroupName: 'g',
      MinSize: '0',
      MaxSize: '1',
    }),
    form('autoscaling', { Action: 'StartInstanceRefresh', AutoScalingGroupName: 'g' }),
    form('iam', { Action: 'CreateRole', RoleName: 'r', AssumeRolePolicyDocument: '{}' }),
    form('sts', { Action: 'GetCallerIdentity' }),
    s3('PUT', '/bucket'),
    s3('PUT', '/bucket/key', 'text'),
    s3('PUT', '/bucket?policy', '{"Statement":[]}'),
    s3('GET', '/bucket?list-type=2&max-keys=3'),
  ];
};

/** Values that stand where another was: of each type, of no type, and what programs choke on. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1e308,
    2 ** 53,
    1.5,
    '',
    ' ',
    '__proto__',
    '../..',
    '\u0000',
    '𝕏',
    [],
    {},
    [[]],
    [null],
    [{}],
  ),
  fc.string({ maxLength: 30 }),
  fc.object({ maxDepth: 2 }),
);

/** A request with one thing changed: a value, the body's text, a header, the path, the method. */
const mutated = (all: readonly Sent[]): fc.Arbitrary<Sent> =>
  fc
    .tuple(fc.nat(), fc.nat(), fc.nat(), odd, fc.string({ maxLength: 12 }))
    .map(([which, how, where, value, text]): Sent => {
      const sent = all[which % all.length] as Sent;
      const cut = where % (sent.body.length + 1);
      switch (how % 8) {
        case 0:
        case 1:
        case 2:
          return { ...sent, body: withOddValue(sent, where, value) };
        case 3:
          return { ...sent, body: sent.body.slice(0, cut) };
        case 4:
          return { ...sent, body: `${sent.body.slice(0, cut)}${text}${sent.body.slice(cut)}` };
        case 5:
          return { ...sent, path: `${sent.path}${encodeURI(text)}` };
        case 6:
          return { ...sent, method: ['PUT', 'GET', 'DELETE', 'PATCH', 'HEAD'][where % 5] ?? 'GET' };
        default: {
          const headers = {
            ...sent.headers,
            'x-amz-target': `${ECS}.${text.replace(/[^\x21-\x7e]/g, '')}`,
          };
          return { ...sent, headers };
        }
      }
    });

function withOddValue({ headers, body }: Sent, where: number, value: unknown): string {
  if (headers['content-type']?.includes('json') !== true) {
    const parameters = [...new URLSearchParams(body)];
    if (parameters.length === 0) {
      return body;
    }
    const chosen = where % parameters.length;
    return new URLSearchParams(
      parameters.map(([name, given], index) => [
        name,
        index === chosen ? String(JSON.stringify(value)) : given,
      ]),
    ).toString();
  }
  const input = JSON.parse(body) as Record<string, unknown>;
  const names = Object.keys(input);
  const name = names[where % (names.length + 1)];
  if (name === undefined) {
    return JSON.stringify(value) ?? '';
  }
  const inner = input[name];
  const deep = Array.isArray(inner) && where % 2 === 0 ? [value] : value;
  return JSON.stringify({ ...input, [name]: deep });
}
