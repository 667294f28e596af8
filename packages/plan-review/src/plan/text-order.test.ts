import { byKey, byText } from './text-order';

describe('byText', () => {
  it('orders by code unit, whatever the locale says', () => {
    expect(['b', 'ä', 'a', 'B', 'a10', 'a9'].sort(byText)).toEqual([
      'B',
      'a',
      'a10',
      'a9',
      'b',
      'ä',
    ]);
  });

  it('calls equal what is', () => {
    expect(byText('a', 'a')).toBe(0);
  });
});

describe('byKey', () => {
  it('looks at the keys alone', () => {
    expect([['b', 1] as const, ['a', 2] as const].sort(byKey)).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });
});
