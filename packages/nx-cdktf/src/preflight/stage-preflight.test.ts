import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StageSettings } from '../hooks';
import type { PlannedResource } from '../terraform/planned-resources';
import { quotaPreflight } from './stage-preflight';

const planned = [
  { address: 'aws_eip.out', type: 'aws_eip', actions: ['create'], after: {} },
] as unknown as readonly PlannedResource[];
const on = (state: object): StageSettings =>
  ({ region: 'eu-west-1', state }) as unknown as StageSettings;

describe('the quotas, looked at before a plan is applied', () => {
  let server: Server;
  let asked: (string | undefined)[];
  const before = { ...process.env };

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(String(request.headers['x-amz-target']).split('.').at(-1));
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify({ __type: 'AccessDeniedException', message: 'no' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
  });
  afterEach(async () => {
    process.env = { ...before };
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const look = async (settings: StageSettings): Promise<readonly string[]> => {
    const said: string[] = [];
    const say = (text: string): unknown => said.push(text);
    const progress = { info: say, warn: say, step: () => Promise.reject(new Error('no step')) };
    await quotaPreflight(settings, planned, { progress, color: false });
    return said;
  };

  it('are asked of AWS; who may not ask is told so', async () => {
    expect(await look(on({ bucket: 'state' }))).toEqual([
      expect.stringMatching(/^Not looked at: .*the credentials may not ask for them/),
    ]);
    expect(asked).toEqual(['GetServiceQuota']);
  });

  it('are nobody to ask for where the place is not AWS', async () => {
    expect(await look(on({ bucket: 'state', endpoint: 'http://127.0.0.1:1' }))).toEqual([]);
    expect(asked).toEqual([]);
  });
});
