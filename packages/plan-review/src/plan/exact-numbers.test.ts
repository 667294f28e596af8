import { parseExactly } from './exact-numbers';

describe('numbers of a plan', () => {
  it.each([
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['0.12345678901234567891', '0.12345678901234567891'],
    ['1e400', '1e400'],
    ['1e-400', '1e-400'],
  ])('keep their digits as text where JavaScript loses them: %s', (token, expected) => {
    expect(parseExactly(`{"n": ${token}, "s": "${token}"}`)).toEqual({ n: expected, s: token });
  });

  it.each(['0', '-1', '1.5', '1.50', '9007199254740992', '10000000000000000000000', '1e3', '0.1'])(
    'stay numbers where nothing is lost: %s',
    (token) => {
      expect(parseExactly(`[${token},"9007199254740993"]`)).toEqual([
        Number(token),
        '9007199254740993',
      ]);
    },
  );

  it('are not looked for inside of text', () => {
    const text = 'is \\" 9007199254740993, {"n": 9007199254740993}';
    expect(parseExactly(JSON.stringify([text, 1]))).toEqual([text, 1]);
  });

  it('keep their digits beside texts of many megabytes, with quotes in them or not', () => {
    for (const text of ['x'.repeat(20_000_000), '\\"'.repeat(5_000_000)]) {
      const json = JSON.stringify([text, 1]).replace(/1\]$/, '9007199254740993]');
      expect(parseExactly(json)).toEqual([text, '9007199254740993']);
    }
  });

  it('are not looked for in every token where only texts look like them', () => {
    const parse = jest.spyOn(JSON, 'parse');
    const texts = ['sha256:7e1f', 'at 12:3e4', 'arn:aws:x:123456789012345678', ' 1234567890123456'];
    parseExactly(JSON.stringify({ texts, port: 5432 }));
    expect(parse).toHaveBeenCalledTimes(1);
    parse.mockRestore();
  });

  it('keep their digits wherever they stand, with space around them or not', () => {
    const long = '12345678901234567890.5';
    for (const text of [
      `[${long}]`,
      `[ 1 ,\n${long} ]`,
      `{"a" :\t${long}\n}`,
      `{"a":[[${long}],{}]}`,
    ]) {
      expect(JSON.stringify(parseExactly(text))).toContain(`"${long}"`);
    }
  });

  it('do not make a document of what is none', () => {
    for (const text of ['[1.2.3456789012345678]', '[01234567890123456789]', '[9007199254740993']) {
      expect(() => parseExactly(text)).toThrow(SyntaxError);
    }
  });
});
