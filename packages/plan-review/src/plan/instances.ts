import { blockAddress, instanceKey, modulePath } from './address';
import type { Target } from './references';

/** Finds the instances that a reference from one resource means, among all that a plan shows. */
export class Instances<Item extends { readonly address: string }> {
  private readonly byBlock = new Map<string, Item[]>();

  constructor(items: readonly Item[]) {
    for (const item of items) {
      const block = blockAddress(item.address);
      const others = this.byBlock.get(block);
      if (others === undefined) {
        this.byBlock.set(block, [item]);
      } else {
        others.push(item);
      }
    }
  }

  /** All instances of a block. */
  of(block: string): readonly Item[] {
    return this.byBlock.get(block) ?? [];
  }

  /**
   * The instances that `target` means in the resource at `from`: with the indexes that the author gave, else within the
   * same module instance, else with the same key where `count.index` or `each.key` chooses. In doubt, all.
   */
  meant(target: Target, from: string): readonly Item[] {
    const all = this.of(target.block);
    if (all.length < 2) {
      return all;
    }
    const near = orAll(all, ({ address }) => isIn(address, target, from));
    const key = target.keys.get(target.block) ?? (target.sameKey ? instanceKey(from) : '');
    return key === '' ? near : orAll(near, ({ address }) => instanceKey(address) === key);
  }
}

function orAll<Item>(items: readonly Item[], fits: (item: Item) => boolean): readonly Item[] {
  const fitting = items.filter(fits);
  return fitting.length > 0 ? fitting : items;
}

/** Whether a candidate lies in the module instance that the author named, or in that of the resource itself. */
function isIn(candidate: string, target: Target, from: string): boolean {
  const own = modulePath(from);
  let shared = true;
  let at = '';
  return modulePath(candidate).every(({ name, key }, index) => {
    at += (index === 0 ? '' : '.') + name;
    const given = target.keys.get(at);
    const same = own[index];
    shared &&= same?.name === name;
    const wanted =
      given ?? (shared ? same?.key : target.sameKey ? instanceKey(from) : undefined) ?? key;
    shared &&= same?.key === key;
    return wanted === key;
  });
}
