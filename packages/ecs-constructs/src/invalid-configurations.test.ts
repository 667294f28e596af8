import { INVALID_AWSVPC } from './fixtures/invalid/awsvpc';
import { INVALID_HOSTS } from './fixtures/invalid/hosts';
import { INVALID_LOAD_BALANCING } from './fixtures/invalid/load-balancing';
import { INVALID_OPTIONS } from './fixtures/invalid/options';
import { INVALID_PLACEMENT } from './fixtures/invalid/placement';
import { INVALID_QUOTAS } from './fixtures/invalid/quotas';
import type { InvalidRow } from './fixtures/invalid/row';
import { INVALID_TASKS } from './fixtures/invalid/tasks';
import { referenceStack } from './fixtures/reference-stack';
import { synth } from './testing';

const TABLE: readonly InvalidRow[] = [
  ...INVALID_HOSTS,
  ...INVALID_TASKS,
  ...INVALID_OPTIONS,
  ...INVALID_PLACEMENT,
  ...INVALID_LOAD_BALANCING,
  ...INVALID_AWSVPC,
  ...INVALID_QUOTAS,
];

/** The message of the error, and of a validation what stands between cdktf's first and last words. */
function refusal(build: InvalidRow[1]): string | undefined {
  try {
    synth((stack) =>
      typeof build === 'function' ? build(stack) : void referenceStack(stack, build),
    );
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    const validation = /following errors:\n([^]*?)\n\nIf you wish to ignore/.exec(message);
    return (validation?.[1] ?? message).replace(/^ {2}/gm, '');
  }
}

describe('an invalid configuration', () => {
  it.each(TABLE)('is refused: %s', (_, build, message) => {
    expect(refusal(build)).toEqual(message);
  });

  it('is listed once', () => {
    expect(TABLE.length).toBeGreaterThanOrEqual(60);
    expect(new Set(TABLE.map(([name]) => name)).size).toBe(TABLE.length);
  });

  it('differs from the reference case, which is accepted', () => {
    expect(refusal({})).toBeUndefined();
  });
});
