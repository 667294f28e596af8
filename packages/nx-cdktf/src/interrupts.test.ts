import { EventEmitter } from 'node:events';
import { createInterrupts, type Activity, type Interrupts } from './interrupts';

interface Setup {
  readonly interrupts: Interrupts;
  readonly signal: () => void;
  readonly warnings: string[];
  readonly exits: number[];
  readonly activity: Activity;
  readonly calls: string[];
}

function setUp(repeatMilliseconds = 0): Setup {
  const source = new EventEmitter();
  const warnings: string[] = [];
  const exits: number[] = [];
  const calls: string[] = [];
  const interrupts = createInterrupts({
    source,
    repeatMilliseconds,
    exit: (code) => exits.push(code),
    progress: {
      info: () => undefined,
      warn: (text) => warnings.push(text),
      step: (_title, work) => work(() => undefined),
    },
  });
  return {
    interrupts,
    signal: () => source.emit('SIGINT'),
    warnings,
    exits,
    calls,
    activity: {
      name: 'terraform apply',
      describe: () => 'Running: a.',
      stop: () => calls.push('stop'),
      force: () => calls.push('force'),
      forceWarning: 'It forgets things.',
      release: 'Unlock it like this.',
    },
  };
}

describe('createInterrupts', () => {
  it('exits with 130 while nothing runs that needs a clean end', () => {
    const { signal, exits } = setUp();
    signal();
    expect(exits).toEqual([130]);
  });

  it('stops an activity on the first signal and says what a second does, forces it on the second', async () => {
    const { interrupts, signal, exits, calls, warnings, activity } = setUp();
    await interrupts.during(activity, async () => {
      signal();
      expect(calls).toEqual(['stop']);
      signal();
    });
    expect(calls).toEqual(['stop', 'force']);
    expect(exits).toEqual([]);
    expect(warnings[0]).toContain('Stopping terraform apply cleanly');
    expect(warnings[0]).toContain('once more to force it. It forgets things.');
    expect(warnings[1]).toBe(
      'Forcing terraform apply to end. It forgets things. Unlock it like this.',
    );
    expect(interrupts.interrupted).toBe(true);
  });

  it('takes signals in quick succession for one keystroke', async () => {
    const { interrupts, signal, calls, warnings, activity } = setUp(1000);
    await interrupts.during(activity, async () => {
      signal();
      signal();
      signal();
    });
    expect(calls).toEqual(['stop']);
    expect(warnings).toHaveLength(1);
  });

  it('starts nothing new after an interrupt', async () => {
    const { interrupts, signal, activity } = setUp();
    await interrupts.during(activity, async () => signal());
    await expect(interrupts.during(activity, async () => 'started')).rejects.toMatchObject({
      exitCode: 130,
    });
  });

  it('says what is done and what is not, where nothing has to be stopped', async () => {
    const { interrupts, signal, warnings, exits } = setUp();
    await interrupts.saying('It is deployed; only the look was interrupted.', async () => signal());
    expect(warnings).toEqual(['It is deployed; only the look was interrupted.']);
    expect(exits).toEqual([130]);
    await expect(interrupts.saying('And this was not begun.', async () => 1)).rejects.toThrow(
      'And this was not begun.',
    );
  });

  it('lets signals through to Node when disposed', () => {
    const { interrupts, signal, exits } = setUp();
    interrupts.dispose();
    signal();
    expect(exits).toEqual([]);
  });
});
