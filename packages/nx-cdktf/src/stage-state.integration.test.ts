import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readStageState } from './stage-state';
import { describeWith } from './testing/requirements';
import { createStage } from './testing/stage';
import { startStateServer, type StateServer } from './testing/state-server';

const text = JSON.stringify({
  version: 4,
  terraform_version: '1.11.4',
  lineage: '0d9b3f3a-1111-2222-3333-444455556666',
  serial: 3,
  outputs: {},
  resources: [
    {
      mode: 'managed',
      type: 'terraform_data',
      name: 'a',
      provider: 'provider["terraform.io/builtin/terraform"]',
      instances: [
        {
          schema_version: 0,
          attributes: { id: 'one', input: null, output: null, triggers_replace: null },
        },
      ],
    },
  ],
});
const one = [
  {
    address: 'terraform_data.a',
    type: 'terraform_data',
    values: expect.objectContaining({ id: 'one' }),
  },
];

describeWith(['terraform', 'moto'], 'the state of a stage', () => {
  const stage = createStage();
  const saved = { ...process.env };
  let server: StateServer;

  const read = () =>
    readStageState({
      workspaceRoot: stage.directory,
      project: 'app',
      stage: 'local',
      hooks: 'app/hooks.js',
    });

  beforeAll(async () => {
    server = await startStateServer();
  });
  afterEach(() => {
    process.env = { ...saved };
    stage.setSettings({});
  });
  afterAll(async () => {
    await server.stop();
    stage.remove();
  });

  it('is read with one GetObject where the stage says that it is in S3: nothing is synthesized, nothing starts', async () => {
    await server.put('read', text);
    stage.setSettings(server.settings('read'));
    process.env['PATH'] = '/nowhere';
    const state = await read();
    expect(state.place).toBe(`s3://${server.bucket}/read`);
    expect(state.resources).toEqual(one);
    expect(state.ofType('terraform_data')).toEqual(one);
    expect(state.ofType('aws_ecs_service')).toEqual([]);
    expect(existsSync(join(stage.directory, '.nx-cdktf'))).toBe(false);
  });

  it('that is not there, holds nothing, or is broken is said as such', async () => {
    stage.setSettings(server.settings('none'));
    await expect(read()).rejects.toThrow(
      `s3://${server.bucket}/none holds nothing: the stage local is not deployed.`,
    );
    await server.put('none', text.replace(/"resources".*/, '"resources":[]}'));
    await expect(read()).rejects.toThrow('holds nothing');
    await server.put('none', 'not JSON');
    await expect(read()).rejects.toThrow('is broken: 8 characters that are not JSON');
  });

  it('on something that does not answer is said as such', async () => {
    const { state } = server.settings('read') as { state: object };
    stage.setSettings({
      ...server.settings('read'),
      state: { ...state, endpoint: 'http://127.0.0.1:9' },
    });
    await expect(read()).rejects.toThrow(
      'http://127.0.0.1:9 does not answer, so there is no state to read.',
    );
  });

  it('in a file is read from the file that the stack names', async () => {
    stage.setStack({ terraform: { backend: { local: { path: 'here.tfstate' } } } });
    mkdirSync(stage.workingDirectory, { recursive: true });
    writeFileSync(join(stage.workingDirectory, 'here.tfstate'), text);
    expect((await read()).resources).toEqual(one);
  });

  it('elsewhere is pulled by Terraform', async () => {
    const http = createServer((_request, response) => response.end(text)).listen(0, '127.0.0.1');
    await once(http, 'listening');
    const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}/state`;
    stage.setStack({
      terraform: { backend: { http: { address } } },
      resource: { terraform_data: { a: {} } },
    });
    try {
      const state = await read();
      expect([state.place, state.resources]).toEqual(["the backend 'http'", one]);
    } finally {
      http.closeAllConnections();
      http.close();
    }
  });
});
