import fc from 'fast-check';
import type { Picture, PictureKind, PictureNode, PlannedAction } from '../../model';
import { sampleReview } from '../../testing/sample-review';
import { renderSvg } from './render-svg';
import type { Box } from './svg-boxes';
import { layoutOf } from './svg-layout';

const kinds: readonly PictureKind[] = [
  'region',
  'vpc',
  'availability-zone',
  'subnet',
  'hosts',
  'cluster',
  'service',
  'task-definition',
  'repository',
  'state',
  'other',
];
const actions: readonly (PlannedAction | 'unchanged')[] = [
  'destroy',
  'replace',
  'update',
  'create',
  'forget',
  'read',
  'none',
  'unchanged',
];

/** Any picture: parents and arrows may lead anywhere, also to nothing. */
const pictures: fc.Arbitrary<Picture> = fc.integer({ min: 0, max: 40 }).chain((size) => {
  const id = fc.integer({ min: 0, max: size + 1 }).map((index) => `n${index}`);
  return fc.record({
    nodes: fc
      .array(
        fc.record({
          kind: fc.constantFrom(...kinds),
          label: fc.oneof(
            fc.string({ unit: 'binary', maxLength: 60 }),
            fc.constant('eu-west-1a 10.0.0.0/20'),
          ),
          action: fc.constantFrom(...actions),
          parent: fc.option(id, { nil: undefined }),
        }),
        { minLength: size, maxLength: size },
      )
      .map((nodes) => nodes.map((node, index) => ({ ...node, id: `n${index}` }) as PictureNode)),
    edges: fc.array(
      fc.record({ from: id, to: id, label: fc.string() }, { requiredKeys: ['from', 'to'] }),
      { maxLength: 30 },
    ),
  });
});

const parameters = { numRuns: 200, seed: 20260101 };

const overlap = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/** A network of that many subnets over that many zones, with that many services. */
function network(subnets: number, zones: number, services: number): Picture {
  const names = (count: number) => Array.from({ length: count }, (_, index) => index);
  return {
    nodes: [
      { id: 'v', kind: 'vpc', label: 'VPC 10.0.0.0/16', action: 'unchanged' },
      ...names(subnets).map((index): PictureNode => ({
        id: `n${index}`,
        kind: 'subnet',
        label: `eu-west-1${'abcdef'[index % zones] ?? ''} 10.0.${index}.0/24`,
        action: 'create',
        parent: 'v',
      })),
      { id: 'h', kind: 'hosts', label: '3 × t3.micro', action: 'update' },
      { id: 'c', kind: 'cluster', label: 'Cluster hello', action: 'unchanged' },
      ...names(services).flatMap((index): readonly PictureNode[] => [
        {
          id: `s${index}`,
          kind: 'service',
          label: `Service web${index}, 2 tasks`,
          action: 'update',
          parent: 'c',
        },
        {
          id: `t${index}`,
          kind: 'task-definition',
          label: `Task definition web${index}`,
          action: 'replace',
        },
      ]),
    ],
    edges: [
      ...names(subnets).map((index) => ({ from: 'h', to: `n${index}` })),
      ...names(services).map((index) => ({ from: `s${index}`, to: `t${index}`, label: 'runs' })),
    ],
  };
}

test('nothing to draw is no picture', () => {
  expect(renderSvg({ nodes: [], edges: [] })).toBe('');
});

test('one box is a picture', () => {
  const svg = renderSvg({
    nodes: [{ id: 'r', kind: 'repository', label: 'Repository app', action: 'create' }],
    edges: [],
  });
  expect(svg).toContain('>app</text>');
  expect(svg).toContain('>+ create</text>');
});

