import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeWith } from './testing/requirements';
import { createStage } from './testing/stage';

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
