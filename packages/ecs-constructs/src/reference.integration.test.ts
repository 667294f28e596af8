import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryDirectories } from './fixtures/directory';
import { tableOf } from './fixtures/readme';
import * as library from './index';
import * as testing from './testing';

const PACKAGE = join(__dirname, '..');
const WORKSPACE = join(PACKAGE, '../..');

/** `@default` and its like. */
interface Tag {
  readonly tag: string;
  readonly content: readonly { readonly text: string }[];
}

/** What TypeDoc writes about a declaration, as far as it is read here. */
interface Reflection {
  readonly name: string;
  readonly kind: number;
  readonly flags?: { readonly isOptional?: boolean; readonly isExternal?: boolean };
  readonly comment?: { readonly blockTags?: readonly Tag[] };
  readonly children?: readonly Reflection[];
  readonly type?: { readonly declaration?: Reflection };
}

const PROPERTY = 1024;

const temporary = new TemporaryDirectories();
afterAll(() => temporary.remove());

/** Writes the reference in two forms, as the target `docs` does, and returns what TypeDoc complains about. */
function writeReference(directory: string): string {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(WORKSPACE, 'node_modules/typedoc/bin/typedoc'),
      ...['--json', join(directory, 'reference.json')],
      ...['--out', join(directory, 'pages')],
      // The target fails; here the complaints are compared.
      ...['--treatWarningsAsErrors', 'false', '--treatValidationWarningsAsErrors', 'false'],
    ],
    { cwd: PACKAGE, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } },
  );
  return `${stdout}${stderr}`
    .split('\n')
    .filter((line) => /\[(warning|error)\]/.test(line))
    .join('\n');
}

/** The optional properties that do not say what happens without them. */
function withoutDefault(reflection: Reflection, path: string): readonly string[] {
  const inside = [...(reflection.children ?? []), reflection.type?.declaration ?? []].flat();
  const found = inside.flatMap((child) => withoutDefault(child, `${path}.${child.name}`));
  const tags = reflection.comment?.blockTags?.map(({ tag }) => tag) ?? [];
  const says = reflection.kind !== PROPERTY || !reflection.flags?.isOptional;
  return says || tags.includes('@default') ? found : [path, ...found];
}

/** What a property says in `@default`, as the README writes it: without a dash, quotes and the marks of code. */
function defaultOf(reflection: Reflection | undefined): string {
  const tag = reflection?.comment?.blockTags?.find(({ tag }) => tag === '@default');
  const text = tag?.content.map((part) => part.text).join('') ?? 'none';
  return text
    .replaceAll(/```(ts)?|`|'/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^- /, '');
}

describe('the reference of the API', () => {
  let complaints: string;
  let text: string;
  let modules: readonly Reflection[];

  beforeAll(() => {
    const directory = temporary.make();
    complaints = writeReference(directory);
    const pages = join(directory, 'pages');
    text = readdirSync(pages, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => readFileSync(join(pages, file), 'utf8'))
      .join('\n');
    modules = JSON.parse(readFileSync(join(directory, 'reference.json'), 'utf8')).children;
  }, 120_000);

  it('documents every export and every method, and links only to what is there', () => {
    expect(complaints).toBe('');
  });

  it('has everything that the library exports', () => {
    const names = (name: string) =>
      modules.find((module) => module.name === name)?.children?.map((child) => child.name);
    expect(names('index')).toEqual(expect.arrayContaining(Object.keys(library)));
    expect(names('testing')).toEqual(expect.arrayContaining(Object.keys(testing)));
  });

  it('says for every optional property of an interface for input what happens without it', () => {
    const inputs = modules
      .flatMap((module) => module.children ?? [])
      .filter(({ name }) => /(Props|Options|Attributes)$/.test(name));
    expect(inputs.length).toBeGreaterThan(20);
    expect(inputs.flatMap((input) => withoutDefault(input, input.name))).toEqual([]);
  });

  it('names no path of the machine it was made on', () => {
    expect(text.length).toBeGreaterThan(50_000);
    expect(text).not.toContain(WORKSPACE);
  });

  it('agrees with the table of defaults in the README', () => {
    const rows = tableOf('property');
    expect(rows.length).toBeGreaterThan(20);
    const find = (path: string): Reflection | undefined => {
      const [type, property] = path.split('.');
      return modules
        .flatMap((module) => module.children ?? [])
        .find(({ name }) => name === type)
        ?.children?.find(({ name }) => name === property);
    };
    expect(rows.map(([path = '']) => [path, defaultOf(find(path))])).toEqual(
      rows.map(([path, value]) => [path, value]),
    );
  });
});