test('every box has a place, leaves touch no other leaf and stay inside', () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      const { boxes, width, height } = layoutOf(picture);
      expect(new Set(boxes.flatMap(({ node }) => node?.id ?? [])).size).toBe(picture.nodes.length);
      const leaves = boxes.filter(({ isContainer }) => !isContainer);
      const misplaced = leaves.filter(
        (leaf, index) =>
          leaf.x < 0 ||
          leaf.y < 0 ||
          leaf.x + leaf.width > width + 0.01 ||
          leaf.y + leaf.height > height + 0.01 ||
          leaf.width <= 100 ||
          leaves.slice(index + 1).some((other) => overlap(leaf, other)),
      );
      expect(misplaced).toEqual([]);
    }),
    parameters,
  );
});

test.each([
  [3, 3, 1],
  [16, 3, 3],
  [16, 6, 30],
  [6, 6, 9],
])(
  '%i subnets in %i zones with %i services stand inside of what holds them',
  (subnets, zones, services) => {
    const { boxes } = layoutOf(network(subnets, zones, services));
    const places = new Map(boxes.map((box) => [box.node?.id, box]));
    for (const { node, ...box } of boxes) {
      const holder = node?.parent === undefined ? undefined : places.get(node.parent);
      if (holder === undefined) {
        continue;
      }
      expect(box.x > holder.x && box.x + box.width < holder.x + holder.width).toBe(true);
      expect(box.y > holder.y && box.y + box.height < holder.y + holder.height).toBe(true);
    }
    const hosts = places.get('h');
    const [first] = boxes.filter(({ node }) => node?.kind === 'subnet');
    expect(hosts?.x).toBeLessThan(first?.x ?? 0);
  },
);

test('many services go side by side and say in words what arrows would say', () => {
  const { boxes, lines, height } = layoutOf(network(3, 3, 30));
  expect(boxes.find(({ node }) => node?.id === 's7')?.note).toBe('runs web7');
  expect(lines.filter(({ hasArrow }) => hasArrow)).toEqual([]);
  expect(height).toBeLessThan(2000);
  expect(layoutOf(network(3, 3, 4)).lines.filter(({ hasArrow }) => hasArrow)).toHaveLength(4);
});

test('long names are cut, and whole in the title of their box', () => {
  const label = `Repository ${'long-'.repeat(40)}name`;
  const svg = renderSvg({
    nodes: [{ id: 'r', kind: 'repository', label, action: 'unchanged' }],
    edges: [],
  });
  expect(svg).toMatch(/<text class="name"[^>]*>(long-)+[^<]{0,5}…<\/text>/);
  expect(svg).toContain(`<title>${label}</title>`);
});

test('colour is never alone: every action has its sign and word, and the legend names what occurs', () => {
  const nodes = actions.map((action): PictureNode => ({
    id: action,
    kind: 'other',
    label: action,
    action,
  }));
  const svg = renderSvg({ nodes, edges: [] });
  for (const said of ['- destroy', '± replace', '~ update', '+ create', '× forget', '= read']) {
    expect(svg.split(`>${said}</text>`)).toHaveLength(3);
  }
  expect(renderSvg(sampleReview.picture)).not.toContain('destroy</text>');
});

test('it says in words what it shows', () => {
  expect(renderSvg(sampleReview.picture)).toContain(
    '<desc id="picture-description">VPC 10.0.0.0/16: unchanged; Subnet eu-west-1a 10.0.0.0/20: unchanged;',
  );
});

test('no text of a plan is markup', () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      const tags = (svg: string) => svg.match(/<\/?[a-z]+/gi)?.length;
      const labels = picture.edges.map(({ label }) => label);
      const plain = {
        nodes: picture.nodes.map((node) => ({
          ...node,
          label: node.label.startsWith('eu-') ? node.label : 'a',
        })),
        edges: picture.edges.map(({ label = '', ...edge }) => ({
          ...edge,
          label: label === '' ? '' : `a${labels.indexOf(label)}`,
        })),
      };
      expect(tags(renderSvg(picture))).toBe(tags(renderSvg(plain)));
      expect(renderSvg(picture)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    }),
    parameters,
  );
});

test('the same picture gives the same text', () => {
  expect(renderSvg(sampleReview.picture)).toBe(renderSvg(sampleReview.picture));
});
