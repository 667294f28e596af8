import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { describeWith } from './testing/requirements';
import { stageOf } from './testing/stage';
import { startStateServer, type StateServer } from './testing/state-server';
import { cleanEnvironment, createWorkspace, finished, type StackJson } from './testing/workspace';

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Two signals within a second and a half are one keystroke. */
const ANOTHER_KEYSTROKE = 2_000;

describeWith(
  ['terraform', 'script', 'moto', 'mirror'],
  'Ctrl-C twice in a terminal, while the AWS provider makes something and nobody answers',
  () => {
    const workspace = createWorkspace();
    const stage = stageOf(workspace);
    const key = 'forced/state.tfstate';
    let server: StateServer;

    beforeAll(async () => {
      server = await startStateServer();
      workspace.setSettings(server.settings(key));
    });
    afterAll(async () => {
      workspace.remove();
      await server?.stop();
    });

    /** `first` is made; then a command runs, and what comes after it is made by the AWS provider. */
    function stack(command: string): StackJson {
      const { terraform } = server.stack(key, {}) as { readonly terraform: object };
      const aws = {
        region: 'us-east-1',
        access_key: 'test',
        secret_key: 'test',
        skip_credentials_validation: true,
        skip_metadata_api_check: true,
        skip_requesting_account_id: true,
        endpoints: [{ sns: server.endpoint, sts: server.endpoint }],
      };
      return {
        terraform: { ...terraform, required_providers: { aws: { source: 'aws' } } },
        provider: { aws: [aws] },
        resource: {
          aws_sns_topic: {
            first: { name: 'first' },
            second: { name: 'second', depends_on: ['terraform_data.between'] },
          },
          terraform_data: {
            between: {
              depends_on: ['aws_sns_topic.first'],
              provisioner: [{ 'local-exec': { command } }],
            },
          },
        },
      };
    }

    function deployInTerminal(): ChildProcess {
      const nx = join(workspace.directory, 'node_modules/nx/dist/bin/nx.js');
      return spawn('script', ['-qec', `node ${nx} run app:deploy`, '/dev/null'], {
        cwd: workspace.directory,
        env: { ...cleanEnvironment(), NX_DAEMON: 'false', NO_COLOR: '1' },
        stdio: ['pipe', 'pipe', 'pipe'],
      });
    }

    it('forces it, says how to unlock, ends with 130, and the next deployment says what may exist and goes on', async () => {
      workspace.setStack(stack(`node -e "fetch('${server.silenceAddress}')"`));
      const child = deployInTerminal();
      const result = finished(child);
      let seen = '';
      child.stdout?.on('data', (chunk: Buffer) => (seen += chunk.toString()));
      const says = async (words: string): Promise<void> => {
        while (!seen.includes(words)) {
          if (child.exitCode !== null) {
            throw new Error(`ended before it said ${words}:\n${seen}`);
          }
          await pause(100);
        }
      };
      await says('aws_sns_topic.second');
      await says('[2/3]');
      await pause(1_000);
      child.stdin?.write('\u0003');
      await says('Stopping terraform apply cleanly');
      await pause(ANOTHER_KEYSTROKE);
      // It waits for the answer to the state that it saves.
      expect(child.exitCode).toBeNull();
      child.stdin?.write('\u0003');
      await says('Forcing terraform apply to end.');
      server.allow();
      const { code, output } = await result;
      expect(output).toContain('Press Ctrl-C once more to force it.');
      expect(output).toContain('Forced, it leaves the state locked');
      expect(output).toMatch(
        /Where the state stays locked: npx nx run app:recover-state --unlock=LOCK_ID;/,
      );
      expect(output).toMatch(/Interrupted: terraform apply (stopped|was ended by SIG[A-Z]+)\./);
      expect(output).toMatch(
        /The state is still locked: \S+@\S+ since 20\S+, lock [0-9a-f-]{36}\./,
      );
      expect(output).toMatch(/npx nx run app:recover-state --unlock=[0-9a-f-]{36}/);
      expect(output).not.toMatch(/goes on from here|is released/);
      expect(code).toBe(130);

      stage.setStack(stack('true'));
      const next = await stage.run('deploy');
      expect(next.code).toBe(1);
      expect(next.output).toMatch(
        /state: the apply that ended here at 20\S+ could not save what it did, and has left its lock [0-9a-f-]{36}\. Nobody holds it\./,
      );
      const [, lock = ''] = /app:recover-state --unlock=([0-9a-f-]{36})/.exec(next.output) ?? [];
      const released = await stage.run('recover-state', { unlock: lock });
      expect(released.output).toContain('was looked at again: it is not locked.');
      // The commands as they stand there, but for what has no id because its end was not seen.
      const [, directory = ''] = /^ {2}cd (\S+)\r?$/m.exec(next.output) ?? [];
      const imports = next.output.match(/^ {2}terraform import \S+ (?!ID\b)\S+(?=\r?$)/gm) ?? [];
      expect(imports.map((line) => line.trim().split(' ')[2]).sort()).toEqual([
        'aws_sns_topic.first',
        'terraform_data.between',
      ]);
      const shell = spawn('sh', ['-ec', [`cd ${directory}`, ...imports].join('\n')], {
        env: cleanEnvironment(),
      });
      const imported = await finished(shell);
      expect([imported.code, imported.output]).toEqual([
        0,
        expect.stringContaining('Import successful!'),
      ]);
      const last = await stage.run('deploy');
      expect(last.output).toContain('Plan: 1 create.');
      expect(last.output).toContain('hello-local is deployed.');
      expect(last.code).toBe(0);
      expect((await stage.run('plan')).output).toContain('No changes.');
    });
  },
);
