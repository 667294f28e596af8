import type { Json } from '../plan/json';
import { conditionsOf, holds, onlyCountChanges } from './condition';

function isHeld(when: string, before: Json, after: Json, unknown: Json = {}, reading = {}) {
  return conditionsOf(when).some(
    (condition) => holds(condition, { before, after, unknown }, reading) !== undefined,
  );
}

const blocks = (...items: readonly Json[]): Json => ({ rule: items });
const expiring = (id: string, days: number, status = 'Enabled'): Json => ({
  id,
  status,
  expiration: [{ days }],
});

describe('a condition of a row', () => {
  it.each<[string, Json, Json, boolean]>([
    ['size', { size: 1 }, { size: 2 }, true],
    ['size', { size: 1 }, { size: 1 }, false],
    ['size', { size: null }, { size: '' }, false],
    ['size', { size: [] }, {}, false],
    ['days<', { days: 7 }, { days: 1 }, true],
    ['days<', { days: 1 }, { days: 7 }, false],
    ['days<', {}, { days: 7 }, true],
    ['days<', { days: '86400s' }, { days: '3600s' }, true],
    ['days>', { days: 1 }, { days: 7 }, true],
    ['on=false', { on: true }, { on: false }, true],
    ['on=false', { on: false }, { on: true }, false],
    ['state=Off', { state: 'On' }, { state: 'Off' }, true],
    ['-zones', { zones: ['a', 'b'] }, { zones: ['b'] }, true],
    ['-zones', { zones: ['a'] }, { zones: ['b', 'a'] }, false],
    ['-zones', { zones: ['a'] }, { zones: null }, true],
    ['+zones', { zones: ['a'] }, { zones: ['a', 'b'] }, true],
    ['-rule', blocks({ port: 1 }, { port: 2 }), blocks({ port: 1 }), true],
    ['-rule', blocks({ port: 1 }), blocks({ port: 2 }), false],
    ['-vpc', { vpc: [{ vpc_id: 'a' }] }, { vpc: [{ vpc_id: 'b' }] }, true],
    ['-vpc', { vpc: [{ vpc_id: 'a' }] }, { vpc: [{ vpc_id: 'b' }, { vpc_id: 'a' }] }, false],
    ['-data', { data: { A: '1', B: '2' } }, { data: { A: '2' } }, true],
    ['rule.expiration.days<', blocks(expiring('a', 30)), blocks(expiring('a', 7)), true],
    ['rule.expiration.days<', blocks(expiring('a', 7)), blocks(expiring('a', 30)), false],
    [
      'rule.expiration.days<',
      blocks(expiring('a', 7)),
      blocks(expiring('b', 365), expiring('a', 7)),
      true,
    ],
    ['rule.expiration.days<', blocks(), blocks(expiring('a', 7, 'Disabled')), false],
    ['rule.expiration.days<', blocks(expiring('a', 7, 'Disabled')), blocks(expiring('a', 7)), true],
    ['other size', { size: 1 }, { size: 2 }, true],
  ])('%s, from %j to %j: %s', (when, before, after, expected) => {
    expect(isHeld(when, before, after)).toBe(expected);
  });

  it('reads a number that stands for no limit as none', () => {
    expect(isHeld('days<', { days: 0 }, { days: 7 }, {}, { unlimited: 0 })).toBe(true);
    expect(isHeld('days<', { days: 7 }, { days: 0 }, {}, { unlimited: 0 })).toBe(false);
    expect(isHeld('days<', { days: 7 }, { days: 0 })).toBe(true);
  });

  it('reads a number below 0 as no limit', () => {
    expect(isHeld('days<', { days: -1 }, { days: 7 })).toBe(true);
    expect(isHeld('days<', { days: 7 }, { days: -1 })).toBe(false);
    expect(isHeld('days>', { days: 7 }, { days: -1 })).toBe(true);
  });

  it('reads no number as another one, where a row says so', () => {
    expect(isHeld('days<', { days: 7 }, { days: null }, {}, { missing: 0 })).toBe(true);
    expect(isHeld('days<', { days: null }, { days: 7 }, {}, { missing: 0 })).toBe(false);
    expect(isHeld('days<', { days: 7 }, { days: null })).toBe(false);
  });

  it('may hold where the new value is known only after apply', () => {
    expect(isHeld('days<', { days: 7 }, {}, { days: true })).toBe(true);
    expect(isHeld('rule.port', blocks({ port: 1 }), blocks({}), { rule: [{ port: true }] })).toBe(
      true,
    );
    // Another attribute of the block is unknown; no block goes.
    expect(isHeld('-rule', blocks({ port: 1 }), blocks({}), { rule: [{ port: true }] })).toBe(
      false,
    );
  });

  it.each<[Json, Json, boolean]>([
    [blocks({ port: 1 }), blocks({ port: 1 }, { port: 2 }), true],
    [blocks({ port: 1 }, { port: 2 }), blocks({ port: 2 }), true],
    [blocks({ port: 1 }), {}, true],
    [blocks({ port: 1 }), blocks({ port: 2 }), false],
    [blocks({ port: 1 }), blocks({ port: 2 }, { port: 3 }), false],
    [{ rule: { a: 1 } }, { rule: { a: 1, b: 2 } }, true],
    [{ rule: { a: 1 } }, { rule: { a: 2, b: 2 } }, false],
  ])('is one of entries only, from %j to %j: %s', (before, after, expected) => {
    expect(onlyCountChanges({ before, after, unknown: {} }, 'rule')).toBe(expected);
  });

  it.each(['-size<', 'size<=3', '!size', 'a b=', ''])('refuses %s', (when) => {
    expect(() => conditionsOf(when)).toThrow('a condition must be');
  });
});
