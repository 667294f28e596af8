import { blockAddress, instanceKey, modulePath } from './address';
import type { Target } from './references';

/** Finds the instances that a reference from one resource means, among all that a plan shows. */
export class Instances<Item extends { readonly address: string }> {
  private readonly blocks = new Map<string, Block<Item>>();

  constructor(items: readonly Item[]) {
    for (const item of items) {
      const address = blockAddress(item.address);
      const path = modulePath(item.address);
      let block = this.blocks.get(address);
      if (block === undefined) {
        block = new Block(path.map(({ name }) => name));
        this.blocks.set(address, block);
      }
      block.add(
        item,
        path.map(({ key }) => key),
      );
    }
  }

  /**
   * The instances that `target` means in the resource at `from`: with the indexes that the author gave, else within the
   * same module instance, else with the same key where `count.index` or `each.key` chooses. In doubt, all.
   */
  meant(target: Target, from: string): readonly Item[] {
    const block = this.blocks.get(target.block);
    if (block === undefined || block.all.items.length < 2) {
      return block?.all.items ?? [];
    }
    const near = block.within(moduleKeys(block.modules, target, from));
    const key = target.keys.get(target.block) ?? (target.sameKey ? instanceKey(from) : '');
    return key === '' ? near.items : near.withKey(key);
  }
}

/** Instances by their own key. */
class Group<Item extends { readonly address: string }> {
  readonly items: Item[] = [];
  private readonly byKey = new Map<string, Item[]>();

  add(item: Item): void {
    this.items.push(item);
    const key = instanceKey(item.address);
    const others = this.byKey.get(key);
    if (others === undefined) {
      this.byKey.set(key, [item]);
    } else {
      others.push(item);
    }
  }

  /** Those with the key; in doubt all. */
  withKey(key: string): readonly Item[] {
    return this.byKey.get(key) ?? this.items;
  }
}

/** All instances of a block, and those of each module instance: hundreds of them refer to one of their own each. */
class Block<Item extends { readonly address: string }> {
  readonly all = new Group<Item>();
  private readonly byModule = new Map<string, { keys: readonly string[]; group: Group<Item> }>();

  /** `modules` are the names of the modules around, which all instances of a block share. */
  constructor(readonly modules: readonly string[]) {}

  add(item: Item, keys: readonly string[]): void {
    this.all.add(item);
    const path = keys.join('.');
    let module = this.byModule.get(path);
    if (module === undefined) {
      module = { keys, group: new Group() };
      this.byModule.set(path, module);
    }
    module.group.add(item);
  }

  /** Those in the module instances with these keys, `undefined` for any; in doubt all. */
  within(wanted: readonly (string | undefined)[]): Group<Item> {
    if (!wanted.includes(undefined)) {
      return this.byModule.get(wanted.join('.'))?.group ?? this.all;
    }
    const fitting = new Group<Item>();
    const fits = new Set(
      [...this.byModule.values()]
        .filter(({ keys }) => keys.every((key, index) => (wanted[index] ?? key) === key))
        .flatMap(({ group }) => group.items),
    );
    // In the order of the plan.
    this.all.items.filter((item) => fits.has(item)).forEach((item) => fitting.add(item));
    return fitting.items.length === 0 ? this.all : fitting;
  }
}

/** The keys of the module instances that the author named, or of those around the resource itself. */
function moduleKeys(
  modules: readonly string[],
  target: Target,
  from: string,
): readonly (string | undefined)[] {
  const own = modulePath(from);
  let shared = true;
  let at = '';
  return modules.map((name, index) => {
    at += (index === 0 ? '' : '.') + name;
    const same = own[index];
    shared &&= same?.name === name;
    const wanted =
      target.keys.get(at) ?? (shared ? same?.key : target.sameKey ? instanceKey(from) : undefined);
    shared &&= same?.key === wanted;
    return wanted;
  });
}
