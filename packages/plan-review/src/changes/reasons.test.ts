import { attributePath, reasonInWords } from './reasons';

describe('reasonInWords', () => {
  it('says a known reason in words', () => {
    expect(reasonInWords('replace_because_tainted')).toBe(
      'is tainted: an earlier apply left it half done',
    );
  });

  it('shows a reason it does not know', () => {
    expect(reasonInWords('replace_because_of_the_moon')).toBe('replace because of the moon');
  });

  it('has nothing to say without a reason', () => {
    expect(reasonInWords(undefined)).toBeUndefined();
  });
});

describe('attributePath', () => {
  it('writes a path the way the configuration does', () => {
    expect(attributePath(['network', 0, 'subnet', 'id'])).toBe('network[0].subnet.id');
  });

  it('takes what is not a list as it is', () => {
    expect(attributePath('name')).toBe('name');
  });
});
