import { matchesLetters, matchesText, mayMeet, parseGlob, type GlobSyntax } from './glob';

const patterns = [
  ...['', 'a', 'ab', 'a*', '*a', '*', '?', 'a?c', 'a*b*c', '${a}', '${*}', 'a${*}b', '${a', '$'],
  ...['arn:aws:s3:::b/*', 'arn:aws:s3:::b', '\ufdd01\ufdd1', 'a\ufdd01\ufdd1*', '😀', '?😀', '*\n'],
];
const texts = [
  '',
  'a',
  'ab',
  'abc',
  'aXc',
  'a*b',
  '*',
  '${a}',
  'arn:aws:s3:::b/k',
  '😀',
  'x😀',
  '\n',
];
const syntaxes: readonly GlobSyntax[] = [
  {},
  { wildcards: false },
  { variables: false },
  { wildcards: false, variables: false },
  { arnSegments: true },
];

describe('parseGlob', () => {
  it.each(syntaxes)('means the same letter by letter and as a whole, with %j', (syntax) => {
    for (const pattern of patterns) {
      const glob = parseGlob(pattern, syntax);
      for (const text of texts) {
        expect([pattern, text, matchesText(glob, text)]).toEqual([
          pattern,
          text,
          matchesLetters(parseGlob(pattern, syntax), [...text]),
        ]);
      }
    }
  });

  it.each(syntaxes)('begins every match as it says, with %j', (syntax) => {
    for (const pattern of patterns) {
      const glob = parseGlob(pattern, syntax);
      const letters = glob.tokens.map((token) => (token.kind === 'letter' ? token.letter : '\0'));
      const plain = letters.findIndex((letter) => letter === '\0' || letter.length > 2);
      expect(glob.prefix).toBe(letters.slice(0, plain < 0 ? undefined : plain).join(''));
    }
  });

  it('is one text where nothing in it stands for another', () => {
    expect(parseGlob('a').literal).toBe('a');
    expect(parseGlob('a*', { wildcards: false }).literal).toBe('a*');
    for (const pattern of ['a*', '?', '${a}', '\ufdd01\ufdd1']) {
      expect(parseGlob(pattern).literal).toBeUndefined();
    }
    expect(mayMeet(parseGlob('ab'), parseGlob('a*'))).toBe(true);
    expect(mayMeet(parseGlob('ab'), parseGlob('b*'))).toBe(false);
  });
});
