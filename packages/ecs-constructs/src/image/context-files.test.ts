import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Entry, TemporaryDirectories } from '../fixtures/directory';
import { readBuildContext } from './context-files';

const temporary = new TemporaryDirectories();
afterAll(() => temporary.remove());

const read = (files: Record<string, Entry>, dockerfile?: string) => () =>
  readBuildContext(temporary.make(files), dockerfile).entries.map(
    ({ kind, path }) => `${kind} ${path}`,
  );

describe('a Dockerfile that is a link', () => {
  const FILES = { Dockerfile: { link: 'docker/prod' }, 'docker/prod': 'FROM scratch' };

  it('may lead to a file that is sent, over other links too', () => {
    expect(read(FILES)()).toEqual(['link Dockerfile', 'file docker/prod']);
    expect(
      read({ ...FILES, 'docker/prod': { link: '../real' }, real: 'FROM scratch' }),
    ).not.toThrow();
  });

  it('is sent together with the file it leads to, also where that is left out', () => {
    expect(read({ ...FILES, '.dockerignore': 'docker', 'docker/other': '' })()).toEqual([
      'file .dockerignore',
      'link Dockerfile',
      'file docker/prod',
    ]);
  });

  it.each<[string, Record<string, Entry>, string]>([
    ['out of the context', { a: { link: __filename } }, __filename],
    ['out of its directory', { 'b/a': { link: '../docker/prod' } }, '../docker/prod'],
  ])('may not lead %s', (_, changes, got) => {
    const name = Object.keys(changes)[0] ?? '';
    expect(read({ ...FILES, ...changes }, name)).toThrow(
      `${name} is reached through a link, which the builder follows only inside the directory of the file; got ${got}. ` +
        'Put the file itself there.',
    );
  });

  it('may not lie behind a link to a directory', () => {
    const behind = read({ ...FILES, here: { link: 'docker' } }, 'here/prod');
    expect(behind).toThrow('here/prod is reached through a link');
  });
});

describe('empty directories', () => {
  it('are sent where they are not left out, without those above them', () => {
    const directory = temporary.make({
      Dockerfile: 'FROM scratch',
      '.dockerignore': 'logs/*\nsecret\nkept\n!kept/deep',
      'logs/a.log': '',
      'secret/key': '',
      'kept/other': '',
    });
    mkdirSync(join(directory, 'kept/deep'));
    mkdirSync(join(directory, 'a/b'), { recursive: true });
    expect(
      readBuildContext(directory)
        .entries.filter(({ kind }) => kind === 'directory')
        .map(({ path }) => path),
    ).toEqual(['a/b', 'kept/deep', 'logs']);
  });
});

describe('a name that is not UTF-8', () => {
  const withName = (ignore: string) => {
    const directory = temporary.make({ Dockerfile: 'FROM scratch', '.dockerignore': ignore });
    writeFileSync(Buffer.concat([Buffer.from(`${directory}/caf`), Buffer.from([0xe9])]), '');
    return directory;
  };

  (process.platform === 'linux' ? it : it.skip)(
    'is refused, and the line that is named helps',
    () => {
      const directory = withName('');
      expect(() => readBuildContext(directory)).toThrow(
        `image context ${directory}: names of files must be UTF-8; got caf\uFFFD, with other bytes where \uFFFD stands. ` +
          'Rename it, or leave it out with the line caf* at the end of .dockerignore.',
      );
      expect(() => readBuildContext(withName('caf*'))).not.toThrow();
    },
  );
});
