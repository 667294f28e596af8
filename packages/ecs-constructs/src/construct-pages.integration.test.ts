import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TemporaryDirectories } from './fixtures/directory';

const PACKAGE = join(__dirname, '..');
const DOCS = join(PACKAGE, 'docs');
const EXAMPLES = join(PACKAGE, 'examples/constructs');

const temporary = new TemporaryDirectories();
afterAll(() => temporary.remove());

/** The pages as the sources are; jest cannot import the tool, which is a module of its own kind. */
function generated(): Readonly<Record<string, string>> {
  const tool = pathToFileURL(join(PACKAGE, 'tools/construct-pages.mjs')).href;
  const script = `import { constructPages } from ${JSON.stringify(tool)};
    process.stdout.write(JSON.stringify(constructPages()));`;
  const args = ['--input-type=module', '-e', script];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 26 }));
}

describe('the pages of the constructs', () => {
  const pages = generated();

  it('are written from the sources as they are', () => {
    // Written anew by: node tools/generate-construct-pages.mjs
    const committed = readdirSync(DOCS).filter((file) => file.endsWith('.md'));
    expect(committed.sort()).toEqual(Object.keys(pages).sort());
    for (const file of committed) {
      expect(readFileSync(join(DOCS, file), 'utf8')).toBe(pages[file]);
    }
  });

  it('name the values that an option may have, in the order of the source', () => {
    expect(pages['network.md']).toMatch(
      /^\| `natGateways` .*`'one' \\\| 'one-per-zone' \\\| 'none'`/m,
    );
    expect(pages['network.md']).toMatch(/^\| `vpcEndpoints` .*`\('ecs' .* 's3'\)\[\]`/m);
    expect(pages['role.md']).toMatch(/^\| `assumedBy` .*'scheduler\.amazonaws\.com'`/m);
  });

  it('say of each what it is not for, what AWS bills and what happens without an option', () => {
    const constructs = Object.entries(pages).filter(([file]) => file !== 'README.md');
    expect(constructs.length).toBeGreaterThanOrEqual(25);
    for (const [file, text] of constructs) {
      expect([file, text]).toEqual([
        file,
        expect.stringMatching(/\*\*Not for\*\* \S[^]*\*\*AWS bills\*\* \S[^]*## Smallest example/),
      ]);
      expect(text).not.toMatch(/^\| `\w+` \|[^|]*\| (``)? \|/m);
    }
  });
});

describe('the smallest examples', () => {
  const examples = readdirSync(EXAMPLES).filter((file) => file.endsWith('.ts'));

  it.each(examples)('%s is a program that synthesizes', (file) => {
    const outdir = temporary.make();
    const before = process.cwd();
    process.env['CDKTF_OUTDIR'] = outdir;
    try {
      process.chdir(EXAMPLES);
      jest.isolateModules(() => void jest.requireActual(join(EXAMPLES, file)));
    } finally {
      process.chdir(before);
      delete process.env['CDKTF_OUTDIR'];
    }
    const stack = JSON.parse(readFileSync(join(outdir, 'stacks/Hello/cdk.tf.json'), 'utf8'));
    expect(Object.keys(stack.resource).length).toBeGreaterThan(0);
  });
});
