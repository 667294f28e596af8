import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findPlans, kindOfPlan } from './find-plans';

const root = mkdtempSync(join(tmpdir(), 'plan-review-find-'));
afterAll(() => rmSync(root, { recursive: true }));

const json = '{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{}}';
const saved = Buffer.concat([
  Buffer.from('PK\u0003\u0004'),
  Buffer.alloc(26),
  Buffer.from('tfplan'),
]);
const archive = Buffer.concat([
  Buffer.from('PK\u0003\u0004'),
  Buffer.alloc(26),
  Buffer.from('a.txt'),
]);

function tree(name: string, files: Readonly<Record<string, string | Buffer>>): string {
  const directory = join(root, name);
  for (const [path, content] of Object.entries(files)) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return directory;
}

const names = (...paths: readonly string[]) => findPlans(paths).sources.map(({ name }) => name);

describe('findPlans', () => {
  it('reads standard input where nothing is named', () => {
    expect(findPlans([])).toEqual({
      sources: [{ name: 'standard input', file: '-' }],
      several: false,
    });
  });

  it('finds plans as JSON and as saved files below a directory, and nothing else', () => {
    const directory = tree('mixed', {
      'a/tfplan.json': json,
      'b/tfplan': saved,
      'c/plan.json': ` \n{ \n "format_version": "1.2", "planned_values": {} }`,
      'c/package.json': '{"name":"c"}',
      'c/archive.zip': archive,
      'd/state.json': '{"format_version":"1.0","terraform_version":"1.11.4","values":{}}',
      'd/schemas.json': '{"format_version":"1.0","provider_schemas":{}}',
      'd/validate.json': '{"format_version":"1.0","valid":true,"diagnostics":[]}',
      'node_modules/x/tfplan.json': json,
      '.terraform/tfplan.json': json,
      'e/empty': '',
    });
    expect(names(directory)).toEqual(['a', 'b', 'c']);
    expect(findPlans([directory]).several).toBe(true);
  });

  it('finds a saved plan once when its JSON lies beside it', () => {
    const directory = tree('twice', {
      'a/tfplan': saved,
      'a/tfplan.json': json,
      'b/unit.tfplan': saved,
      'b/unit.json': json,
    });
    expect(findPlans([directory]).sources.map(({ file }) => file)).toEqual([
      join(directory, 'a/tfplan.json'),
      join(directory, 'b/unit.json'),
    ]);
  });

  it('names plans by their directory where that is enough', () => {
    const directory = tree('names', {
      'top.json': json,
      'one/tfplan.json': json,
      'two/x.json': json,
      'two/y.json': json,
    });
    expect(names(directory)).toEqual(['one', 'top.json', 'two/x.json', 'two/y.json']);
    expect(names('prod/tfplan.json', 'dev/tfplan.json', '-')).toEqual([
      'prod',
      'dev',
      'standard input',
    ]);
  });

  it('reviews a plan that is named twice once', () => {
    const directory = tree('repeated', { 'a/tfplan.json': json });
    expect(findPlans([directory, join(directory, 'a/tfplan.json')]).sources).toHaveLength(1);
  });

  it('says that there is no plan instead of reporting nothing', () => {
    const directory = tree('none', { 'a.json': '{}' });
    expect(() => findPlans([directory])).toThrow(/none holds no plan\. Fix: save plans there/);
  });
});

describe('kindOfPlan', () => {
  it.each([
    ['json', json],
    ['json', `\u00ef\u00bb\u00bf${json}`],
    ['saved', saved.toString('latin1')],
    [undefined, archive.toString('latin1')],
    [undefined, '{"a":"format_version"}'],
    [undefined, ''],
  ])('is %s', (kind, head) => {
    expect(kindOfPlan(Buffer.from(head, 'latin1'))).toBe(kind);
  });
});
