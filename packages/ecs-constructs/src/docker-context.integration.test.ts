import { execFileSync, spawnSync } from 'node:child_process';
import { type Entry, TemporaryDirectories } from './fixtures/directory';
import { readBuildContext } from './private/context-files';

const temporary = new TemporaryDirectories();
afterAll(() => temporary.remove());

const hasDocker = spawnSync('docker', ['version']).status === 0;
if (!hasDocker)
  console.warn(
    'skipped: no Docker engine answers. Start one to compare with what Docker really sends.',
  );
const whereDockerRuns = hasDocker ? it : it.skip;

/** The files that a real `docker build` puts into an image which copies its whole context. */
function filesThatDockerSends(directory: string): readonly string[] {
  const build = ['build', '--quiet', '--file', `${directory}/Dockerfile`, directory];
  const image = docker(...build).trim();
  const container = docker('create', image, 'none').trim();
  try {
    const archive = execFileSync('docker', ['export', container], { maxBuffer: 1e8 });
    const names = execFileSync('tar', ['-t'], { input: archive, encoding: 'utf8' }).split('\n');
    const found = names.filter((name) => name.startsWith('context/') && !name.endsWith('/'));
    return found.map((name) => name.slice('context/'.length)).sort();
  } finally {
    docker('rm', container);
    docker('rmi', image);
  }
}

function docker(...parameters: readonly string[]): string {
  return execFileSync('docker', [...parameters], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    // The classic builder answers everywhere; both read .dockerignore by the same rules.
    env: { ...process.env, DOCKER_BUILDKIT: '0' },
  });
}

const FILES: Record<string, Entry> = {
  Dockerfile: 'FROM scratch\nCOPY . /context/\n',
  'README.md': '',
  '.env': '',
  '.env.local': '',
  'a.txt': '',
  'b.txt': '',
  'ab.txt': '',
  '[x].txt': '',
  'dist/main.js': '',
  'dist/main.js.map': '',
  'dist/deep/er/lib.js': '',
  'docs/README.md': '',
  'docs/a/b.md': '',
  'node_modules/x/index.js': '',
  'packages/y/node_modules/z/index.js': '',
  'packages/y/dist/main.js': '',
  'packages/y/src/a.test.ts': '',
  link: { link: 'dist' },
};

describe('what .dockerignore leaves out', () => {
  whereDockerRuns.each([
    [''],
    ['node_modules'],
    ['**/node_modules'],
    ['*.md'],
    ['**/*.md'],
    ['*/*.md'],
    ['docs/**'],
    ['docs/**/b.md'],
    ['dist/*'],
    ['?.txt'],
    ['[a-b]*.txt'],
    ['[^a].txt'],
    ['\\[x\\].txt'],
    ['/dist/'],
    ['./dist/../dist'],
    ['*\n!dist'],
    ['*\n!dist/main.js'],
    ['*\n!dist\n**/*.map'],
    ['dist\n!dist/deep'],
    ['packages\n!packages/y/dist'],
    ['# comment\n\n  .env*  \n'],
    ['.env*\n!.env.local'],
    ['**/*.test.ts\n**/dist'],
    ['Dockerfile\n.dockerignore'],
    ['link'],
    ['**'],
    ['!a.txt\na.txt'],
    ['*.txt\n!?.txt\nb.txt'],
  ])('is what Docker leaves out: %j', (ignore) => {
    const directory = temporary.make({ ...FILES, '.dockerignore': ignore });
    const sent = filesThatDockerSends(directory);
    // These two always travel to the builder, so we always stage them; COPY sees them only where no pattern matches.
    const own = readBuildContext(directory).entries.map(({ path }) => path);
    const visible = own.filter(
      (path) => !['Dockerfile', '.dockerignore'].includes(path) || sent.includes(path),
    );
    expect([...visible].sort()).toEqual(sent);
  });
});
