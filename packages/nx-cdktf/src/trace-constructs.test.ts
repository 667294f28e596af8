import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Inside of the workspace, so that the app finds constructs.
const root = mkdtempSync(join(__dirname, '..', '.trace-'));
afterAll(() => rmSync(root, { recursive: true }));

const hook = join(__dirname, '..', 'trace-constructs.cjs');

function run(main: string, content: string): string {
  const file = join(root, main);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(file, content);
  const args = ['--require', hook, file];
  // Nx tells its tasks to colour, and Node obeys.
  const env = { ...process.env, FORCE_COLOR: '0' };
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env,
  });
  return stdout + stderr;
}

/** Its construct is made in the third line. */
const MADE = [
  "const { Construct, RootConstruct } = require('constructs');",
  'class Made extends Construct {',
  "  constructor(scope, id) { super(scope, id); this.node.addMetadata('stacktrace', 'trace'); }",
  '}',
  "console.log(new Made(new RootConstruct(), 'a').node.metadata[0].trace);",
].join('\n');

describe('trace-constructs', () => {
  it('writes the line of the app that made a construct, relative to the working directory', () => {
    expect(run('src/main.js', MADE)).toContain("[ 'src/main.js:3:");
  });

  describe('an app that was compiled', () => {
    // Line 1 of what was written became line 3 of what runs.
    const map = JSON.stringify({
      version: 3,
      sources: ['../source/main.ts'],
      names: [],
      mappings: ';;AAAA',
    });
    const inline = `data:application/json;base64,${Buffer.from(map).toString('base64')}`;
    const plain = `data:application/json,${encodeURIComponent(map)}`;
    const crashing =
      "\n\nthrow new Error('no such stage', { cause: Object.freeze(new Error('why')) });";

    it.each([
      ['a file beside it', 'main.js.map'],
      ['in itself', inline],
      ['in itself, as text', plain],
    ])('names the source by the map that is %s', (_, url) => {
      run('dist/main.js.map', map);
      expect(run('dist/main.js', `${MADE}\n//# sourceMappingURL=${url}`)).toContain(
        "[ 'source/main.ts:1:",
      );
    });

    it('names the source in the stack of an error that ends it', () => {
      const printed = run('dist/main.js', `${crashing}\n//# sourceMappingURL=${inline}`);
      expect(printed).toContain('no such stage');
      expect(printed).toMatch(/at .*\/source\/main\.ts:1:\d+\)?\n/);
    });

    it.each([
      ['is missing', 'no.js.map'],
      ['is no map', 'data:application/json,{{'],
    ])('names the line that runs where the map %s', (_, url) => {
      const printed = run('dist/main.js', `${crashing}\n//# sourceMappingURL=${url}`);
      expect(printed).toContain('no such stage');
      expect(printed).toMatch(/at .*\/dist\/main\.js:3:\d+\)?\n/);
    });
  });

  it('leaves other metadata and apps without constructs alone', () => {
    const app =
      "const node = new (require('constructs').RootConstruct)().node; node.addMetadata('x', 1); console.log(node.metadata);";
    expect(run('main.js', app)).toContain("[ { type: 'x', data: 1, trace: undefined } ]");
  });
});
