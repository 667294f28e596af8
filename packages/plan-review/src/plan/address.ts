/** An index as it stands in an address: `[0]`, `["eu-west-1a"]`. */
const index = String.raw`\[(?:\d+|"(?:[^"\\]|\\.)*")\]`;
const indexes = new RegExp(index, 'g');
const step = new RegExp(String.raw`^(module\.[^.[\]]+)(${index})?\.`);
const last = new RegExp(`(${index})$`);

/** The address of the block: `aws_subnet.a[0]` and `aws_subnet.a["x"]` are instances of `aws_subnet.a`. */
export function blockAddress(address: string): string {
  return address.includes('[') ? address.replace(indexes, '') : address;
}

/** `[0]` or `["x"]` of an instance of `count` or `for_each`; empty for a block without. */
export function instanceKey(address: string): string {
  return last.exec(address)?.[1] ?? '';
}

/** One module in the path of an address. */
export interface ModuleStep {
  /** `module.net` */
  readonly name: string;
  /** `[0]`, or empty. */
  readonly key: string;
}

/** The modules around an address, the outermost first. */
export function modulePath(address: string): readonly ModuleStep[] {
  const steps: ModuleStep[] = [];
  for (let rest = address; ;) {
    const [whole, name, key = ''] = step.exec(rest) ?? [];
    if (whole === undefined || name === undefined) {
      return steps;
    }
    steps.push({ name, key });
    rest = rest.slice(whole.length);
  }
}

/** The parts of a reference, dots in indexes left alone: `module.net["a.b"].id` has three. */
export function partsOf(reference: string): readonly string[] {
  return reference.match(/(?:[^.[\]"]|\[(?:[^"\]]|"(?:[^"\\]|\\.)*")*\])+/g) ?? [];
}

/** A part and its index: `subnets[0]` is `subnets` and `[0]`. */
export function keyed(part: string): { readonly name: string; readonly key: string } {
  const at = part.indexOf('[');
  return at < 0 ? { name: part, key: '' } : { name: part.slice(0, at), key: part.slice(at) };
}
