import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeWith } from './testing/requirements';
import { createStage } from './testing/stage';
import { slow } from './testing/stacks';
import { startStateServer, type StateServer } from './testing/state-server';

const state = {
  version: 4,
  terraform_version: '1.11.0',
  serial: 1,
  lineage: 'a',
  outputs: { url: { value: 'http://x', type: 'string' } },
  resources: [],
  check_results: null,
};

// What no test may wait for is five minutes of silence: here it is a second.
const silenceMinutes = 0.02;

describeWith(
  ['terraform'],
  'a backend that is only reached through Terraform and falls silent',
  () => {
    const stage = createStage();
    let server: Server;
    /** So many requests are answered before the silence. */
    let answers = 0;

    beforeAll(async () => {
      server = createServer((_request, response) => {
        answers -= 1;
        if (answers >= 0) {
          response.end(JSON.stringify(state));
        }
      });
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/state`;
      stage.setStack({ terraform: { backend: { http: { address } } } });
    });
    afterAll(() => {
      server.closeAllConnections();
      server.close();
      stage.remove();
    });

    it('ends init with words, and changes nothing', async () => {
      answers = 0;
      const { code, output } = await stage.run('output', { silenceMinutes });
      expect(output).toMatch(
        /terraform init: stopped, because it could only wait: it has said nothing for \d[^I]*\. It asks the backend 'http'\. Nothing was changed\. Fix: check that this machine reaches that, and run the command again; or wait longer \(--silenceMinutes=0\.04\)\./,
      );
      expect(code).toBe(1);
    });

    it('gives its outputs while somebody answers, and ends the reading of the state where nobody does', async () => {
      answers = 1_000;
      expect((await stage.run('output')).output).toContain('  url  http://x');
      answers = 0;
      const { code, output } = await stage.run('output', { silenceMinutes });
      expect(output).toMatch(
        /terraform state pull: stopped, because it could only wait: it has said nothing for [^.]+\.\d s\. It asks the backend 'http'\. Nothing was changed\./,
      );
      expect(output).not.toContain('Initializing');
      expect(code).toBe(1);
    });

    it('refuses a limit that is none', async () => {
      const { code, output } = await stage.run('output', { silenceMinutes: 0 });
      expect(output).toContain('silenceMinutes: must be a number of minutes; got 0.');
      expect(code).toBe(1);
    });
  },
);

describeWith(
  ['terraform', 'moto'],
  'a state bucket that falls silent in an apply, for ever',
  () => {
    const stage = createStage();
    let server: StateServer;
    const silenced = () => `node -e "fetch('${server.silenceAddress}')"; sleep 600`;

    beforeAll(async () => {
      server = await startStateServer();
    });
    afterAll(async () => {
      stage.remove();
      await server?.stop();
    });
    afterEach(() => server.allow());

    it('ends it; the next deployment names what may exist with each command, and goes on after them', async () => {
      const key = 'silent/state.tfstate';
      stage.setSettings(server.settings(key));
      const a = { input: 'x' };
      const provisioner = [{ 'local-exec': { command: silenced() } }];
      stage.setStack(server.stack(key, { a, slow: { provisioner } }));
      const { code, output } = await stage.run('deploy', { silenceMinutes });
      expect(output).toMatch(
        /Stopped, because it could only wait: nobody has answered at s3:\/\/hello-states\/silent\/state\.tfstate for .* It did not end when it was asked to, and was forced to/,
      );
      expect(output).toContain('Fix: run the same command again when somebody answers there.');
      expect(code).toBe(1);

      server.allow();
      stage.setStack(server.stack(key, { a, slow: slow(0) }));
      const next = await stage.run('deploy');
      expect(next.code).toBe(1);
      expect(next.output).toContain(
        'terraform_data.a (reported as made); terraform_data.slow (begun, its end was not seen).',
      );
      expect(next.output).toContain('Another apply would make it again. Nothing was changed.');
      expect(next.output).toMatch(/^ {2}terraform import terraform_data\.a [0-9a-f-]{36}$/m);
      expect(next.output).toMatch(/^ {2}terraform import terraform_data\.slow ID$/m);
      const [, lock = ''] = / --unlock=([0-9a-f-]{36})/.exec(next.output) ?? [];
      expect((await stage.run('recover-state', { unlock: lock })).code).toBe(0);
      const last = await stage.run('deploy');
      expect(last.output).toContain('hello-local is deployed.');
      expect((await stage.run('plan')).output).toContain('No changes.');
    });

    it('is gone on with by itself where the state knows of all that was made', async () => {
      const key = 'silent/known.tfstate';
      // Another stage altogether: what was known of the one before would be missed.
      rmSync(stage.workingDirectory, { recursive: true, force: true });
      stage.setSettings(server.settings(key));
      const ends = (command: string) => ({
        a: { input: 'x' },
        b: { provisioner: [{ 'local-exec': { when: 'destroy', command } }] },
      });
      stage.setStack(server.stack(key, ends('true')));
      expect((await stage.run('deploy')).code).toBe(0);
      stage.setStack(server.stack(key, ends(silenced())));
      const { code, output } = await stage.run('destroy', { approve: true, silenceMinutes });
      expect(output).toContain('and was forced to');
      expect(code).toBe(1);

      server.allow();
      stage.setStack(server.stack(key, ends('true')));
      const next = await stage.run('destroy', { approve: true });
      expect(next.output).toMatch(
        /The state is locked by a run of this stage that ended here: nobody holds [0-9a-f-]{36}\.\n/,
      );
      expect(next.output).toContain('was looked at again: it is not locked.');
      expect(next.output).toContain('hello-local is destroyed, its state is empty.');
      expect(next.code).toBe(0);
    });

    it('stops the asking for outputs soon, and says who is silent', async () => {
      const key = 'silent/known.tfstate';
      stage.setSettings(server.settings(key));
      await fetch(server.silenceAddress);
      const { code, output } = await stage.run('output');
      expect(output).toContain(`state: ${server.endpoint} does not answer`);
      expect(code).toBe(1);
    });
  },
);
