import {
  embeddedText,
  parseEmbedded,
  rememberEmbedded,
  rememberingEmbedded,
  rememberText,
} from './embedded';

const megabyte = 1024 * 1024;

/** A JSON text of so many characters that is like no other. */
function textOf(characters: number, name: string): string {
  const frame = JSON.stringify({ name, filling: '' }).length;
  return JSON.stringify({ name, filling: 'x'.repeat(characters - frame) });
}

describe('parseEmbedded', () => {
  it.each(['{"a":1}', ' \n{"a":1}\t', '\ufeff{"a":1}'.slice(1), '\u00a0[1]\u00a0'.trim()])(
    'reads %j',
    (text) => {
      expect(parseEmbedded(text)).toEqual(JSON.parse(text));
    },
  );

  it.each(['', 'a', '1', '"a"', 'null', '{', '{"a":1', '{"a"}', '[1}', 'x{}'])(
    'leaves %j a text',
    (text) => {
      expect(parseEmbedded(text)).toBeUndefined();
    },
  );

  it('leaves a text alone that is nested deeper than a caller may recurse', () => {
    expect(parseEmbedded('['.repeat(400) + ']'.repeat(400))).toBeDefined();
    expect(parseEmbedded('['.repeat(401) + ']'.repeat(401))).toBeUndefined();
  });

  it('reads a text once while a review runs, and forgets it with its end', () => {
    const text = '{"a":[1]}';
    const first = rememberingEmbedded(() => {
      const value = parseEmbedded(text);
      expect(parseEmbedded(text)).toBe(value);
      return value;
    });
    rememberingEmbedded(() => {
      expect(parseEmbedded(text)).toEqual(first);
      expect(parseEmbedded(text)).not.toBe(first);
    });
    expect(parseEmbedded(text)).not.toBe(parseEmbedded(text));
  });

  it('forgets also where a review fails', () => {
    const text = '{"a":[2]}';
    const seen: unknown[] = [];
    expect(() =>
      rememberingEmbedded(() => {
        seen.push(parseEmbedded(text));
        throw new Error('the review failed');
      }),
    ).toThrow('the review failed');
    expect(parseEmbedded(text)).not.toBe(seen[0]);
  });

  it('keeps no more than its bound, and reads the rest again', () => {
    const [small, ...large] = [
      textOf(100, 'small'),
      ...Array.from({ length: 30 }, (_, index) => textOf(megabyte, String(index))),
    ];
    rememberingEmbedded(() => {
      const kept = (text = '') => parseEmbedded(text) === parseEmbedded(text);
      expect(kept(small)).toBe(true);
      const count = large.filter(kept).length;
      expect(count).toBeGreaterThan(10);
      expect(count).toBeLessThan(30);
      expect(kept(small)).toBe(true);
    });
  });

  it('gives what somebody has noted of a text', () => {
    rememberingEmbedded(() => {
      const value = { a: 1 };
      rememberEmbedded('{"a":1}', value);
      expect(parseEmbedded('{"a":1}')).toBe(value);
    });
  });
});

describe('embeddedText', () => {
  const base64 = Buffer.from('#!/bin/sh\necho configure\n').toString('base64');

  it('decodes with and without a memory', () => {
    expect(embeddedText(base64)).toBe('#!/bin/sh\necho configure\n');
    rememberingEmbedded(() => {
      expect(embeddedText(base64)).toBe(embeddedText(base64));
    });
    expect(embeddedText('no base64, but long enough')).toBeUndefined();
  });
});

describe('rememberText', () => {
  const base64Of = (text: string): string => Buffer.from(text).toString('base64');

  it('spares who reads the base64 to decode it', () => {
    rememberingEmbedded(() => {
      rememberText(base64Of('echo hello world'), 'as it was noted');
      expect(embeddedText(base64Of('echo hello world'))).toBe('as it was noted');
    });
    expect(embeddedText(base64Of('echo hello world'))).toBe('echo hello world');
  });

  it.each([
    ['too short for base64', 'short'],
    ['a control character', 'bell \u0007 in a long text'],
    ['half of a character', 'half \ud83d in a long text'],
    ['what was no UTF-8', 'broken \ufffd in a long text'],
  ])('notes nothing that decoding would not give back: %s', (_, text) => {
    rememberingEmbedded(() => {
      rememberText(base64Of(text), text);
      expect(embeddedText(base64Of(text))).toBeUndefined();
    });
  });
});
