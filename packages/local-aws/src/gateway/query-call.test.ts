import { parseXml, record, records, xmlOf } from './xml';
import { elementsIn } from './query-call';

const elements = (parameters: Record<string, string>) =>
  elementsIn(new URLSearchParams(parameters), 'A');

describe('elementsIn', () => {
  it('nests what dots nest, and makes a list of members in their order', () => {
    expect(
      elements({
        'A.B.C': '1',
        'A.L.member.2.N': 'y',
        'A.L.member.1.N': 'x',
        'A.T.member.1': 't',
        'B.C': 'of another',
        A: 'no element inside',
      }),
    ).toEqual({ B: { C: '1' }, L: { member: [{ N: 'x' }, { N: 'y' }] }, T: { member: ['t'] } });
  });

  it.each(['A.__proto__.polluted', 'A.x><y', 'A.@x', 'A.#text', 'A.1', 'A..x', 'A.member.x.N'])(
    'leaves out %j, which could be no element',
    (name) => {
      expect(elements({ [name]: '1' })).toEqual({});
      expect({}).not.toHaveProperty('polluted');
    },
  );

  it('keeps what is called like a property of every object', () => {
    expect(elements({ 'A.constructor.name': '1', 'A.toString': '2' })).toEqual({
      constructor: { name: '1' },
      toString: '2',
    });
  });

  it('takes the last of two that cannot both be', () => {
    expect(elements({ 'A.B': '1', 'A.B.C': '2' })).toEqual({ B: { C: '2' } });
  });

  it('is read back as it was given, whatever the texts are', () => {
    const text = 'a < b & "c" \'d\' ]]> &amp; <!-- <x/>';
    const xml = `<r>${xmlOf(elements({ 'A.L.member.1.N': text }))}</r>`;
    const [member] = records(record(parseXml(Buffer.from(xml))['r'])['L']);
    expect(member).toEqual({ N: text });
  });
});
