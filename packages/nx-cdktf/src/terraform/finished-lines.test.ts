import { finishedLines, type Finished } from './finished-lines';

const at = (name: string, milliseconds = 200, action = 'create'): Finished => ({
  ...{ name, milliseconds, action },
  isPath: name.includes('/'),
  alone: false,
});
const lines = (finished: readonly Finished[], { before = 0, width = 100 } = {}) =>
  finishedLines(finished, { before, width, total: 9, color: false });

describe('finishedLines', () => {
  it('writes one that is alone with its whole name and its time', () => {
    expect(lines([at('App/Network', 12_000)], { before: 3 })).toEqual([
      '  [4/9] + App/Network  created  12 s',
    ]);
  });

  it('writes several on one line, with what holds all of them once, and the slowest first', () => {
    const one = [at('App/Net/Part'), at('App/Logs'), at('App/B', 1000), at('App/Net/A', 10_000)];
    expect(lines(one)).toEqual(['  [4/9] + 4 created in App: Net/A 10 s, B 1.0 s, Logs, Net/Part']);
    expect(lines([at('App/Net/A'), at('App/Net/B')])).toEqual([
      '  [2/9] + 2 created in App/Net: A, B',
    ]);
  });

  it('counts what does not fit, and names at least one', () => {
    const four = ['Alpha', 'Beta', 'Gamma', 'Delta'].map((name) => at(`App/${name}`));
    expect(lines(four, { width: 50 })).toEqual(['  [4/9] + 4 created in App: Alpha, and 3 more']);
    expect(lines(four, { width: 51 })).toEqual([
      '  [4/9] + 4 created in App: Alpha, Beta, and 2 more',
    ]);
    expect(lines(four, { width: 10 })[0]).toContain('Alpha, and 3 more');
  });

  it('keeps what is made, changed and destroyed apart, the count going on', () => {
    expect(
      lines([at('App/A'), at('App/B', 0, 'delete'), at('App/C'), at('App/D', 0, 'update')], {
        before: 2,
      }),
    ).toEqual([
      '  [4/9] + 2 created in App: A, C',
      '  [5/9] - App/B  destroyed  0.0 s',
      '  [6/9] ~ App/D  updated  0.0 s',
    ]);
  });

  it('leaves addresses whole, which no construct holds together', () => {
    expect(lines([at('aws_vpc.a'), at('aws_vpc.b')])).toEqual([
      '  [2/9] + 2 created: aws_vpc.a, aws_vpc.b',
    ]);
    expect(lines([at('App/A'), at('aws_vpc.b')])).toEqual([
      '  [2/9] + 2 created: aws_vpc.b, App/A',
    ]);
  });
});
