import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inside, makeInside } from './inside';

const directory = mkdtempSync(join(tmpdir(), 'local-aws-inside-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('inside', () => {
  it.each([[['a']], [['a', 'b']], [['a/b']], [['..a']], [['a..', '...']], [['-rf']]])(
    'lets %j pass',
    (parts) => expect(inside('/base', ...parts)).toBe(join('/base', ...parts)),
  );

  it('keeps an absolute part below the directory', () => {
    expect(inside('/base', '/etc')).toBe('/base/etc');
  });

  it.each([
    [['..']],
    [['a', '../..']],
    [['a', '../b']],
    [['../base2']],
    [['a/../../x']],
    [['/../x']],
    [['']],
    [['.']],
  ])('refuses %j', (parts) =>
    expect(() => inside('/base', ...parts)).toThrow('a name leads out of /base; got'),
  );

  it('refuses a part with a NUL', () => {
    expect(() => inside('/base', 'a\0b')).toThrow('leads out');
  });
});

describe('makeInside', () => {
  it('makes directories that only their owner may enter', () => {
    const path = makeInside(join(directory, 'volumes'), 'tasks', 'one');
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(statSync(join(directory, 'volumes')).mode & 0o777).toBe(0o700);
  });

  it('refuses a link that leads out, and makes nothing behind it', () => {
    const [within, beside] = [join(directory, 'within'), join(directory, 'beside')];
    [within, beside].forEach((path) => mkdirSync(path));
    symlinkSync(beside, join(within, 'link'));
    expect(() => makeInside(within, 'link', 'x')).toThrow('leads out');
    expect(readdirSync(beside)).toEqual([]);
  });

  it('follows a link that stays', () => {
    const within = join(directory, 'stays');
    mkdirSync(join(within, 'real'), { recursive: true });
    symlinkSync('real', join(within, 'link'));
    makeInside(within, 'link', 'x');
    expect(readdirSync(join(within, 'real'))).toEqual(['x']);
  });
});
