import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { docker, dockerReason } from './docker';

const directory = mkdtempSync(join(tmpdir(), 'infra-test-'));
const path = process.env['PATH'];
afterAll(() => rmSync(directory, { recursive: true, force: true }));
afterEach(() => {
  process.env['PATH'] = path;
});

/** Puts a program of that name before the real one. */
function fake(script: string): void {
  const file = join(directory, 'docker');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o700);
  process.env['PATH'] = `${directory}${delimiter}${path ?? ''}`;
}

describe('the docker command', () => {
  it('gives everything that it wrote, and how it ended', async () => {
    fake('echo out; echo err >&2; exit 3');
    const { ok, output } = await docker(['version']);
    expect(ok).toBe(false);
    expect(output).toContain('out');
    expect(output).toContain('err');
  });

  it('has a limit, also where a child of its own goes on and holds its output open', async () => {
    // Were the child waited for, this test would run into the limit of the runner.
    fake('echo begun; sleep 60 & wait');
    const { ok, output } = await docker(['build', '.'], 0.5);
    expect(ok).toBe(false);
    expect(output).toContain('begun');
    expect(dockerReason(output)).toBe('docker build gave no answer within 0.5 s');
  });

  it('that does not exist is missing', async () => {
    process.env['PATH'] = directory;
    rmSync(join(directory, 'docker'), { force: true });
    expect(await docker(['version'])).toMatchObject({ ok: false, missing: true });
  });
});
