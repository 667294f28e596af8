import { Failure } from '../failure';
import type { Interrupts } from '../interrupts';
import { createProgress } from '../progress';
import type { StateLock } from '../state/state-lock';
import type { LockLook } from '../state/state-store';
import { programsIn, thisMachine, type Machine } from './lock-holder';
import { StateLocked, whenUnlocked, type LockWait } from './wait-for-lock';

const lock = (more: Partial<StateLock> = {}): StateLock => ({
  id: 'one',
  who: 'ann@laptop',
  operation: 'apply',
  created: new Date().toISOString(),
  ...more,
});

/** Waits with these answers of the store, one a look; gives what was printed and what came of it. */
async function wait(
  looks: readonly LockLook[],
  options: {
    readonly machine?: Partial<Machine>;
    readonly interrupt?: boolean;
    readonly held?: StateLock;
    /** How often the work finds it locked. @default 1 */
    readonly refusals?: number;
  } = {},
): Promise<{ readonly output: string; readonly result: unknown }> {
  let output = '';
  const held = options.held ?? lock();
  const left = [...looks];
  const interrupts: Interrupts = {
    interrupted: false,
    during: (activity, work) => {
      if (options.interrupt === true) {
        setImmediate(() => activity.stop());
      }
      return work();
    },
    dispose: () => undefined,
  } as Interrupts;
  const waiting: LockWait = {
    terraform: {
      binary: { path: '/usr/bin/terraform', product: 'Terraform', version: '1.11.4', platform: '' },
      directory: '/w',
      interrupts,
    },
    store: { lock: async () => left.shift() ?? { looked: true, lock: held } },
    progress: createProgress({
      stream: { write: (text: string) => ((output += text), true) },
      environment: {},
    }),
    machine: { host: 'ci', programs: () => [], ...options.machine },
    pauseMilliseconds: options.interrupt === true ? 60_000 : 1,
  };
  let runs = 0;
  const result = await whenUnlocked(waiting, async () => {
    runs += 1;
    if (runs <= (options.refusals ?? 1)) {
      throw new StateLocked('locked', held);
    }
    return 'done';
  }).catch((error: unknown) => error);
  return { output, result };
}

const free: LockLook = { looked: true };
const taken = (more: Partial<StateLock> = {}): LockLook => ({ looked: true, lock: lock(more) });

describe('a state that somebody else has locked', () => {
  it('is waited for, with who holds it, and the work is done then', async () => {
    const { output, result } = await wait([taken(), taken(), free]);
    expect(output).toContain('Waiting for ann@laptop (apply since');
    expect(result).toBe('done');
  });

  it('is waited for while one holder follows another', async () => {
    const { result } = await wait([taken(), taken({ id: 'two', who: 'bob@desk' }), free]);
    expect(result).toBe('done');
  });

  it('is waited for while terraform runs on this machine, where its holder is', async () => {
    const looks = Array.from({ length: 20 }, () => taken({ who: 'ann@ci' }));
    const machine = {
      programs: () => [{ name: 'node' }, { name: 'terraform', began: Date.now() - 60_000 }],
    };
    const { result } = await wait([...looks, free], { machine, held: lock({ who: 'ann@ci' }) });
    expect(result).toBe('done');
  });

  it('is given up where its holder was on this machine and is gone, with how to release it', async () => {
    const { result } = await wait([], { held: lock({ who: 'ann@ci' }), refusals: 2 });
    expect(String(result)).toMatch(
      /That is this machine, and no terraform runs on it that is older/,
    );
    expect(String(result)).toContain('cd /w && terraform force-unlock one');
  });

  it('is given up where every terraform on this machine is younger than the lock', async () => {
    const made = Date.now() - 60_000;
    const { result } = await wait([], {
      held: lock({ who: 'ann@ci', created: new Date(made).toISOString() }),
      refusals: 2,
      machine: { programs: () => [{ name: 'terraform', began: made + 30_000 }] },
    });
    expect(String(result)).toContain('no terraform runs on it that is older than the lock.');
  });

  it('knows of a program on this machine when it began', () => {
    const began = Date.now() - process.uptime() * 1000;
    const own = thisMachine
      .programs()
      ?.find((program) => program.began !== undefined && Math.abs(program.began - began) < 60_000);
    expect(own).toBeDefined();
  });

  it('reads the start of a program from what ps lists', () => {
    const [first, second] = programsIn(
      'Thu Nov 26 18:45:01 2026 /usr/local/bin/terraform\n Fri Jan  2 03:04:05 2026     tofu\n',
    );
    expect(first).toEqual({
      name: 'terraform',
      began: new Date(2026, 10, 26, 18, 45, 1).getTime(),
    });
    expect(second).toEqual({ name: 'tofu', began: new Date(2026, 0, 2, 3, 4, 5).getTime() });
  });

  it('is no obstacle where only the note of a dead run is left, as for a file', async () => {
    const { result } = await wait([], { held: lock({ who: 'ann@ci' }) });
    expect(result).toBe('done');
  });

  it('is given up when its lock is older than any deployment', async () => {
    const created = new Date(Date.now() - 61 * 60_000).toISOString();
    const { result } = await wait([], { held: lock({ created }), refusals: 2 });
    expect(String(result)).toContain('A lock older than 60 min is not waited for.');
  });

  it('reads the time of a lock in the words of Terraform’s error, too', async () => {
    const { result } = await wait([], {
      held: lock({ created: '2026-01-01 15:59:22.119415493 +0000 UTC' }),
      refusals: 2,
    });
    expect(String(result)).toContain('older than 60 min');
  });

  it('is left when somebody presses Ctrl-C', async () => {
    const { result } = await wait([], { interrupt: true });
    expect(result).toBeInstanceOf(Failure);
    expect(result).toMatchObject({ exitCode: 130 });
    expect(String(result)).toContain('Interrupted. Nothing was changed.');
  });
});
