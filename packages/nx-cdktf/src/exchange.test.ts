import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { worstExitCode, isOurs, exchangeDirectory } = createRequire(__filename)(
  '../exchange.cjs',
) as {
  worstExitCode(nx: number, recorded: readonly number[], interrupted?: boolean): number;
  isOurs(directory: string): boolean;
  exchangeDirectory(processId: number): string;
};

describe('worstExitCode', () => {
  it.each([
    ['nothing ran', 0, [], 0],
    ['another task failed', 1, [], 1],
    ['there are no changes', 0, [0], 0],
    ['there are changes', 0, [2], 2],
    ['one of two plans has changes', 0, [0, 2], 2],
    ['approval is needed', 1, [3], 3],
    ['a plan has changes and another one failed', 1, [2, 1], 1],
    ['approval is needed and there are changes', 1, [2, 3], 3],
    ['one was interrupted', 1, [2, 1, 130], 130],
    ['a plan has changes and a build failed', 1, [2], 1],
    ['a code is unknown: like an error', 1, [3, 77], 77],
    ['nx itself was interrupted', 130, [2], 130],
  ])('is right when %s', (_name, nx, recorded, expected) => {
    expect(worstExitCode(nx, recorded)).toBe(expected);
  });
});

describe('worstExitCode of a run whose dependency failed', () => {
  it('is 1, although nx says 130', () => {
    expect(worstExitCode(130, [], false)).toBe(1);
    expect(worstExitCode(130, [2], false)).toBe(1);
  });

  it('is 130 when it was interrupted', () => {
    expect(worstExitCode(130, [], true)).toBe(130);
    expect(worstExitCode(130, [130], false)).toBe(130);
  });
});

describe('the exchange directory', () => {
  const directory = mkdtempSync(join(tmpdir(), 'nx-cdktf-unit-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('is trusted when it is a directory of this user', () => {
    mkdirSync(join(directory, 'real'));
    expect(isOurs(join(directory, 'real'))).toBe(true);
  });

  it('is not trusted when it is a link, a file or missing', () => {
    symlinkSync(tmpdir(), join(directory, 'link'));
    writeFileSync(join(directory, 'file'), '');
    expect(['link', 'file', 'missing'].map((name) => isOurs(join(directory, name)))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('differs by process', () => {
    expect(exchangeDirectory(1)).not.toBe(exchangeDirectory(2));
  });
});
