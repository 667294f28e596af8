import { Token } from 'cdktf';
import { ecsName, isKnown, misuse, requireInteger, requireName, sumOfKnown } from './validation';

const NUMBER_TOKEN = Token.asNumber({ resolve: () => 7, creationStack: [], toString: () => '7' });
const STRING_TOKEN = '${data.aws_region.current.id}';
const RANGE = { name: 'count', min: 1, max: 3 };

describe('misuse', () => {
  it('says where, what, got and fix', () => {
    const error = misuse('A/B', { what: 'count must be positive', got: 0, fix: 'Raise it.' });
    expect(error.message).toBe('A/B: count must be positive; got 0. Raise it.');
  });
});

describe('isKnown', () => {
  it('takes plain values for known, zero and the empty string too', () => {
    expect([0, -1, '', 'a'].every((value) => isKnown(value))).toBe(true);
  });

  it('takes absent values and tokens for unknown', () => {
    expect([undefined, NUMBER_TOKEN, Token.asString({ a: 1 })].some((v) => isKnown(v))).toBe(false);
  });
});

describe('sumOfKnown', () => {
  it('adds', () => expect(sumOfKnown([1, 2, 3])).toBe(6));
  it('does not add tokens, which are numbers far below zero', () => {
    expect(NUMBER_TOKEN).toBeLessThan(0);
    expect(sumOfKnown([1, NUMBER_TOKEN])).toBeUndefined();
  });
});

describe('requireInteger', () => {
  it.each([1, 3, undefined, NUMBER_TOKEN])('accepts %p', (value) => {
    expect(() => requireInteger('A', value, RANGE)).not.toThrow();
  });

  it.each([0, 4, 1.5, Number.NaN, -1])('refuses %p', (value) => {
    expect(() => requireInteger('A', value, RANGE)).toThrow(
      `A: count must be a whole number of 1 to 3; got ${value}. Set count to a value in that range.`,
    );
  });

  it('names the unit and an open end', () => {
    expect(() => requireInteger('A', 0, { name: 'size', min: 6, unit: 'MiB' })).toThrow(
      'A: size must be a whole number of 6 MiB or more; got 0.',
    );
  });
});

describe('requireName', () => {
  it.each(['a', 'jane_ecs_cluster', 'A-1', 'x'.repeat(255)])('accepts %s', (name) => {
    expect(() => requireName('A', name, ecsName('clusterName'))).not.toThrow();
  });

  it.each(['', 'a b', 'a/b', 'ä', 'x'.repeat(256)])('refuses %j', (name) => {
    expect(() => requireName('A', name, ecsName('clusterName'))).toThrow(
      `A: clusterName must be 1 to 255 letters, digits, hyphens and underscores; got ${JSON.stringify(name)}.`,
    );
  });

  it('lets a name through that is not known yet', () => {
    const token = Token.asString({ resolve: () => STRING_TOKEN });
    expect(() => requireName('A', `${token}-cluster`, ecsName('clusterName'))).not.toThrow();
  });
});
