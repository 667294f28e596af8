import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = join(__dirname, '..', '..');
const inFolder = (folder: string): readonly string[] =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file));
const projects = ['apps', 'packages'].flatMap((folder) =>
  readdirSync(join(root, folder)).map((project) => join(folder, project)),
);
const documents = ['.', 'docs', 'docs/decisions', ...projects].flatMap(inFolder);

/** Places in the repository that a document names: links to files, and code that is a path from the root. */
function placesIn(document: string): readonly string[] {
  const text = readFileSync(join(root, document), 'utf8').replace(/^```[^]*?^```$/gm, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  const files = links
    .filter((target) => !/^(https?:|mailto:|#)/.test(target))
    .map((target) => join(dirname(document), target.replace(/#.*$/, '')));
  const paths = [...text.matchAll(/`((?:apps|packages|docs|e2e|tools)\/[\w./-]+)`/g)];
  return [...files, ...paths.map(([, path = '']) => path)].filter(
    // Made by a build or a run.
    (place) => !/(^|\/)(dist|tmp|reports)(\/|$)/.test(place),
  );
}

describe('The documents', () => {
  it.each(documents)('%s names only files and folders that exist', (document) => {
    const missing = placesIn(document).filter((place) => !existsSync(join(root, place)));
    expect(missing.map((place) => relative(root, join(root, place)))).toEqual([]);
  });

  it('the map names every project', () => {
    const places = placesIn('docs/architecture.md').join('\n');
    for (const project of projects) {
      expect(places).toContain(project);
    }
  });
});
