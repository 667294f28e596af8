import {
  fields,
  kinds,
  list,
  oneOf,
  optional,
  text,
  texts,
  trueOrFalse,
  url,
  wholeNumber,
} from './checks';

const word = text('a word', /^\w+$/);

describe('a check of one value', () => {
  it.each([
    ['text', word, 'ada'],
    ['url', url('a URL'), 'http://127.0.0.1:5566'],
    ['wholeNumber', wholeNumber(1, 5), 1],
    ['wholeNumber', wholeNumber(1, 5), 5],
    ['trueOrFalse', trueOrFalse(), false],
    ['oneOf', oneOf('a', 'b'), 'b'],
    ['optional', optional(word), undefined],
    ['optional', optional(word), 'ada'],
    ['list', list('a list', word), ['ada', 'bob']],
    ['texts', texts(), { 'of any name': '' }],
  ])('%s has nothing against it', (_, check, value) => {
    expect(check(value)).toEqual([]);
  });

  it.each([
    ['text', word, 'two words', 'a word'],
    ['text', word, 1, 'a word'],
    ['text', word, undefined, 'a word'],
    ['url', url('a URL'), 'http://127.0.0.1:abc', 'a URL'],
    ['wholeNumber', wholeNumber(1, 5), 0, 'a whole number from 1 to 5'],
    ['wholeNumber', wholeNumber(1, 5), 6, 'a whole number from 1 to 5'],
    ['wholeNumber', wholeNumber(1, 5), 1.5, 'a whole number from 1 to 5'],
    ['wholeNumber', wholeNumber(1, 5), '3', 'a whole number from 1 to 5'],
    ['wholeNumber', wholeNumber(1, 5), [3], 'a whole number from 1 to 5'],
    ['trueOrFalse', trueOrFalse(), 'true', 'true or false'],
    ['oneOf', oneOf('a', 'b'), 'c', "'a' or 'b'"],
    ['optional', optional(word), null, 'a word'],
    ['list', list('a list', word), [], 'a list'],
    ['list', list('a list', word), 'ada', 'a list'],
    ['texts', texts(), ['ada'], 'an object of texts'],
    ['texts', texts(), null, 'an object of texts'],
    ['fields', fields({ name: word }), [], 'an object with name'],
    ['fields', fields({ name: word }), null, 'an object with name'],
  ])('%s says what is allowed', (_, check, value, allowed) => {
    expect(check(value)).toEqual([{ path: [], allowed }]);
  });
});

describe('fields', () => {
  const check = fields({ name: word, pet: optional(fields({ age: wholeNumber(0, 99) })) });

  it.each([{ name: 'ada' }, { name: 'ada', pet: undefined }, { name: 'ada', pet: { age: 3 } }])(
    'has nothing against %j',
    (value) => {
      expect(check(value)).toEqual([]);
    },
  );

  it('tells all problems at once, and where each is', () => {
    expect(check({ pet: { age: -1 } })).toEqual([
      { path: ['name'], allowed: 'a word' },
      { path: ['pet', 'age'], allowed: 'a whole number from 0 to 99' },
    ]);
  });

  it('names the fields there are for one that is not', () => {
    expect(check({ name: 'ada', pet: { age: 3, constructor: 1 } })).toEqual([
      { path: ['pet', 'constructor'], allowed: ['age'] },
    ]);
  });
});

describe('list and texts', () => {
  it('say which of them is wrong', () => {
    expect(list('a list', word)(['ada', '', 'bob'])).toEqual([{ path: [1], allowed: 'a word' }]);
    expect(texts()({ Team: 'green', Cost: 3 })).toEqual([{ path: ['Cost'], allowed: 'a text' }]);
  });
});

describe('kinds', () => {
  const check = kinds({ create: { size: wholeNumber(1, 9) }, adopt: { id: word } });

  it.each([
    { kind: 'create', size: 1 },
    { kind: 'adopt', id: 'x' },
  ])('has nothing against %j', (value) => {
    expect(check(value)).toEqual([]);
  });

  it.each([[{ kind: 'share' }], [{ kind: 'toString' }], [{}], ['create'], [null]])(
    'says which kinds there are to %j',
    (value) => {
      expect(check(value)).toEqual([{ path: ['kind'], allowed: "'create' or 'adopt'" }]);
    },
  );

  it('takes the fields of the kind that is given, and of no other', () => {
    expect(check({ kind: 'adopt', size: 1 })).toEqual([
      { path: ['id'], allowed: 'a word' },
      { path: ['size'], allowed: ['kind', 'id'] },
    ]);
  });
});
