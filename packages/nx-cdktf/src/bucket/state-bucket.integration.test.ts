import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { s3Client } from '../aws/s3-client';
import { ensureStateBucket } from './state-bucket';
import { describeWith } from '../testing/requirements';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describeWith(['moto'], 'ensureStateBucket against a server that speaks S3', () => {
  const environment = { ...process.env };
  let moto: ChildProcess;
  let endpoint: string;

  beforeAll(async () => {
    const port = await freePort();
    endpoint = `http://127.0.0.1:${port}`;
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
    moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    while (moto.exitCode === null) {
      const answered = await fetch(endpoint).then(
        () => true,
        () => false,
      );
      if (answered) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`moto_server ended with ${moto.exitCode} before it answered`);
  });

  afterAll(() => {
    moto.kill();
    process.env = environment;
  });

  it.each(['us-east-1', 'eu-west-1'])(
    'creates a bucket in %s, and changes nothing the second time',
    async (region) => {
      const location = { bucket: `hello-state-${region}`, key: 'k', region, endpoint };
      const s3 = s3Client(location);
      const options = { location, accountId: '123456789012' };
      await expect(ensureStateBucket(s3, options)).resolves.toMatchObject({ created: true });
      await expect(ensureStateBucket(s3, options)).resolves.toEqual({
        created: false,
        changed: [],
      });
      const versioning = await s3.send(new GetBucketVersioningCommand({ Bucket: location.bucket }));
      expect(versioning.Status).toBe('Enabled');
      const { Rules } = await s3.send(
        new GetBucketLifecycleConfigurationCommand({ Bucket: location.bucket }),
      );
      expect(Rules).toMatchObject([
        // moto does not keep how many of them stay.
        { NoncurrentVersionExpiration: { NoncurrentDays: 90 } },
      ]);
      s3.destroy();
    },
  );

  it('says that nobody answers', async () => {
    const location = {
      bucket: 'b',
      key: 'k',
      region: 'eu-west-1',
      endpoint: `http://127.0.0.1:${await freePort()}`,
    };
    await expect(
      ensureStateBucket(s3Client(location), { location, accountId: '123456789012' }),
    ).rejects.toThrow(`${location.endpoint} does not answer`);
  });
});
