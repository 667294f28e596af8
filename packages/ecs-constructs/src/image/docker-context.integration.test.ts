import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Entry, TemporaryDirectories } from '../fixtures/directory';
import { ignoreFiles } from '../fixtures/ignore-files';
import { readBuildContext } from './context-files';
import { stageContext } from './stage-context';

const temporary = new TemporaryDirectories();
afterAll(() => temporary.remove());

/** A command line that builds with BuildKit: one with buildx, or one of the time when BuildKit was part of it. */
const cli = ['docker', '/usr/bin/docker'].find((name) => {
  const context = temporary.make({ Dockerfile: 'FROM scratch\nLABEL test=1\n' });
  return build(name, context).status === 0;
});
if (cli === undefined) {
  console.warn(
    'skipped: no docker command builds with BuildKit. Install buildx to compare with what the builder really sends.',
  );
}
const whereBuildKitRuns = cli === undefined ? it.skip : it;
/** Old builders do not look into a directory that is left out for the sake of an exception with a wildcard. */
const isBuildx = cli !== undefined && spawnSync(cli, ['buildx', 'version']).status === 0;

/** Builds into a file: nothing of it stays in the engine. */
function build(name: string, context: string, file = '/dev/null') {
  const output = `type=tar,dest=${file}`;
  const options = ['build', '--quiet', '--output', output, '--file', `${context}/Dockerfile`];
  return spawnSync(name, [...options, context], {
    encoding: 'utf8',
    env: { ...process.env, DOCKER_BUILDKIT: '1' },
  });
}

/** What an image that copies its whole context holds: kind and mode, path, and where links lead. */
function imageOf(context: string): readonly string[] {
  const file = join(temporary.make(), 'image.tar');
  const { stderr, status } = build(cli ?? '', context, file);
  if (status !== 0) {
    throw new Error(stderr);
  }
  const listing = execFileSync('tar', ['-tvf', file, '--numeric-owner'], { encoding: 'utf8' });
  rmSync(file);
  return listing
    .split('\n')
    .filter((line) => / context\/./.test(line))
    .map((line) => line.replace(/^(\S+) .*? context\//, '$1 '))
    .sort();
}

/** Old builders send a directory that is left out, empty, where an exception might be in it; buildx does not. */
function isLeftOver(line: string, image: readonly string[], ignore: string): boolean {
  const path = line.slice(line.indexOf(' ') + 1);
  const isEmpty = !image.some((other) => other !== line && other.includes(` ${path}`));
  return !isBuildx && ignore.includes('!') && path.endsWith('/') && isEmpty;
}

const FILES: Record<string, Entry> = {
  Dockerfile: 'FROM scratch\nCOPY . /context/\n',
  'README.md': '',
  '.env': '',
  '.env.local': '',
  'a.txt': '',
  'a.js': '',
  '[x].txt': '',
  'dist/main.js': '',
  'dist/run': { text: '', mode: 0o755 },
  'dist/main.js.map': '',
  'dist/deep/er/lib.js': '',
  'docs/README.md': '',
  'docs/a/b.md': '',
  'logs/.gitkeep': '',
  'node_modules/x/index.js': '',
  'packages/y/node_modules/z/index.js': '',
  'packages/y/dist/main.js': '',
  'packages/y/src/a.test.ts': '',
  link: { link: 'dist' },
};

function contextWith(ignore: string): string {
  const directory = temporary.make({ ...FILES, '.dockerignore': ignore });
  mkdirSync(join(directory, 'empty/inner'), { recursive: true });
  return directory;
}

const PUBLIC = [
  '',
  'node_modules',
  '**/node_modules',
  '*.md\n!README.md',
  'docs/**',
  'logs/*',
  'dist/*\n!dist/deep',
  '[^a]*.txt',
  '\\[x\\].txt',
  '/dist/',
  '*\n!dist',
  '*\n!dist/main.js',
  '*\n!dist\n**/*.map',
  '*\n!**/*.js\nnode_modules',
  '*\n!**/*.js\nnode_modules/**',
  '# comment\n\n  .env*  \n!.env.local',
  'Dockerfile\n.dockerignore',
  '**',
  'packages\n!packages/y/dist\npackages/y/dist/main.js',
];

/** Generated ignore files, each built twice. After a change of the matcher, a few hundred of another seed. */
const COUNT = Number(process.env['IGNORE_FILES'] ?? 40);
const SEED = Number(process.env['IGNORE_FILES_SEED'] ?? 1);

describe('the staged folder makes the image that the original one makes', () => {
  const cases = [...PUBLIC, ...ignoreFiles({ seed: SEED, count: COUNT })];
  whereBuildKitRuns.each(cases.map((ignore) => [ignore]))(
    'with the ignore file %j',
    (ignore) => {
      const original = contextWith(ignore);
      const context = readBuildContext(original);
      const staged = join(temporary.make(), 'staged');
      stageContext(context, staged);
      const image = imageOf(original);
      const ours = imageOf(staged);
      expect(ours).toEqual(
        image.filter((line) => ours.includes(line) || !isLeftOver(line, image, ignore)),
      );
      // Nothing is staged that is not sent, but what the builder itself reads.
      const sent = image.map((line) => line.split(' ')[1]?.replace(/\/$/, ''));
      const own = context.entries.map(({ path }) => path);
      const more = own.filter(
        (path) => !sent.includes(path) && !/^(Dockerfile|\.dockerignore)$/.test(path),
      );
      if (isBuildx) {
        expect(more).toEqual([]);
      }
    },
    600_000,
  );
});
