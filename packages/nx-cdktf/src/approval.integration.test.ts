import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from './testing/requirements';
import { stackOf } from './testing/stacks';
import { cleanEnvironment, createWorkspace, finished, type NxResult } from './testing/workspace';

describeWith(
  ['terraform', 'script'],
  'the question of a deployment, in a terminal under Nx',
  () => {
    const workspace = createWorkspace();
    const state = join(workspace.workingDirectory(), 'state.tfstate');
    beforeAll(() => {
      workspace.setStack(stackOf({ a: { input: 'x' } }));
      workspace.setSettings({ approval: 'ask' });
    });
    afterAll(() => workspace.remove());

    /** Runs nx in a pseudo terminal, and types this when it asks. */
    async function answer(target: string, keys: string): Promise<NxResult> {
      const nx = join(workspace.directory, 'node_modules/nx/dist/bin/nx.js');
      const child = spawn('script', ['-qec', `node ${nx} run app:${target}`, '/dev/null'], {
        cwd: workspace.directory,
        env: { ...cleanEnvironment(), NX_DAEMON: 'false', NO_COLOR: '1' },
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      let seen = '';
      let typed = false;
      child.stdout.on('data', (chunk: Buffer) => {
        seen += chunk.toString();
        if (!typed && seen.includes('[y/N]')) {
          typed = true;
          child.stdin.write(keys);
        }
      });
      return finished(child);
    }

    it('takes no for no, Ctrl-C for an interrupt, and y for yes; its terminal is that of the user', async () => {
      const no = await answer('deploy', 'n\r');
      expect(no.output).toContain('Not approved. Nothing was changed.');
      expect(no.code).toBe(3);

      const interrupted = await answer('deploy', '\u0003');
      expect(interrupted.output).toContain('Interrupted. Nothing was changed.');
      expect(interrupted.code).toBe(130);
      expect(existsSync(state)).toBe(false);

      const yes = await answer('deploy --quiet', 'y\r');
      expect(yes.output).toContain('hello-local is deployed.');
      // Quiet is quiet in a terminal, too: nothing that redraws itself, no step, no resource, only what is asked and the end.
      expect(yes.output).not.toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]|Planning|Applying|created/);
      expect(yes.code).toBe(0);
      expect(existsSync(state)).toBe(true);
    });
  },
);
