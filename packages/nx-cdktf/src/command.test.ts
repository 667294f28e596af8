import { describeError } from './command';
import { Failure } from './failure';

describe('describeError', () => {
  it('prints a failure as it is, even when verbose', () => {
    expect(describeError(new Failure('stage: unknown'), false)).toBe('stage: unknown');
    expect(describeError(new Failure('stage: unknown'), true)).toBe('stage: unknown');
  });

  it('prints the sentence of a plain error', () => {
    expect(describeError(new Error('config: bad'), false)).toBe('config: bad');
  });

  it('says how to get the details of what nobody wrote for a user', () => {
    const text = describeError(new TypeError('x is undefined'), false);
    expect(text).toBe('TypeError: x is undefined\nRun again with --verbose for the stack trace.');
    expect(text).not.toContain('    at ');
  });

  it('prints the stack only when asked', () => {
    expect(describeError(new TypeError('x is undefined'), true)).toContain('    at ');
  });

  it('copes with a thrown string', () => {
    expect(describeError('oops', false)).toBe('oops');
  });
});
