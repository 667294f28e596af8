import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Token } from 'cdktf';
import { type Entry, TemporaryDirectories } from '../fixtures/directory';
import { buildContextHash, type BuildOptions } from './build-context';
import { readBuildContext } from './context-files';

const temporary = new TemporaryDirectories();
afterAll(() => temporary.remove());

const FILES: Record<string, Entry> = {
  Dockerfile: 'FROM scratch\nCOPY . /\n',
  'dist/main.js': 'main',
  'dist/lib.js': 'lib',
  'bin/run': { text: '#!/bin/sh', mode: 0o755 },
  current: { link: 'dist/main.js' },
};
const OPTIONS: BuildOptions = { platform: 'linux/amd64' };
const hashOf = (changes: Record<string, Entry> = {}, options: Partial<BuildOptions> = {}) =>
  buildContextHash(temporary.make({ ...FILES, ...changes }), { ...OPTIONS, ...options });
const pathsOf = (changes: Record<string, Entry> = {}, dockerfile?: string) =>
  readBuildContext(temporary.make({ ...FILES, ...changes }), dockerfile).entries.map(
    ({ path }) => path,
  );

describe('buildContextHash', () => {
  it('is a tag: 32 hexadecimal digits', () => {
    expect(hashOf()).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is the same for the same sources in another directory, whenever they were written', () => {
    const directory = temporary.make(FILES);
    utimesSync(join(directory, 'dist/main.js'), 1, 1);
    expect(buildContextHash(directory, OPTIONS)).toBe(hashOf());
  });

  it('does not depend on permissions beyond the executable bit', () => {
    const directory = temporary.make(FILES);
    chmodSync(join(directory, 'dist/main.js'), 0o600);
    chmodSync(join(directory, 'bin/run'), 0o700);
    expect(buildContextHash(directory, OPTIONS)).toBe(hashOf());
  });

  it('changes with an empty directory, which arrives in the image, and not with one that holds something', () => {
    const directory = temporary.make(FILES);
    mkdirSync(join(directory, 'empty/inner'), { recursive: true });
    const hash = buildContextHash(directory, OPTIONS);
    expect(hash).not.toBe(hashOf());
    writeFileSync(join(directory, '.dockerignore'), 'empty');
    expect(buildContextHash(directory, OPTIONS)).toBe(hashOf({ '.dockerignore': 'empty' }));
  });

  it('is the same for no labels and an empty list of them', () => {
    expect(hashOf({}, { labels: {} })).toBe(hashOf());
  });

  it.each<[string, Record<string, Entry>]>([
    ['a file', { 'dist/main.js': 'main!' }],
    ['a new file', { 'dist/new.js': '' }],
    ['the executable bit', { 'dist/main.js': { text: 'main', mode: 0o755 } }],
    ['where a link points to', { current: { link: 'dist/lib.js' } }],
    ['a link that becomes a file', { current: 'dist/main.js' }],
    ['the Dockerfile', { Dockerfile: 'FROM scratch\n' }],
    [
      'the Dockerfile, when .dockerignore leaves it out',
      { '.dockerignore': 'Dockerfile', Dockerfile: 'FROM x\n' },
    ],
  ])('changes with %s', (_, changes) => {
    const ignore = changes['.dockerignore'];
    const before: Record<string, Entry> = ignore === undefined ? {} : { '.dockerignore': ignore };
    expect(hashOf(changes)).not.toBe(hashOf(before));
  });

  it.each<[string, Partial<BuildOptions>]>([
    ['the platform', { platform: 'linux/arm64' }],
    ['a build argument', { buildArgs: { A: '1' } }],
    ['the target', { target: 'production' }],
    ['which Dockerfile is used', { dockerfile: 'dist/main.js' }],
  ])('changes with %s', (_, options) => {
    expect(hashOf({}, options)).not.toBe(hashOf());
  });

  it('does not depend on the order of build arguments', () => {
    expect(hashOf({}, { buildArgs: { A: '1', B: '2' } })).toBe(
      hashOf({}, { buildArgs: { B: '2', A: '1' } }),
    );
  });

  it('tells content from names: moving a border between them changes it', () => {
    expect(hashOf({ a: 'bc' })).not.toBe(hashOf({ ab: 'c' }));
  });

  it('does not change with what .dockerignore leaves out', () => {
    const ignore = { '.dockerignore': '.env\nnode_modules\n' };
    expect(hashOf({ ...ignore, '.env': 'SECRET=1', 'node_modules/x/index.js': 'x' })).toBe(
      hashOf(ignore),
    );
  });

  it.each<[string, () => string, string]>([
    [
      'a context that is not there',
      () => buildContextHash('/nowhere/at/all', OPTIONS),
      'image context: the context must be a directory that exists; got /nowhere/at/all. Give an absolute path',
    ],
    [
      'a relative context, which would be another one elsewhere',
      () => buildContextHash('src', OPTIONS),
      `image context: the context must be an absolute path; got "src". Write it like resolve(__dirname, '../server').`,
    ],
    [
      'a context that is a file',
      () => buildContextHash(join(temporary.make(FILES), 'Dockerfile'), OPTIONS),
      'image context: the context must be a directory that exists',
    ],
    [
      'a Dockerfile that is not there',
      () => hashOf({}, { dockerfile: 'Other' }),
      'there is no such Dockerfile; got Other. Set dockerfile',
    ],
    [
      'a Dockerfile outside',
      () => hashOf({}, { dockerfile: '../Dockerfile' }),
      'the Dockerfile must lie inside the context; got ../Dockerfile.',
    ],
    [
      'a token',
      () => hashOf({}, { buildArgs: { A: Token.asString({ resolve: () => 'x' }) } }),
      'buildContextHash: everything that goes into an image must be known at synth; got a token for A.',
    ],
    [
      'a reference of Terraform written as plain text',
      () => hashOf({}, { buildArgs: { V: '${var.app_version}' } }),
      'got a reference of Terraform for V. Give its value as plain text.',
    ],
    [
      'a build argument without a value',
      () => hashOf({}, { buildArgs: { A: undefined as unknown as string } }),
      'buildArgs holds texts, and "A" is none; got undefined. Give A a text, or leave it out.',
    ],
    [
      'a label without a value',
      () => hashOf({}, { labels: { team: null as unknown as string } }),
      'labels holds texts, and "team" is none; got null.',
    ],
    [
      'a broken .dockerignore',
      () => hashOf({ '.dockerignore': 'a\n[b\n' }),
      '.dockerignore:2: not a valid pattern',
    ],
  ])('refuses %s', (_, work, message) => {
    expect(work).toThrow(message);
  });

  const isRoot = process.getuid?.() === 0;
  (isRoot ? it.skip : it)(
    'says which file cannot be read (not tested as root, who can read everything)',
    () => {
      expect(() => hashOf({ locked: { text: 'x', mode: 0o000 } })).toThrow('locked cannot be read');
    },
  );

  const canMakePipes = process.platform !== 'win32';
  (canMakePipes ? it : it.skip)('refuses a pipe, and not one that is ignored', () => {
    const directory = temporary.make(FILES);
    execFileSync('mkfifo', [join(directory, 'pipe')]);
    expect(() => buildContextHash(directory, OPTIONS)).toThrow(
      'got pipe, which is a socket, a pipe or a device. List it in .dockerignore.',
    );
    writeFileSync(join(directory, '.dockerignore'), 'pipe');
    expect(() => buildContextHash(directory, OPTIONS)).not.toThrow();
  });
});

