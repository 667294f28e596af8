import { setImmediate as turnEnds } from 'node:timers/promises';
import { lineBatches } from './line-batches';

function batches() {
  const written: string[] = [];
  return { written, ...lineBatches((lines) => written.push(lines)) };
}

describe('lineBatches', () => {
  it('writes what one turn of the event loop says in one piece, in order', async () => {
    const { add, written } = batches();
    add('a\n');
    add('b\n');
    expect(written).toEqual([]);
    await turnEnds();
    expect(written).toEqual(['a\nb\n']);
  });

  it('writes what the next turn says by itself', async () => {
    const { add, written } = batches();
    add('a\n');
    await turnEnds();
    add('b\n');
    await turnEnds();
    expect(written).toEqual(['a\n', 'b\n']);
  });

  it('writes at once what is left when the process ends, and nothing twice', async () => {
    const { add, flush, written } = batches();
    add('a\n');
    flush();
    expect(written).toEqual(['a\n']);
    flush();
    await turnEnds();
    expect(written).toEqual(['a\n']);
  });
});
