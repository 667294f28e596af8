import { statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryDirectories } from '../fixtures/directory';
import { readBuildContext } from './context-files';
import { stageContext } from './stage-context';

const temporary = new TemporaryDirectories();
afterAll(() => temporary.remove());

/** More than node reads at once. The file has no blocks on the disk. */
const SIZE = 0x8000_0001;

describe('a context with a file of more than two gigabytes', () => {
  it('is hashed and staged in bounded memory', () => {
    const directory = temporary.make({ Dockerfile: 'FROM scratch\n', model: '' });
    truncateSync(join(directory, 'model'), SIZE);
    const before = process.memoryUsage().rss;
    const staged = join(temporary.make(), 'staged');
    stageContext(readBuildContext(directory), staged);
    expect(statSync(join(staged, 'model')).size).toBe(SIZE);
    expect(process.memoryUsage().rss - before).toBeLessThan(SIZE / 4);
  }, 600_000);
});
