import { diffLines } from 'diff';
import { lineDiff } from './line-diff';

/** What the differences say, without what is equal. */
function told(before: string, after: string): readonly string[] {
  return (lineDiff(before, after) ?? []).flatMap((line) =>
    line.kind === 'added' || line.kind === 'removed' ? [`${line.kind} ${line.text}`] : [],
  );
}

/** The same of a comparison of all lines. */
function toldOfAll(before: string, after: string): readonly string[] {
  return diffLines(before, after, { stripTrailingCr: true }).flatMap((part) =>
    part.added || part.removed
      ? part.value
          .replace(/\n$/, '')
          .split('\n')
          .map((line) => `${part.added ? 'added' : 'removed'} ${line}`)
      : [],
  );
}

describe('lineDiff', () => {
  const script = (last: string) => `#!/bin/bash\n${'echo configure\n'.repeat(30)}${last}\n`;

  it('counts the equal lines that both texts begin with, but for the last three', () => {
    expect(lineDiff(script('one'), script('two'))).toEqual([
      { kind: 'omitted', count: 28 },
      ...Array.from({ length: 3 }, () => ({ kind: 'same', text: 'echo configure' })),
      { kind: 'removed', text: 'one' },
      { kind: 'added', text: 'two' },
    ]);
  });

  it.each([
    ['', 'a', ['added a']],
    ['\n', 'a\nb', ['added a', 'added b']],
    ['a\n', 'a\nb\n', ['added b']],
    ['a\nb', 'a\nb\n', ['removed b', 'added b']],
    ['a\r\nb\r\n', 'a\nb\n', []],
    ['a\r\nb\r\n', 'a\nc\n', ['removed b', 'added c']],
  ])('tells %j from %j', (before, after, expected) => {
    expect(told(before, after).filter((line) => !line.endsWith(' '))).toEqual(expected);
  });

  it('says what a comparison of all lines says, whatever they begin with', () => {
    const lines = ['a', 'b', '', 'c', 'a\r'];
    let state = 7;
    const random = (limit: number): number => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return Math.floor((state / 2147483648) * limit);
    };
    const text = () => Array.from({ length: random(7) }, () => lines[random(5)]).join('\n');
    for (let round = 0; round < 2000; round += 1) {
      const before = text();
      const after = before.slice(0, random(before.length + 1)) + text();
      expect([before, after, told(before, after)]).toEqual([
        before,
        after,
        toldOfAll(before, after),
      ]);
    }
  });

  it('says of a changed line what a comparison of all lines says, whatever stands behind it', () => {
    const lines = ['a\n', 'b\n', 'c\n'];
    const rests = ['', ...lines, ...lines.flatMap((line) => lines.map((next) => line + next))];
    for (const rest of rests.flatMap((one) => [one, `${one}a`])) {
      for (const [from, to] of lines.flatMap((one) =>
        lines.map((other) => [one, other] as const),
      )) {
        const [before, after] = [from + rest, to + rest];
        expect([before, after, told(before, after)]).toEqual([
          before,
          after,
          toldOfAll(before, after),
        ]);
      }
    }
  });
});
