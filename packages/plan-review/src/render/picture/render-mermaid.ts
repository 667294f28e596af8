import type { Picture, PictureNode } from '../../model';
import { printable } from '../printable';

/** Colours that read on light and dark ground; what stays as it is has none. */
const STYLES: Readonly<Record<string, string>> = {
  create: 'fill:#1a7f37,color:#fff',
  update: 'fill:#9a6700,color:#fff',
  replace: 'fill:#bc4c00,color:#fff',
  destroy: 'fill:#cf222e,color:#fff',
  forget: 'fill:#6e7781,color:#fff',
};

const SIGNS: Readonly<Record<string, string>> = {
  create: '+ ',
  update: '~ ',
  replace: '± ',
  destroy: '- ',
  forget: '× ',
};

/** Writes a picture as a Mermaid flowchart, which GitHub and GitLab draw. Empty when there is nothing to draw. */
export function renderMermaid({ nodes, edges }: Picture): string {
  if (nodes.length === 0) {
    return '';
  }
  // Addresses hold dots and quotes that Mermaid reads; positions are names that cannot.
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const children = new Map<string | undefined, PictureNode[]>();
  for (const node of nodes) {
    const parent = node.parent !== undefined && names.has(node.parent) ? node.parent : undefined;
    children.set(parent, [...(children.get(parent) ?? []), node]);
  }
  const draw = (node: PictureNode, indent: string): readonly string[] => {
    const name = names.get(node.id) ?? '';
    const label = `"${quoted(`${SIGNS[node.action] ?? ''}${node.label}`)}"`;
    const inside = children.get(node.id) ?? [];
    if (inside.length === 0) {
      return [`${indent}${name}[${label}]`];
    }
    return [
      `${indent}subgraph ${name}[${label}]`,
      ...inside.flatMap((child) => draw(child, `${indent}  `)),
      `${indent}end`,
    ];
  };
  return [
    'flowchart LR',
    ...(children.get(undefined) ?? []).flatMap((node) => draw(node, '  ')),
    ...edges.flatMap(({ from, to, label }) => {
      const [start, end] = [names.get(from), names.get(to)];
      if (start === undefined || end === undefined) {
        return [];
      }
      return [`  ${start} ${label === undefined ? '-->' : `-->|"${quoted(label)}"|`} ${end}`];
    }),
    ...nodes.flatMap(({ id, action }) => {
      const style = STYLES[action];
      return style === undefined ? [] : [`  style ${names.get(id)} ${style}`];
    }),
  ].join('\n');
}

/** Mermaid takes HTML entities inside quotes, and nothing else reliably. */
function quoted(text: string): string {
  return printable(text).replace(
    /[^\p{L}\p{N} .,:×±~+()/_-]/gu,
    (character) => `#${character.codePointAt(0)};`,
  );
}
