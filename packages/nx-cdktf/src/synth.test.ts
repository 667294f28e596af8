import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from './command';
import { synth } from './synth';

let root: string;
let printed: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-cdktf-unit-'));
  printed = [];
});
afterEach(() => {
  rmSync(root, { recursive: true });
  jest.restoreAllMocks();
});

function run(app: string): Promise<number> {
  writeFileSync(join(root, 'main.js'), app);
  return synthesize('main.js');
}

function synthesize(main: string, cwd?: string): Promise<number> {
  const command: Command = {
    workspaceRoot: root,
    project: 'infra',
    // Where Nx has set FORCE_COLOR beside a user's NO_COLOR, Node would print a warning, which the app has not.
    environment: { ...process.env, FORCE_COLOR: undefined },
    color: false,
    verbose: false,
    interrupts: {
      interrupted: false,
      during: (_activity, work) => work(),
      saying: (_words, work) => work(),
      dispose: () => undefined,
    },
    progress: {
      info: (text) => printed.push(text),
      warn: (text) => printed.push(text),
      step: (_title, work) => work(() => undefined),
    },
  };
  return synth(command, { stage: 'local', main, cwd });
}

const good = `
const fs = require('node:fs'), out = process.env.CDKTF_OUTDIR, id = 'hello-' + process.env.STAGE;
fs.mkdirSync(out, { recursive: false });
fs.mkdirSync(out + '/stacks/' + id, { recursive: true });
fs.writeFileSync(out + '/stacks/' + id + '/cdk.tf.json', '{"resource":{"aws_vpc":{"a":{},"b":{}}}}');
fs.writeFileSync(out + '/manifest.json', JSON.stringify({ stacks: { [id]: {} } }));
`;

describe('synth', () => {
  it('runs the app with its stage and says what it wrote', async () => {
    // The app makes its output directory without its parent, as cdktf does.
    await expect(run(good)).resolves.toBe(0);
    expect(printed.join('\n')).toContain(
      'dist/infra/local/stacks/hello-local/cdk.tf.json  2 resources, 1 KiB',
    );
  });

  it('removes stacks that are no longer in the manifest, and keeps the others', async () => {
    const stacks = join(root, 'dist/infra/local/stacks');
    mkdirSync(join(stacks, 'old'), { recursive: true });
    await run(good.replace('recursive: false', 'recursive: true'));
    expect(existsSync(join(stacks, 'old'))).toBe(false);
    expect(existsSync(join(stacks, 'hello-local'))).toBe(true);
  });

  it('prints what a failing app printed, as it printed it', async () => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    await expect(
      run('console.error("config: port is wrong"); process.exit(4)'),
    ).rejects.toMatchObject({
      exitCode: 1,
      message: 'synth: the app ended with exit code 4.',
    });
    expect(write).toHaveBeenCalledWith('\nconfig: port is wrong\n');
  });

  it('says when the app wrote nothing', async () => {
    await expect(run('')).rejects.toThrow('synth: the app wrote no readable manifest.json');
  });

  it('runs the app where its cdktf.json is: relative paths and the default local state are found from there', async () => {
    mkdirSync(join(root, 'apps/infra/dist'), { recursive: true });
    writeFileSync(join(root, 'apps/infra/cdktf.json'), '{}');
    writeFileSync(join(root, 'apps/infra/dist/main.js'), `${good}\nconsole.log(process.cwd());`);
    await synthesize('apps/infra/dist/main.js');
    expect(printed[0]).toBe(join(realpathSync(root), 'apps/infra'));
    rmSync(join(root, 'dist'), { recursive: true });
    await synthesize('apps/infra/dist/main.js', 'apps');
    expect(printed).toContain(join(realpathSync(root), 'apps'));
    await expect(synthesize('apps/infra/dist/main.js', 'nowhere')).rejects.toThrow(
      'synth: the directory to run the app in does not exist; got nowhere.',
    );
  });

  it('says to build when the app is missing', async () => {
    const running = run(good);
    await running;
    rmSync(join(root, 'main.js'));
    await expect(
      synth({ workspaceRoot: root } as Command, { stage: 'local', main: 'main.js' }),
    ).rejects.toThrow('synth: the app does not exist; got main.js. Fix: build it first');
  });

  it('says itself that its directory cannot be written to, before the app would with a stack trace', async () => {
    const refused = Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' });
    jest.spyOn(fs, 'accessSync').mockImplementation(() => {
      throw refused;
    });
    await expect(run('throw new Error("the app ran")')).rejects.toBe(refused);
  });
});
