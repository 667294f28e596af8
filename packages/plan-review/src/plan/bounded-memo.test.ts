import { BoundedMemo } from './bounded-memo';

describe('BoundedMemo', () => {
  it('makes what belongs to a text once, a false value too', () => {
    const made: string[] = [];
    const memo = new BoundedMemo<boolean>(10);
    const isShort = (text: string): boolean =>
      memo.get(text, () => {
        made.push(text);
        return text.length < 3;
      });
    expect(['a', 'abc', 'a', 'abc'].map(isShort)).toEqual([true, false, true, false]);
    expect(made).toEqual(['a', 'abc']);
  });

  it('never keeps more than it may', () => {
    const memo = new BoundedMemo<number>(2);
    let made = 0;
    const ask = (text: string): number => memo.get(text, () => (made += 1));
    expect(['a', 'b', 'b', 'c', 'b'].map(ask)).toEqual([1, 2, 2, 3, 4]);
  });
});
