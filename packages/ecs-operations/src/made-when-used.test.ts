import { madeSoFar, madeWhenUsed } from './made-when-used';

function counted() {
  const made: string[] = [];
  const make = (name: string) => () => {
    made.push(name);
    return { name };
  };
  const object = madeWhenUsed<{ a: { name: string }; b: { name: string } }>({
    a: make('a'),
    b: make('b'),
  });
  return { object, made };
}

describe('madeWhenUsed', () => {
  it('makes nothing before it is asked for', () => {
    const { object, made } = counted();
    expect(Object.keys(object)).toEqual(['a', 'b']);
    expect(made).toEqual([]);
  });

  it('makes each once, and no other', () => {
    const { object, made } = counted();
    expect(object.b).toBe(object.b);
    expect(made).toEqual(['b']);
  });
});

describe('madeSoFar', () => {
  it('is what somebody has asked for', () => {
    const { object, made } = counted();
    expect(madeSoFar(object)).toEqual([]);
    const { a } = object;
    expect(madeSoFar(object)).toEqual([a]);
    expect(made).toEqual(['a']);
  });
});
