import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListClustersCommand, ECSClient } from '@aws-sdk/client-ecs';
import fc from 'fast-check';
import { freePort } from './free-port';
import {
  localAwsEnvironment,
  localAwsStatus,
  startLocalAws,
  stopLocalAws,
  type LocalAwsOptions,
} from './index';
import { findOnPath } from './moto/moto-ways';
import { signedFor } from './testing/signed-headers';

const directory = mkdtempSync(join(tmpdir(), 'local-aws-odd-'));
const agent = new Agent({ keepAlive: true, maxSockets: 4 });
let options: LocalAwsOptions;

beforeAll(async () => {
  options = {
    port: await freePort(),
    firstHostAddress: '127.0.0.245',
    directory,
    runtime: 'processes',
  };
  await startLocalAws(options);
});
afterAll(async () => {
  agent.destroy();
  await stopLocalAws(options);
  rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
});

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const send = ({ method, path, headers, body }: Sent): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: options.port, method, path, headers, agent },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

/** Requests as clients send them; the mutations start from these. */
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
const ECS = 'AmazonEC2ContainerServiceV20141113';
const templates = (): readonly Sent[] => [
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
const mutated = fc
  .tuple(fc.nat(), fc.nat(), fc.nat(), odd, fc.string({ maxLength: 12 }))
  .map(([which, how, where, value, text]): Sent => {
    const all = templates();
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
    if (parameters.length === 0) return body;
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
  if (name === undefined) return JSON.stringify(value) ?? '';
  const inner = input[name];
  const deep = Array.isArray(inner) && where % 2 === 0 ? [value] : value;
  return JSON.stringify({ ...input, [name]: deep });
}

const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
const onLinux = process.platform === 'linux' ? it : it.skip;

describe('2,000 requests that no client sends', () => {
  onLinux(
    'never get a page, a line of our code or a status to try again, and leave everything running',
    async () => {
      const { pid = 0 } = (await localAwsStatus(options)) ?? {};
      const [moto = { pid: 0 }] = JSON.parse(
        readFileSync(join(directory, 'children.json'), 'utf8'),
      ) as { pid: number }[];
      const before = memoryOf(pid) + memoryOf(moto.pid);
      const statuses: Record<number, number> = {};
      const wrong: string[] = [];
      const requests = fc.sample(mutated, { seed: 20260101, numRuns: 2000 });
      const lane = async (index: number): Promise<void> => {
        for (let at = index; at < requests.length; at += 4) {
          const sent = requests[at] as Sent;
          const { status, text } = await send(sent);
          statuses[status] = (statuses[status] ?? 0) + 1;
          const isPage =
            /<!doctype|<html|Traceback|Cannot read prop|is not a function|is not iterable|undefined \(|\n\s+at /i.test(
              text,
            );
          if (status >= 500 || isPage)
            wrong.push(
              `${status} ${sent.method} ${sent.path} ${sent.headers['x-amz-target'] ?? ''} ${sent.body.slice(0, 200)} -> ${text.slice(0, 300)}`,
            );
        }
      };
      await Promise.all([0, 1, 2, 3].map(lane));
      const grown = memoryOf(pid) + memoryOf(moto.pid) - before;
      console.log(
        `answers by status: ${JSON.stringify(statuses)}; daemon and moto grew by ${Math.round(grown)} MiB`,
      );
      expect(wrong).toEqual([]);
      expect((await localAwsStatus(options))?.pid).toBe(pid);
      expect(memoryOf(moto.pid)).toBeGreaterThan(0);
      // moto loads services as they are asked for, and keeps what was made.
      expect(grown).toBeLessThan(400);
    },
    600_000,
  );
});

describe('clients as they are', () => {
  const client = (key: { accessKeyId: string; secretAccessKey: string }): ECSClient =>
    new ECSClient({
      endpoint: `http://127.0.0.1:${options.port}`,
      region: 'us-east-1',
      credentials: key,
    });
  const ownKey = () => {
    const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = localAwsEnvironment(options);
    return { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  };

  it('SDK v3 works with the key, and says what is wrong without it', async () => {
    expect((await client(ownKey()).send(new ListClustersCommand({}))).clusterArns).toEqual(
      expect.any(Array),
    );
    const stranger = client({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' });
    await expect(stranger.send(new ListClustersCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      message: expect.stringContaining('npx local-aws env'),
      $metadata: { httpStatusCode: 403, attempts: 1 },
    });
  });

  it('SDK v3 fails at once where moto has no such action', async () => {
    const answer = await send(json('ssm', 'AmazonSSM.CreateResourceDataSyncs', {}));
    expect(answer).toMatchObject({
      status: 400,
      text: expect.stringContaining('is not implemented by moto'),
    });
  });

  const aws = findOnPath('aws', process.env);
  const withCli = aws === undefined ? it.skip : it;
  withCli(
    `the AWS CLI works with what 'env' prints${aws === undefined ? ' (no aws on the PATH; pip install awscli to enable it)' : ''}`,
    () => {
      const cli = join(__dirname, '..', 'bin', 'local-aws.cjs');
      const script = [
        `eval "$('${process.execPath}' '${cli}' env)" || exit 9`,
        'aws s3 mb s3://by-hand && aws s3 cp - s3://by-hand/k < /dev/null && aws s3 presign s3://by-hand/k > /dev/null',
        'aws ecs list-clusters && aws ec2 describe-vpcs && aws sts get-caller-identity',
        'AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE aws ecs list-clusters',
      ].join('\n');
      const { stdout, stderr, status } = spawnSync('sh', ['-c', script], {
        encoding: 'utf8',
        env: {
          ...process.env,
          LOCAL_AWS_PORT: String(options.port),
          LOCAL_AWS_DIRECTORY: directory,
        },
      });
      expect(stdout).toContain('clusterArns');
      expect(stdout).toContain('"Account": "123456789012"');
      expect(stderr).toContain('UnrecognizedClientException');
      expect(status).not.toBe(9);
    },
    600_000,
  );
});
