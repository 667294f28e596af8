import fc from 'fast-check';
import { escaped, markdownField, markup, multiline } from './markup';

const parameters = { numRuns: 500, seed: 20260101 };

/** Text that tries to be more than text. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '</script>',
        '<!--',
        ']]>',
        '"',
        "'",
        '`',
        '&lt;',
        '&#0;',
        '<img src=x onerror=alert(1)>',
        '</textarea>',
        'javascript:',
        '\u0000',
        '\u001b[2J',
        '\u202e',
        '\u2066',
        '\u200b',
        '\u2028',
        '\ufeff',
        '\ud800',
        '\n',
        '\t',
        '\r',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** What a browser reads. */
const read = (html: string): string =>
  html.replace(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? (entities[name] ?? '?') : String.fromCodePoint(Number(code)),
  );

test('escaped text has nothing that ends an element, an attribute or a line', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(escaped(text)).not.toMatch(/[<>"'`]|&(?!(amp|lt|gt|quot|#39|#96);)/);
      expect(escaped(text)).not.toMatch(
        /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/,
      );
    }),
    parameters,
  );
});

test('text without control characters reads as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
      expect(read(escaped(text))).toBe(text);
      expect(read(multiline(`${text}\n\t${text}`).html)).toBe(`${text}\n\t${text}`);
    }),
    parameters,
  );
});

test('Markdown comes out of its field as it went in', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const { html } = markdownField(text);
      expect(html).not.toMatch(/[<>]/);
      expect(read(html)).toBe(`\n${text}`);
    }),
    parameters,
  );
});

test('a template escapes every text, takes markup as it is, and leaves nothing for what is absent', () => {
  const inner = markup`<b>${'<i>'}</b>`;
  const list = [markup`<li>${1234}</li>`, 'a&b'];
  expect(markup`<p title="${'"x"'}">${inner}${undefined}${false}${list}</p>`.html).toBe(
    '<p title="&quot;x&quot;"><b>&lt;i&gt;</b><li>1,234</li>a&amp;b</p>',
  );
});

test('an object of a plan that looks like markup is none', () => {
  const forged = { html: '<script>' } as unknown as string;
  expect(() => markup`${forged}`.html).toThrow();
});

test('a line break in a template is not part of the result', () => {
  expect(
    markup`<p>
      ${'a\nb'}
      </p>`.html,
  ).toBe('<p>a\\u000ab</p>');
});
