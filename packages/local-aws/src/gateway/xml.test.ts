import { parseXml, record, records, text, texts, xmlDocument, xmlOf } from './xml';

const parsed = parseXml(
  Buffer.from(
    '<?xml version="1.0"?><A><list><item><n>001</n></item></list><names><member>x</member><member>y</member></names><empty/><t>a &amp; b</t></A>',
  ),
);
const a = record(parsed['A']);

describe('parseXml', () => {
  it('makes a list of a single item too', () => {
    expect(records(a['list'])).toEqual([{ n: '001' }]);
  });

  it('keeps values as text, with entities resolved', () => {
    expect(text(records(a['list'])[0]?.['n'])).toBe('001');
    expect(text(a['t'])).toBe('a & b');
  });

  it('reads member lists as item lists', () => {
    expect(texts(a['names'])).toEqual(['x', 'y']);
  });

  it('treats empty and absent elements alike', () => {
    for (const name of ['empty', 'absent']) {
      expect(records(a[name])).toEqual([]);
      expect(record(a[name])).toEqual({});
      expect(text(a[name])).toBeUndefined();
    }
  });
});

describe('xmlOf', () => {
  it('writes attributes, lists and empty elements', () => {
    const list = { member: [{ B: 1 }, 'c'] };
    expect(xmlOf({ A: { '@xmlns': 'http://x/', list, none: { member: [] }, empty: '' } })).toBe(
      '<A xmlns="http://x/"><list><member><B>1</B></member><member>c</member></list><none></none><empty></empty></A>',
    );
  });

  it('escapes every text, what looks escaped too', () => {
    expect(xmlOf({ A: '<b> & "c" &amp;' })).toBe('<A>&lt;b&gt; &amp; &quot;c&quot; &amp;amp;</A>');
  });

  it('keeps what can be mistaken for a number', () => {
    expect(xmlOf({ A: '007', B: 'true', C: ' x ' })).toBe('<A>007</A><B>true</B><C> x </C>');
  });
});

describe('xmlDocument', () => {
  it('begins with the declaration', () => {
    expect(xmlDocument({ A: 'b' })).toBe('<?xml version="1.0" encoding="UTF-8"?><A>b</A>');
  });
});
