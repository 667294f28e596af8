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
  const args = ['--enable-source-maps', '--require', hook, file];
  // Nx tells its tasks to colour, and Node obeys.
  const env = { ...process.env, FORCE_COLOR: '0' };
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env,
  });
  return stdout + stderr;
}

describe('trace-constructs', () => {
  it('writes the line of the app that made a construct, relative to the working directory', () => {
    const app = [
      "const { Construct, RootConstruct } = require('constructs');",
      'class Made extends Construct {',
      "  constructor(scope, id) { super(scope, id); this.node.addMetadata('stacktrace', 'trace'); }",
      '}',
      "console.log(new Made(new RootConstruct(), 'a').node.metadata[0].trace);",
    ].join('\n');
    expect(run('src/main.js', app)).toContain("[ 'src/main.js:3:");
  });

  it('leaves other metadata and apps without constructs alone', () => {
    const app =
      "const node = new (require('constructs').RootConstruct)().node; node.addMetadata('x', 1); console.log(node.metadata);";
    expect(run('main.js', app)).toContain("[ { type: 'x', data: 1, trace: undefined } ]");
  });
});
