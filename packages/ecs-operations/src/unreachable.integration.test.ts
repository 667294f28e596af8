import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Prints the message of the failure; plain node and the built package, as the commands run it. */
const PROGRAM = `
  const { ecsClients, readStatus } = require(process.argv[1]);
  const clients = ecsClients(JSON.parse(process.argv[2]));
  readStatus(clients, { cluster: 'hello_ecs_cluster', service: 'hello_app_service' }).then(
    () => process.exit(1),
    (error) => console.log(error.message),
  );
`;

async function failureOf(options: object, environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['-e', PROGRAM, join(__dirname, '..', 'dist'), JSON.stringify(options)],
    { env: { ...Object.fromEntries(own), ...environment } },
  );
  return stdout.trimEnd();
}

async function listen(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise((resolve) => server.close(resolve));
  return { port, options: optionsFor(`http://127.0.0.1:${port}`), close };
}

function optionsFor(endpoint: string) {
  return { region: 'us-east-1', endpoint, credentials };
}

describe('without AWS', () => {
  it('says that nothing listens at the endpoint', async () => {
    const { port, options, close } = await listen(() => undefined);
    await close();
    expect(await failureOf(options)).toBe(
      `ecs:DescribeClusters: cannot reach AWS at 127.0.0.1:${port}: the connection was refused. Fix: check the network, the region (us-east-1) and AWS_ENDPOINT_URL; a local emulation must be started first.`,
    );
  });

  it('says that a name with several addresses refuses', async () => {
    const { port, options, close } = await listen(() => undefined);
    await close();
    const endpoint = `http://localhost:${port}`;
    expect(await failureOf({ ...options, endpoint })).toMatch(
      /cannot reach AWS at (::1|127\.0\.0\.1):\d+: the connection was refused/,
    );
  });

  it('says that the name does not resolve', async () => {
    expect(await failureOf(optionsFor('http://no-such-host.invalid'))).toMatch(
      /cannot reach AWS at no-such-host\.invalid: the name does not resolve/,
    );
  });

  it.each([200, 404])('says that a web page with status %i is not AWS', async (status) => {
    const { options, close } = await listen((_, response) => {
      response.writeHead(status, { 'content-type': 'text/html', connection: 'close' });
      response.end('<html>It works!</html>');
    });
    expect(await failureOf(options)).toMatch(
      /^ecs:DescribeClusters: the endpoint does not answer like AWS\. Fix: /,
    );
    await close();
  });

  it('says that there are no credentials', async () => {
    const home = mkdtempSync(join(tmpdir(), 'ecs-operations-'));
    const message = await failureOf(
      { region: 'us-east-1', endpoint: 'http://127.0.0.1:1' },
      { HOME: home, AWS_EC2_METADATA_DISABLED: 'true' },
    );
    expect(message).toMatch(
      /^ecs:DescribeClusters: no usable AWS credentials \(.*\)\. Fix: run 'aws sso login', or set AWS_PROFILE/,
    );
    rmSync(home, { recursive: true });
  });
});
