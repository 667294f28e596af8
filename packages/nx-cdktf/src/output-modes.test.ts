import { progressFor } from './output-modes';
import { createProgress } from './progress';

function written() {
  let text = '';
  const write = (chunk: string | Uint8Array): boolean => {
    text += String(chunk);
    return true;
  };
  return { write, stream: { write }, text: () => text };
}

describe('progressFor', () => {
  it('leaves out what goes well where quiet is asked for, and nothing else', async () => {
    const out = written();
    const progress = progressFor(
      { quiet: true },
      createProgress({ stream: out.stream, environment: {} }),
    );
    await progress.step('Planning', async () => progress.info('a long plan'));
    expect(out.text()).toBe('');
    progress.warn('old hosts');
    progress.result?.('deployed');
    const failed = progress.step('Applying', () => Promise.reject(new Error('no')));
    await expect(failed).rejects.toThrow('no');
    expect(out.text()).toMatch(/^! old hosts\ndeployed\n! Applying: failed after 0\.\d s\n$/);
  });

  it('writes a line of JSON for everything, and what is waited for once', async () => {
    const out = written();
    const progress = progressFor(
      { json: true },
      createProgress({ stream: written().stream, environment: {} }),
      out.write,
    );
    await progress.step('Applying', async (report) => {
      report('web 1 s');
      report('web 2 s');
      progress.event?.({ type: 'service', service: 'web' });
    });
    const events = out
      .text()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(events).toEqual([
      expect.objectContaining({ type: 'step', title: 'Applying', state: 'started' }),
      expect.objectContaining({ type: 'waiting', text: 'web 1 s' }),
      expect.objectContaining({ type: 'service', service: 'web' }),
      expect.objectContaining({ type: 'step', state: 'done' }),
    ]);
  });
});
