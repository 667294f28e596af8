/** Tags as a map from key to value. */
export type TagMap = Readonly<Record<string, string>>;

/** Tags with others on top. */
export function mergeTagMap(tags: TagMap, added: unknown): TagMap {
  return { ...tags, ...((added ?? {}) as TagMap) };
}

/** Tags without those of some keys. */
export function withoutTagKeys(tags: TagMap, keys: unknown): TagMap {
  const removed = Array.isArray(keys) ? keys.map(String) : [];
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !removed.includes(key)));
}
