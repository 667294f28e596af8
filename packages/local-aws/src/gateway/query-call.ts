import type { AwsCall } from './aws-call';
import type { XmlElements } from './xml';

/** The parameters of a query call. */
export function queryParameters(call: AwsCall): URLSearchParams {
  return new URLSearchParams(call.body.toString('utf8'));
}

/** The same call with some parameters set, or removed where undefined. */
export function withParameters(
  call: AwsCall,
  changes: Readonly<Record<string, string | undefined>>,
): AwsCall {
  const parameters = queryParameters(call);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) {
      parameters.delete(name);
    } else {
      parameters.set(name, value);
    }
  }
  return { ...call, body: Buffer.from(parameters.toString()) };
}

/** The parameters that begin with a word, as the elements that AWS would answer with: `a.member.1=x` is a list of x. */
export function elementsIn(parameters: URLSearchParams, prefix: string): XmlElements {
  const tree = emptyTree();
  for (const [name, value] of parameters) {
    const [first, ...parts] = name.split('.');
    if (first !== prefix || !parts.every(isElement)) {
      continue;
    }
    const last = parts.pop();
    if (last === undefined) {
      continue;
    }
    const branch = parts.reduce<Tree>((node, part) => {
      const inner = node[part];
      return (node[part] = typeof inner === 'object' ? inner : emptyTree());
    }, tree);
    branch[last] = value;
  }
  return withLists(tree);
}

/** Whether a part of a name can be an element, or the place in a list; anything else is no parameter of AWS. */
function isElement(part: string, index: number, parts: readonly string[]): boolean {
  return parts[index - 1] === 'member' ? /^\d+$/.test(part) : /^[A-Za-z]\w*$/.test(part);
}

interface Tree {
  [name: string]: string | Tree;
}

/** Whatever a caller names, `__proto__` too, is a name and no more. */
function emptyTree(): Tree {
  return Object.create(null) as Tree;
}

function withLists(tree: Tree): XmlElements {
  const entries = Object.entries(tree).map(([name, inner]) => {
    if (typeof inner === 'string') {
      return [name, inner] as const;
    }
    if (name !== 'member') {
      return [name, withLists(inner)] as const;
    }
    const members = Object.values(inner);
    return [name, members.map((one) => (typeof one === 'string' ? one : withLists(one)))] as const;
  });
  return Object.fromEntries(entries);
}
