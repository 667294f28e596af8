import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { freePort } from './free-port';
import { localAwsEnvironment, startLocalAws, stopLocalAws, type LocalAwsOptions } from './index';
import { findOnPath } from './moto/moto-ways';
import { signedFor } from './testing/signed-headers';

const directory = mkdtempSync(join(tmpdir(), 'local-aws-clients-'));
let options: LocalAwsOptions;

beforeAll(async () => {
  options = {
    port: await freePort(),
    firstHostAddress: '127.0.71.11',
    directory,
    runtime: 'processes',
  };
  await startLocalAws(options);
});
afterAll(async () => {
  await stopLocalAws(options);
  rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
});

const cli = (args: readonly string[], port = options.port) => {
  const command = join(__dirname, '..', 'bin', 'local-aws.cjs');
  return spawnSync(process.execPath, [command, ...args], {
    encoding: 'utf8',
    env: { ...process.env, LOCAL_AWS_PORT: String(port), LOCAL_AWS_DIRECTORY: directory },
  });
};

describe('local-aws env', () => {
  it('prints assignments and nothing else', () => {
    const { status, stdout, stderr } = cli(['env']);
    expect([status, stderr]).toEqual([0, '']);
    for (const line of stdout.trimEnd().split('\n')) {
      expect(line).toMatch(/^(export AWS_[A-Z0-9_]+='[^']*'|unset AWS_[A-Z0-9_]+)$/);
    }
    expect(stdout).toContain(`export AWS_ENDPOINT_URL='http://127.0.0.1:${options.port}'`);
    expect(JSON.parse(cli(['env', '--json']).stdout)).toMatchObject({ AWS_REGION: 'us-east-1' });
  });

  it('says what to do where nothing runs, and fails the shell that evaluates it', async () => {
    const { status, stdout, stderr } = cli(['env'], await freePort());
    expect([status, stdout]).toEqual([3, 'false\n']);
    expect(stderr).toMatch(
      /nothing runs on port \d+.* Fix: start it, npx nx run local-aws:start\.\n$/,
    );
  });

  it('is explained by --help', () => {
    const { status, stdout } = cli(['--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('eval "$(npx local-aws env)"');
  });

  it('is not where the status is: what is printed often holds no key', () => {
    const key = localAwsEnvironment(options)['AWS_ACCESS_KEY_ID'] ?? '';
    expect(key).toMatch(/^AKIA/);
    expect(cli(['status', '--json']).stdout).not.toContain(key);
    expect(readFileSync(join(directory, 'daemon.log'), 'utf8')).not.toContain(key);
  });
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

  it('are told what moto does not have, with a status that none of them tries again', async () => {
    const answer = await fetch(`http://127.0.0.1:${options.port}/`, {
      method: 'POST',
      headers: {
        authorization: signedFor(options, 'ssm'),
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AmazonSSM.FlyToTheMoon',
      },
      body: '{}',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      __type: 'UnknownOperationException',
      message: expect.stringContaining('ssm:FlyToTheMoon is not implemented by moto'),
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
