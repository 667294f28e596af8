import { createProgress, seconds } from './progress';

function capture(options: { isTTY?: boolean; columns?: number } = {}): {
  write(text: string): boolean;
  text: string;
  isTTY?: boolean;
  columns?: number;
} {
  return {
    ...options,
    text: '',
    write(text: string) {
      this.text += text;
      return true;
    },
  };
}

// The clock is the test's: what a busy machine makes of a second decides nothing.
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());
const pause = (milliseconds: number): Promise<void> =>
  jest.advanceTimersByTimeAsync(milliseconds).then(() => undefined);

describe('seconds', () => {
  it.each([
    [0, '0.0 s'],
    [9949, '9.9 s'],
    [9950, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 min 0 s'],
    [125_000, '2 min 5 s'],
  ])('writes %d ms as %s', (milliseconds, text) => {
    expect(seconds(milliseconds)).toBe(text);
  });
});

describe('createProgress without a terminal', () => {
  it('says of a short wait nothing, and of a long one what is waited for', async () => {
    const stream = capture();
    const progress = createProgress({ stream, environment: {}, heartbeatSeconds: 2 });
    const wait = progress.wait?.bind(progress);
    await wait?.('Reading the state', async () => undefined);
    expect(stream.text).toBe('');
    const long = wait?.(
      'Reading the state',
      () => new Promise<void>((end) => setTimeout(end, 5_000)),
    );
    await pause(6_000);
    await long;
    expect(stream.text).toMatch(/^… Reading the state: 2\.\d s\n/);
    expect(stream.text).not.toContain('✓');
  });

  it('prints a line per finished step with its time, and no escape sequence', async () => {
    const stream = capture();
    const result = await createProgress({ stream, environment: {} }).step(
      'Planning',
      async () => 7,
    );
    expect(result).toBe(7);
    expect(stream.text).toMatch(/^✓ Planning {2}\d\.\d s\n$/);
  });

  it('marks a step that failed and passes its error on', async () => {
    const stream = capture();
    const step = createProgress({ stream, environment: {} }).step('Planning', async () => {
      throw new Error('no');
    });
    await expect(step).rejects.toThrow('no');
    expect(stream.text).toMatch(/^✗ Planning/);
  });

  it('gives a sign of life that names what is running', async () => {
    const stream = capture();
    const progress = createProgress({ stream, environment: {}, heartbeatSeconds: 0.4 });
    await progress.step('Applying', async (report) => {
      report('aws_ecs_service.x 1 s');
      await pause(700);
    });
    expect(stream.text).toMatch(/^… Applying: aws_ecs_service\.x 1 s, 0\.5 s\n/);
  });

  it('gives none while lines are printed anyway', async () => {
    const stream = capture();
    const progress = createProgress({ stream, environment: {}, heartbeatSeconds: 5 });
    await progress.step('Applying', () => pause(700));
    expect(stream.text).not.toContain('…');
  });
});

describe('signs of life', () => {
  it('become rarer while nothing new is known, and not before', async () => {
    const stream = capture();
    const progress = createProgress({ stream, environment: {} });
    const step = progress.step('Applying', async (report) => {
      report('web 1 s');
      await pause(71_000);
      report('worker 1 s');
      await pause(41_000);
    });
    await step;
    const lines = stream.text.split('\n').filter((line) => line.startsWith('…'));
    expect(lines.map((line) => line.replace(/, .*/, ''))).toEqual([
      '… Applying: web 1 s',
      '… Applying: web 1 s',
      '… Applying: web 1 s',
      '… Applying: worker 1 s',
      '… Applying: worker 1 s',
    ]);
  });
});

describe('what may wait for more of its kind', () => {
  /** Things that are done, told in one line whenever they are asked for. */
  function done(): { add(name: string): void; take(): string | undefined } {
    let names: string[] = [];
    return {
      add: (name) => names.push(name),
      take() {
        const text = names.join(' ');
        names = [];
        return text === '' ? undefined : text;
      },
    };
  }
  const start = () => {
    const stream = capture();
    const progress = createProgress({ stream, environment: {} });
    const things = done();
    const soon = (name: string): void => {
      things.add(name);
      progress.soon?.(things.take);
    };
    return { stream, progress, soon };
  };

  it('is said at once after a silence, and then in one line in five seconds', async () => {
    const { stream, progress, soon } = start();
    await progress.step('Apply', async () => {
      soon('a');
      expect(stream.text).toBe('a\n');
      for (const name of ['b', 'c', 'd']) {
        await pause(1500);
        soon(name);
      }
      expect(stream.text).toBe('a\n');
      await pause(500);
      expect(stream.text).toBe('a\nb c d\n');
      await pause(5000);
      soon('e');
      expect(stream.text).toBe('a\nb c d\ne\n');
    });
  });

  it('stands before whatever is said next, and before the end of its step', async () => {
    const { stream, progress, soon } = start();
    await progress.step('Apply', async () => {
      soon('a');
      soon('b');
      progress.info('a word');
      soon('c');
      await pause(0);
    });
    expect(stream.text).toMatch(/^a\nb\na word\nc\n✓ Apply/);
    await pause(60_000);
    expect(stream.text).toMatch(/✓ Apply.*\n$/);
  });

  it('leaves no ten seconds without a line', async () => {
    const { stream, progress, soon } = start();
    await progress.step('Apply', async (report) => {
      report('slow');
      soon('a');
      await pause(3000);
      soon('b');
      await pause(30_000);
    });
    expect(stream.text).toMatch(/^a\nb\n… Apply: slow, 15 s\n/);
  });
});

describe('lines below a step', () => {
  it('are redrawn in place on a terminal, cut to its width, and gone with the step', async () => {
    const stream = capture({ isTTY: true, columns: 12 });
    const progress = createProgress({ stream, environment: { TERM: 'xterm' } });
    await progress.step('Go', async () => {
      progress.live?.(['first line, too long', 'second']);
      stream.text = '';
      progress.live?.(['third']);
      expect(stream.text).toContain('\r\u001b[2K\u001b[1A\u001b[2K\u001b[1A\u001b[2K');
      expect(stream.text.endsWith('\nthird')).toBe(true);
      stream.text = '';
    });
    expect(stream.text).toContain('\u001b[1A\u001b[2K');
    expect(stream.text).not.toContain('third');
    expect(createProgress({ stream: capture(), environment: {} }).live).toBeUndefined();
  });

  it('are whole in a terminal that nobody gave a size', async () => {
    const stream = capture({ isTTY: true, columns: 0 });
    const progress = createProgress({ stream, environment: { TERM: 'xterm' } });
    await progress.step('Go', async () => progress.live?.(['web:2 replaces web:1']));
    expect(stream.text).toContain('web:2 replaces web:1');
  });
});

describe('createProgress on a terminal', () => {
  it('keeps one live line below what is printed', async () => {
    const stream = capture({ isTTY: true, columns: 40 });
    const progress = createProgress({ stream, environment: { NO_COLOR: '1' } });
    await progress.step('Planning', async (report) => {
      report('12 resources read and a very long list of names');
      await pause(150);
      progress.info('a line');
    });
    const live = stream.text.split('\r\u001b[2K').find((part) => part.includes('12 resources'));
    expect(live?.trimEnd().length).toBeLessThan(40);
    expect(stream.text).toContain('\r\u001b[2Ka line\n');
    expect(stream.text).toMatch(/✓ Planning {2}0\.\d s\n$/);
  });

  it('goes back to the outer step when an inner one ends', async () => {
    const stream = capture({ isTTY: true });
    const progress = createProgress({ stream, environment: { NO_COLOR: '1' } });
    await progress.step('outer', async () => {
      await progress.step('inner', async () => undefined);
    });
    expect(stream.text).toMatch(/✓ inner.*\n.*outer/);
  });
});
