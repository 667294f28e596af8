import { byText, entriesByKey } from './text-order';

describe('byText', () => {
  it('orders by code unit, whatever the locale says', () => {
    expect(['b', 'ä', 'a', 'B', 'a'].sort(byText)).toEqual(['B', 'a', 'a', 'b', 'ä']);
  });
});

describe('entriesByKey', () => {
  it('forgets in which order the keys were written', () => {
    expect(entriesByKey({ b: 1, a: 2 })).toEqual(entriesByKey({ a: 2, b: 1 }));
    expect(entriesByKey({ b: 1, a: 2 })[0]).toEqual(['a', 2]);
  });

  it('has none of nothing', () => {
    expect(entriesByKey(undefined)).toEqual([]);
  });
});
