import { parseXml, record, records, text, texts } from './xml';

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
