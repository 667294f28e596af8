import { paint, palette, table, wantsColor } from './terminal';

describe('wantsColor', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '' }, false, false],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: 'false' }, true, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    [{ TERM: 'dumb' }, true, false],
    [{ TERM: 'dumb', FORCE_COLOR: '1' }, true, true],
  ])('with %j and a terminal: %s is %s', (environment, isTerminal, expected) => {
    expect(wantsColor(environment, isTerminal)).toBe(expected);
  });
});

describe('palette', () => {
  it('paints whatever the process thinks of colours, or not at all', () => {
    expect(palette(true).bad('gone')).toBe('\u001b[31mgone\u001b[39m');
    expect(palette(false).bad('gone')).toBe('gone');
  });
});

describe('table', () => {
  it('aligns columns by what is seen of them', () => {
    expect(
      table([
        [paint('cyanBright', 'a'), 'b'],
        ['long', 'c'],
      ]),
    ).toEqual([`  ${paint('cyanBright', 'a')}     b`, '  long  c']);
  });
});
