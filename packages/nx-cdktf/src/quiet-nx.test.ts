import { createRequire } from 'node:module';

interface Held {
  end(show: boolean): void;
}

const { holdOutput, wantsQuiet } = createRequire(__filename)('../quiet-nx.cjs') as {
  holdOutput(
    streams: readonly NodeJS.WritableStream[],
    options: { readonly speaks: () => boolean; readonly title: string; readonly silence?: number },
  ): Held;
  wantsQuiet(argv: readonly string[], environment: NodeJS.ProcessEnv): boolean;
};

describe('wantsQuiet', () => {
  const wants = (command: string, environment: NodeJS.ProcessEnv = {}): boolean =>
    wantsQuiet(['node', 'nx', ...command.split(' ')], environment);

  it.each([
    ['run infra:plan', true],
    ['run infra:plan:aws', true],
    ['plan infra -c aws', true],
    ['run infra:plan -- --verbose', true],
    ['run infra:plan --verbose', false],
    ['run infra:plan --outputStyle=static', false],
    ['run infra:plan --output-style static', false],
    ['run infra:plan --tui', false],
    ['run-many -t plan', false],
    ['affected -t plan', false],
    ['graph', false],
  ])('says of nx %s: %s', (command, expected) => {
    expect(wants(command)).toBe(expected);
  });

  it('is not when the environment asks for all of it', () => {
    expect(wants('run infra:plan', { NX_VERBOSE_LOGGING: 'true' })).toBe(false);
    expect(wants('run infra:plan', { NX_TUI: 'true' })).toBe(false);
  });
});

describe('holdOutput', () => {
  const stream = () => {
    const written: string[] = [];
    const write = (chunk: string | Uint8Array): boolean => {
      written.push(Buffer.from(chunk as string).toString());
      return true;
    };
    return { written, stream: { write } as NodeJS.WritableStream };
  };

  it('drops what is held, and calls back whoever waits for a write', () => {
    const { written, stream: out } = stream();
    const held = holdOutput([out], { speaks: () => true, title: 'x' });
    const called = jest.fn();
    out.write('NX words', called);
    out.write('more', 'utf8', called);
    held.end(false);
    out.write('after');
    expect(called).toHaveBeenCalledTimes(2);
    expect(written).toEqual(['after']);
  });

  it('shows what is held in its order, each where it belongs, when nobody else has said it', () => {
    const [out, error] = [stream(), stream()];
    const held = holdOutput([out.stream, error.stream], { speaks: () => false, title: 'x' });
    out.stream.write('one');
    error.stream.write('two');
    out.stream.write(Buffer.from('thr\u00eb\u00eb'));
    held.end(true);
    expect(out.written).toEqual(['one', 'thr\u00eb\u00eb']);
    expect(error.written).toEqual(['two']);
  });

  it('says what is waited for while nobody speaks', () => {
    jest.useFakeTimers();
    try {
      const [quiet, spoken] = [stream(), stream()];
      const options = { title: 'infra:plan', silence: 100 };
      const first = holdOutput([quiet.stream], { ...options, speaks: () => false });
      const second = holdOutput([spoken.stream], { ...options, speaks: () => true });
      jest.advanceTimersByTime(200);
      expect(quiet.written).toEqual(['… Nx prepares infra:plan; --verbose shows how\n']);
      expect(spoken.written).toEqual([]);
      first.end(false);
      second.end(false);
    } finally {
      jest.useRealTimers();
    }
  });
});
