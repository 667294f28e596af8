import { Dockerignore } from './dockerignore';

const ignores = (text: string, path: string) => Dockerignore.parse(text).ignores(path);

describe('Dockerignore', () => {
  it.each([
    // pattern, path, ignored
    ['node_modules', 'node_modules', true],
    ['node_modules', 'node_modules/a/b.js', true],
    ['node_modules', 'packages/node_modules', false],
    ['/node_modules/', 'node_modules/a', true],
    ['./dist/../dist', 'dist/main.js', true],
    ['**/node_modules', 'packages/a/node_modules/x', true],
    ['**/node_modules', 'node_modules', true],
    ['*.md', 'README.md', true],
    ['*.md', 'docs/README.md', false],
    ['*/*.md', 'docs/README.md', true],
    ['*/*.md', 'docs/a/README.md', false],
    ['**/*.md', 'docs/a/README.md', true],
    ['**/*.md', 'README.md', true],
    ['docs/**', 'docs/a/b', true],
    ['docs/**', 'docs', false],
    ['docs/**/b', 'docs/b', true],
    ['docs/**/b', 'docs/a/c/b', true],
    ['**', 'anything/at/all', true],
    ['*', 'anything/at/all', true],
    ['?.txt', 'a.txt', true],
    ['?.txt', 'ab.txt', false],
    ['?.txt', '.txt', false],
    ['a?b', 'a/b', false],
    ['[a-c].txt', 'b.txt', true],
    ['[a-c].txt', 'd.txt', false],
    ['[^a-c].txt', 'd.txt', true],
    ['[^a-c].txt', 'b.txt', false],
    ['a[^x]b', 'a/b', true],
    ['[]', 'a', 'error'],
    ['[^]', 'a', 'error'],
    ['[a-]', 'a', 'error'],
    ['[-a]', 'a', 'error'],
    ['\\d', 'd', 'error'],
    ['{2}*', 'a', 'error'],
    ['**name', 'some-name', true],
    ['**name', 'name/below', true],
    ['**/name', 'some-name', false],
    ['**/a*', 'x/y/ab', true],
    ['a**', 'ab/c', true],
    ['a/**/', 'a', false],
    ['a/**/', 'a/b', true],
    ['*.{js,ts}', 'a.js', false],
    ['*.{js,ts}', 'a.{js,ts}', true],
    ['a{2}*', 'aab', true],
    ['a|b*', 'a and more', true],
    ['[*]', '*', false],
    ['[.]x', '.x', true],
    ['[.]x', 'ax', false],
    ['a]b', 'a]b', true],
    ['a\\-b', 'a-b', true],
    ['[a\\-z]', '-', true],
    ['[a\\-z]', 'b', false],
    ['a\\ b', 'a b', true],
    ['a^b', 'a^b', true],
    ['!/', '', 'error'],
    ['[]a].txt', 'a.txt', 'error'],
    ['[\\]].txt', '].txt', true],
    ['\\*.txt', '*.txt', true],
    ['\\*.txt', 'a.txt', false],
    ['a.c', 'abc', false],
    ['(a|b)+$', '(a|b)+$', true],
    ['.env*', '.env.local', true],
    ['.', 'a', false],
    ['# comment', '# comment', false],
    [' padded ', 'padded', true],
    ['\uFEFFfirst', 'first', true],
    ['crlf\r', 'crlf', true],
    ['Grüße?', 'Grüße!', true],
    ['?', '😀', true],
  ])('%j against %j: %p', (pattern, path, expected) => {
    if (expected === 'error') {
      expect(() => ignores(pattern, path)).toThrow();
    } else {
      expect(ignores(pattern, path)).toBe(expected);
    }
  });

  it('lets the last matching line win', () => {
    const text = '*\n!dist\ndist/secret.js\n!dist/secret.js.map\n';
    expect(ignores(text, 'src/a.ts')).toBe(true);
    expect(ignores(text, 'dist/main.js')).toBe(false);
    expect(ignores(text, 'dist/secret.js')).toBe(true);
    expect(ignores(text, 'dist/secret.js.map')).toBe(false);
  });

  it.each([
    // A line that leaves out what is out already does not count for what lies below.
    ['*\n!**/*.js\nnode_modules', 'node_modules/x/index.js', false],
    ['*\n!**/*.js\nnode_modules/**', 'node_modules/x/index.js', true],
    ['*\n!**/*.js\n**/node_modules', 'packages/a/node_modules/index.js', false],
    ['*\n!src\nsrc/test', 'src/test/a.ts', true],
    ['a\n!a/b\na/b/c', 'a/b/c/d', true],
  ])('follows the builder where lines %j meet: %s', (text, path, expected) => {
    expect(ignores(text, path)).toBe(expected);
  });

  it('ignores an exception that nothing was left out before', () => {
    expect(ignores('!a\na', 'a')).toBe(true);
  });

  it('tells which ignored directories may still hold something', () => {
    const plain = Dockerignore.parse('*\n!dist/main');
    expect(plain.mayReinclude('dist')).toBe(true);
    expect(plain.mayReinclude('dist/main')).toBe(true);
    expect(plain.mayReinclude('node_modules')).toBe(false);
    expect(Dockerignore.parse('*\n!**/keep').mayReinclude('node_modules')).toBe(true);
    expect(Dockerignore.parse('*').mayReinclude('dist')).toBe(false);
  });

  it.each([
    ['a\n!\n', '.dockerignore:2: a lone ! names nothing; got "!".'],
    [
      '[a',
      '.dockerignore:1: not a valid pattern, a [ set is empty or not closed; got "[a". Correct the line.',
    ],
    ['[]', '.dockerignore:1: not a valid pattern, a [ set is empty or not closed'],
    ['a\\', '.dockerignore:1: not a valid pattern, a trailing backslash escapes nothing'],
    ['[z-a]', '.dockerignore:1: not a valid pattern, a [ set holds a range that runs backwards'],
  ])('says which line of %j is wrong', (text, message) => {
    expect(() => Dockerignore.parse(text)).toThrow(message);
  });
});
