import { stripVTControlCharacters } from 'node:util';
import { painter, wantsColor } from './color';

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

describe('painter', () => {
  it('paints whatever the process thinks of colours, and keeps the text', () => {
    const painted = painter(true)('red', 'gone');
    expect(painted).toBe('\u001b[31mgone\u001b[39m');
    expect(stripVTControlCharacters(painted)).toBe('gone');
  });

  it('writes plain text where no colours are wanted', () => {
    expect(painter(false)('red', 'gone')).toBe('gone');
  });
});
