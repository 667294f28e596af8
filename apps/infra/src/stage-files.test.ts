import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from './config';
import { didYouMean, readStage, stageNames } from './stage-files';

describe('stageNames', () => {
  it('are the files of the folder', () => {
    expect(stageNames()).toEqual(expect.arrayContaining(['aws', 'local']));
    for (const name of stageNames()) {
      expect(existsSync(join(__dirname, 'stages', `${name}.ts`))).toBe(true);
    }
  });
});

describe('readStage', () => {
  it('names the stages that exist when asked for another', () => {
    expect(() => readStage('moon', {})).toThrow(
      /^stage: got 'moon'\. Allowed: aws, local, local-production, production\. Choose one with -c <stage>, or add apps\/infra\/src\/stages\/moon\.ts\.$/,
    );
  });

  it('says which one is meant when it is misspelt', () => {
    expect(() => loadConfig('lcoal', {})).toThrow(/Allowed: .*\. Did you mean 'local'\? Choose/);
  });

  it.each(['constructor', '../defaults', '', 'local.ts', 'local\n'])(
    'takes %j for no stage',
    (name) => {
      expect(() => readStage(name, {})).toThrow(`stage: got '${name}'`);
    },
  );
});

describe('the cache of synth', () => {
  it.each(stageNames())('knows every variable that the stage %s reads', (stage) => {
    const read = new Set<string>();
    const env = new Proxy<Record<string, string>>(
      { HELLO_ECS_ACCOUNT_ID: '111122223333' },
      {
        get: (target, name) => {
          read.add(String(name));
          return target[String(name)];
        },
      },
    );
    loadConfig(stage, env);
    const project = readFileSync(join(__dirname, '..', 'project.json'), 'utf8');
    const { targets } = JSON.parse(project) as { targets: { synth: { inputs: unknown[] } } };
    // One that is missing is a stale plan: add { "env": "<name>" } to the inputs of `synth` in project.json.
    expect(targets.synth.inputs).toEqual(
      expect.arrayContaining([...read].map((name) => ({ env: name }))),
    );
  });
});

describe('a file of a stage', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stages-'));
  const place = { sources: folder, compiled: folder };
  afterAll(() => rmSync(folder, { recursive: true }));
  let count = 0;
  /** Reads a stage whose file says this; each is a file of its own, for a module is loaded once. */
  const read = (text: string) => {
    const name = `s${++count}`;
    writeFileSync(join(folder, `${name}.ts`), text);
    return readStage(name, { X: 'x' }, place);
  };

  it('is a stage without a word anywhere else', () => {
    expect(read('export default (env: any) => ({ accountId: env.X });')).toEqual({
      accountId: 'x',
    });
    expect(stageNames(place)).toEqual(['s1']);
  });

  it.each([
    ['export const stage = {};', 'got undefined.'],
    ['export default { region: 1 };', 'got [object Object].'],
    ['export default () => undefined;', 'got one that returns undefined.'],
    ['export default () => null;', 'got one that returns null.'],
  ])('is refused when it is %s', (text, got) => {
    expect(() => read(text)).toThrow(
      /^apps\/infra\/src\/stages\/s\d\.ts: must export a function by default that returns the values of the stage; /,
    );
    expect(() => read(text)).toThrow(`${got} Write it like apps/infra/src/stages/s1.ts.`);
  });

  it('says that it has to be compiled first, and takes nothing for a stage whose source is gone', () => {
    expect(() => readStage('s1', {}, { ...place, compiled: join(folder, 'dist') })).toThrow(
      'apps/infra/src/stages/s1.ts: is not compiled yet. Run: npx nx build infra',
    );
    const sources = mkdtempSync(join(folder, 'sources-'));
    expect(() => readStage('s1', {}, { ...place, sources })).toThrow("stage: got 's1'");
  });
});

describe('didYouMean', () => {
  it.each([
    ['prdoution', 'production'],
    ['AWS', 'aws'],
  ])('takes %s for %s', (got, meant) => {
    expect(didYouMean(got, ['aws', 'local', 'production'])).toBe(` Did you mean '${meant}'?`);
  });

  it('guesses nothing where no name is near, and nothing among none', () => {
    expect(didYouMean('moon', ['aws', 'local'])).toBe('');
    expect(didYouMean('moon', [])).toBe('');
  });
});
