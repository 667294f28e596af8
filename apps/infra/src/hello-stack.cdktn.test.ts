import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { stageNames } from './stage-files';

const APP = join(__dirname, '..');
const directory = mkdtempSync(join(tmpdir(), 'hello-cores-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The files that the compiled app writes for a stage, by name, on cdktf or on CDK Terrain under its name. */
function synthesize(stage: string, core: 'cdktf' | 'cdktn'): ReadonlyMap<string, string> {
  const outdir = join(directory, `${stage}-${core}`);
  const preload = core === 'cdktn' ? ['--require', join(APP, 'tools/on-cdktn.cjs')] : [];
  execFileSync(process.execPath, [...preload, join(APP, 'dist/main.js')], {
    // Nothing of this shell decides what is compared.
    env: { STAGE: stage, CDKTF_OUTDIR: outdir, HELLO_ECS_ACCOUNT_ID: '111122223333' },
  });
  const files = readdirSync(outdir, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(outdir, name)).isFile())
    .sort();
  return new Map(files.map((name) => [name, readFileSync(join(outdir, name), 'utf8')]));
}

/** What a file says, and apart from it the versions of the core that it names. */
function read(text: string): { readonly versions: readonly string[]; readonly content: unknown } {
  const versions = new Set<string>();
  const content: unknown = JSON.parse(text, (key, value: unknown) => {
    if (key !== 'version' || typeof value !== 'string' || !/^\d/.test(value)) {
      return value;
    }
    versions.add(value);
    return 'a version';
  });
  return { versions: [...versions], content };
}

describe('the app on CDK Terrain', () => {
  it.each(stageNames())(
    'gives what it gives on cdktf, but for the version, in stage %s',
    (stage) => {
      const [cdktf, cdktn] = [synthesize(stage, 'cdktf'), synthesize(stage, 'cdktn')];
      expect([...cdktn.keys()]).toEqual([...cdktf.keys()]);
      expect([...cdktf.keys()]).toContain(join('stacks', `hello-ecs-${stage}`, 'cdk.tf.json'));
      for (const [name, text] of cdktf) {
        const other = cdktn.get(name) ?? '';
        // What a core writes itself; the rest are files that the stack takes along.
        if (!/^(cdk\.tf|manifest)\.json$/.test(basename(name))) {
          expect([name, other]).toEqual([name, text]);
          continue;
        }
        const [expected, found] = [read(text), read(other)];
        expect([name, found.content]).toEqual([name, expected.content]);
        // Proves that the two runs were on two cores.
        expect(found.versions).not.toEqual(expected.versions);
      }
    },
  );
});
