/** Several formats group the same items by the same keys, and a key is as long as what is written of its item. */
const keys = new WeakMap<object, WeakMap<object, string>>();

function keysOf<Item extends object>(
  keyOf: (item: Item) => readonly unknown[],
): WeakMap<Item, string> {
  let known = keys.get(keyOf);
  if (known === undefined) {
    known = new WeakMap();
    keys.set(keyOf, known);
  }
  return known;
}

/** Items with equal keys together, in the order in which the first of each stands. */
export function groupedBy<Item extends object>(
  items: readonly Item[],
  keyOf: (item: Item) => readonly unknown[],
): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  const kept = keysOf(keyOf);
  for (const item of items) {
    let key = kept.get(item);
    if (key === undefined) {
      key = JSON.stringify(keyOf(item));
      kept.set(item, key);
    }
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [item]);
    } else {
      group.push(item);
    }
  }
  return [...groups.values()];
}
