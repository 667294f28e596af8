import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StackJson } from './workspace';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const region = 'us-east-1';

/** An S3 of a test's own, with a bucket that keeps versions, behind a door that can be shut for writes. */
export interface StateServer {
  readonly endpoint: string;
  readonly bucket: string;
  /** Refuses to write states from now on; a GET of this address does the same, for a provisioner in a stack. */
  readonly refuseAddress: string;
  /** From a GET of this address on, everything that is asked gets the answer to credentials that have expired. */
  readonly expireAddress: string;
  /** From a GET of this address on, everything that is asked is accepted and never answered. */
  readonly silenceAddress: string;
  allow(): void;
  /** A stack that keeps its state here. */
  stack(key: string, resources: Readonly<Record<string, object>>): StackJson;
  /** What the hooks of the stage say about the same state. */
  settings(key: string): Readonly<Record<string, unknown>>;
  get(key: string): Promise<string>;
  /** @param where another bucket */
  put(key: string, text: string, where?: string): Promise<void>;
  delete(key: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts moto and the door before it. */
export async function startStateServer(): Promise<StateServer> {
  const moto = createServer();
  await once(moto.listen(0, '127.0.0.1'), 'listening');
  const motoPort = (moto.address() as AddressInfo).port;
  await new Promise((resolve) => moto.close(resolve));
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(motoPort)], {
    stdio: 'ignore',
  });
  let refusing: Refusal = 'nothing';
  const door = await openDoor(motoPort, {
    get refusing() {
      return refusing;
    },
    refuse: (what) => (refusing = what),
  });
  const endpoint = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  await answers(endpoint, child);
  const bucket = 'hello-states';
  const s3 = new S3Client({ region, endpoint, credentials, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await s3.send(
    new PutBucketVersioningCommand({
      Bucket: bucket,
      VersioningConfiguration: { Status: 'Enabled' },
    }),
  );
  return {
    endpoint,
    bucket,
    refuseAddress: `${endpoint}/__refuse`,
    expireAddress: `${endpoint}/__expire`,
    silenceAddress: `${endpoint}/__silence`,
    allow: () => void (refusing = 'nothing'),
    stack: (key, resources) => ({
      terraform: { backend: { s3: backend(bucket, key, endpoint) } },
      resource: { terraform_data: resources },
    }),
    settings: (key) => ({
      region,
      state: { bucket, key, region, endpoint },
      environment: {
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      },
    }),
    async get(key) {
      const answer = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return (await answer.Body?.transformToString()) ?? '';
    },
    async put(key, text, where = bucket) {
      await s3.send(new PutObjectCommand({ Bucket: where, Key: key, Body: Buffer.from(text) }));
    },
    async delete(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    async stop() {
      s3.destroy();
      door.closeAllConnections();
      door.close();
      const exited = child.exitCode === null ? once(child, 'exit') : undefined;
      child.kill();
      await exited;
    },
  };
}

function backend(bucket: string, key: string, endpoint: string): object {
  return {
    bucket,
    key,
    region,
    encrypt: true,
    use_lockfile: true,
    endpoints: { s3: endpoint, sts: endpoint, iam: endpoint },
    access_key: credentials.accessKeyId,
    secret_key: credentials.secretAccessKey,
    use_path_style: true,
    skip_credentials_validation: true,
    skip_metadata_api_check: true,
    skip_requesting_account_id: true,
  };
}

/**
 * What the door keeps from moto: writes of a state, which get S3's AccessDenied; everything, as with old credentials, or
 * without an answer.
 */
type Refusal = 'nothing' | 'writes' | 'everything' | 'silence';

const doors: Readonly<Record<string, Refusal>> = {
  '/__refuse': 'writes',
  '/__expire': 'everything',
  '/__silence': 'silence',
};

async function openDoor(
  port: number,
  door: { readonly refusing: Refusal; readonly refuse: (what: Refusal) => void },
): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    const refusal = doors[incoming.url ?? ''];
    if (refusal !== undefined) {
      door.refuse(refusal);
      outgoing.end();
      return;
    }
    if (door.refusing === 'silence') {
      incoming.resume();
      return;
    }
    if (door.refusing === 'everything') {
      incoming.resume();
      outgoing.writeHead(400, { 'content-type': 'application/xml' });
      const text = '<Error><Code>ExpiredToken</Code><Message>It has expired.</Message></Error>';
      outgoing.end(incoming.method === 'HEAD' ? undefined : text);
      return;
    }
    if (
      door.refusing === 'writes' &&
      incoming.method === 'PUT' &&
      /\.tfstate(\?|$)/.test(incoming.url ?? '')
    ) {
      incoming.resume();
      outgoing.writeHead(403, { 'content-type': 'application/xml' });
      outgoing.end('<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>');
      return;
    }
    const { url: path, method, headers } = incoming;
    const passed = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

async function answers(endpoint: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) {
      throw new Error(`moto_server ended with ${child.exitCode}`);
    }
    const answered = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (answered) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('moto_server did not answer in 2 minutes');
}
