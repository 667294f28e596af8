import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILD_LOG, buildLogEnd } from './build-log';

const workingDirectory = mkdtempSync(join(tmpdir(), 'build-log-'));
const log = join(workingDirectory, BUILD_LOG);
afterAll(() => rmSync(workingDirectory, { recursive: true }));

describe('The log of a build', () => {
  const place = { workingDirectory, workspaceRoot: workingDirectory };
  const write = (text: string) => writeFileSync(log, text, { mode: 0o600 });

  it('is shown by its last lines, and named', () => {
    write(`${Array.from({ length: 100 }, (_, line) => `#8 line ${line + 1}`).join('\n')}\n`);
    const end = buildLogEnd(place) ?? '';
    expect(end).toContain(
      `The last 25 of the 100 lines that the build of the image printed (${BUILD_LOG}):`,
    );
    expect(end).toMatch(/ {2}#8 line 76\n/);
    expect(end).toMatch(/ {2}#8 line 100$/);
    expect(statSync(log).mode & 0o077).toBe(0);
  });

  it('cannot steer the terminal', () => {
    write('\u001b[2J\u001b]0;title\u0007#8 boom \u0008\u009b31m é\n');
    expect(buildLogEnd(place)).toMatch(/^ {2}#8 boom {2}é$/m);
  });

  it('is nothing where nothing was built, or nothing printed', () => {
    write('\n');
    expect(buildLogEnd(place)).toBeUndefined();
    rmSync(log);
    expect(buildLogEnd(place)).toBeUndefined();
  });
});
