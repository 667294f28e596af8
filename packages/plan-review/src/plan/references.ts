import { keyed, partsOf } from './address';
import {
  referencesOf,
  type ConfigurationIndex,
  type ConfiguredBlock,
  type ConfiguredModule,
} from './configuration';
import type { Json } from './json';
import type { RepeatedJson } from './plan-json';

/** A resource block that an expression leads to. */
export interface Target {
  /** Without indexes: `module.net.aws_vpc.main`, `data.aws_vpc.main`. */
  readonly block: string;
  /** Indexes that the author gave, by the address up to them: `module.net` is `["a"]`. */
  readonly keys: ReadonlyMap<string, string>;
  /** Whether the instance with the same key is meant, as `count.index` and `each.key` say. */
  readonly sameKey: boolean;
}

/** Where an expression leads. */
export interface Targets {
  readonly blocks: readonly Target[];
  /** Whether it also leads through something that a plan does not show: locals, what `dynamic` blocks hold. */
  readonly hidden: boolean;
}

/** More modules than anybody nests. */
const deepest = 40;

/**
 * Follows references to the resource blocks at their end: through variables of modules to what the caller gives, through
 * outputs into modules, through `each.value` to what `for_each` goes over.
 *
 * Terraform writes no locals into a plan, so there the way ends.
 */
export class References {
  private readonly known = new Map<string, Targets>();

  constructor(private readonly configuration: ConfigurationIndex) {}

  /** Where one argument of a block leads. Terraform leaves `dynamic` blocks out: what is not written is hidden. */
  of(block: string, attribute: string): Targets {
    const key = `${block}\0${attribute}`;
    let targets = this.known.get(key);
    if (targets === undefined) {
      targets = this.read(this.configuration.blocks.get(block), attribute);
      this.known.set(key, targets);
    }
    return targets;
  }

  private read(block: ConfiguredBlock | undefined, attribute: string): Targets {
    const expressions = block?.json.expressions ?? {};
    if (block === undefined || !Object.hasOwn(expressions, attribute)) {
      return { blocks: [], hidden: true };
    }
    return this.follow(expressions[attribute], block.module, block.json, 0);
  }

  /** `around` is the block or the call with `count` or `for_each`, in which the expression stands. */
  private follow(
    expression: Json | undefined,
    module: ConfiguredModule,
    around: RepeatedJson,
    depth: number,
  ): Targets {
    const references = longest(referencesOf(expression));
    const sameKey = references.some((reference) => /^(?:count\.index|each\.)/.test(reference));
    const blocks: Target[] = [];
    let hidden = depth > deepest;
    for (const reference of hidden ? [] : references) {
      const found = this.step(reference, module, around, depth);
      hidden ||= found.hidden;
      blocks.push(...found.blocks.map((target) => (sameKey ? { ...target, sameKey } : target)));
    }
    return { blocks: distinct(blocks), hidden };
  }

  private step(
    reference: string,
    module: ConfiguredModule,
    around: RepeatedJson,
    depth: number,
  ): Targets {
    const parts = partsOf(reference);
    const [first = '', second = '', third = ''] = parts;
    switch (keyed(first).name) {
      case 'each':
        return keyed(second).name === 'value'
          ? this.follow(around.for_each_expression, module, {}, depth + 1)
          : nothing;
      case 'count':
      case 'path':
      case 'terraform':
      case 'self':
        return nothing;
      case 'local':
        return { blocks: [], hidden: true };
      case 'var':
        return this.variable(keyed(second).name, module, depth);
      case 'module':
        return this.output(keyed(second), keyed(third).name, module, depth);
      case 'data':
        return end(module, `data.${keyed(second).name}`, keyed(third));
      default:
        return end(module, keyed(first).name, keyed(second));
    }
  }

  /** What the caller of the module gives. A variable of the root module is known. */
  private variable(name: string, { parent, call }: ConfiguredModule, depth: number): Targets {
    const { expressions = {} } = call ?? {};
    return parent === undefined || call === undefined || !Object.hasOwn(expressions, name)
      ? nothing
      : this.follow(expressions[name], parent, call, depth + 1);
  }

  private output(
    { name, key }: { readonly name: string; readonly key: string },
    output: string,
    module: ConfiguredModule,
    depth: number,
  ): Targets {
    const inner = this.configuration.modules.get(`${module.prefix}module.${name}.`);
    const outputs = inner?.json.outputs ?? {};
    // Of `module.net[each.key].id` Terraform writes `module.net`: any of its outputs may be meant.
    const names = output === '' ? Object.keys(outputs) : [output];
    if (inner === undefined || names.some((one) => !Object.hasOwn(outputs, one))) {
      return { blocks: [], hidden: true };
    }
    const all = names.map((one) => this.follow(outputs[one]?.expression, inner, {}, depth + 1));
    const found: Targets = {
      blocks: all.flatMap(({ blocks }) => blocks),
      hidden: all.some(({ hidden }) => hidden),
    };
    const at = `${module.prefix}module.${name}`;
    return key === ''
      ? found
      : {
          ...found,
          blocks: found.blocks.map((target) => ({
            ...target,
            keys: new Map([...target.keys, [at, key]]),
          })),
        };
  }
}

const nothing: Targets = { blocks: [], hidden: false };

function end(
  module: ConfiguredModule,
  type: string,
  { name, key }: { readonly name: string; readonly key: string },
): Targets {
  if (name === '') {
    return nothing;
  }
  const block = `${module.prefix}${type}.${name}`;
  const keys = new Map(key === '' ? [] : [[block, key] as const]);
  return { blocks: [{ block, keys, sameKey: false }], hidden: false };
}

/** Terraform lists `aws_vpc.a[0].id`, `aws_vpc.a[0]` and `aws_vpc.a` for one reference. */
function longest(references: readonly string[]): readonly string[] {
  const all = [...new Set(references)];
  return all.filter(
    (one) => !all.some((other) => other.startsWith(`${one}.`) || other.startsWith(`${one}[`)),
  );
}

function distinct(targets: readonly Target[]): readonly Target[] {
  const key = ({ block, keys, sameKey }: Target): string =>
    JSON.stringify([block, [...keys], sameKey]);
  return targets.length < 2
    ? targets
    : [...new Map(targets.map((target) => [key(target), target])).values()];
}