describe('readBuildContext', () => {
  it('lists files by their whole path, so in one order on every machine', () => {
    expect(pathsOf({ 'dist.txt': '' })).toEqual([
      'Dockerfile',
      'bin/run',
      'current',
      'dist.txt',
      'dist/lib.js',
      'dist/main.js',
    ]);
  });

  it('leaves out what .dockerignore says, but not what the builder itself reads', () => {
    expect(pathsOf({ '.dockerignore': '*\n!dist\n**/lib.js' })).toEqual([
      '.dockerignore',
      'Dockerfile',
      'dist/main.js',
    ]);
  });

  it('finds a Dockerfile in a directory that is left out', () => {
    const files = {
      '.dockerignore': 'docker',
      'docker/Dockerfile': 'FROM scratch',
      'docker/other': '',
    };
    expect(pathsOf(files, 'docker/Dockerfile')).toContain('docker/Dockerfile');
    expect(pathsOf(files, './docker/Dockerfile')).not.toContain('docker/other');
  });

  it('prefers the ignore file that belongs to the Dockerfile', () => {
    const files = { '.dockerignore': 'bin', 'Dockerfile.dockerignore': 'dist' };
    expect(pathsOf(files)).toEqual([
      '.dockerignore',
      'Dockerfile',
      'Dockerfile.dockerignore',
      'bin/run',
      'current',
    ]);
  });

  it('does not follow links to directories', () => {
    expect(pathsOf({ link: { link: 'dist' } })).toContain('link');
    expect(pathsOf({ loop: { link: '.' } })).toHaveLength(6);
  });

  it('lets single files back in from a directory that is left out', () => {
    const files = {
      '.dockerignore': 'deep\n!deep/a/keep',
      'deep/a/keep': '',
      'deep/a/drop': '',
      'deep/b': '',
    };
    expect(pathsOf(files).filter((path) => path.startsWith('deep'))).toEqual(['deep/a/keep']);
  });
});
