import { isList, isObject, type Json } from './json';
import type { Resource } from './plan-view';

/** Attributes by which other resources name one. */
const identifying = ['id', 'arn', 'name', 'bucket', 'key_id', 'url', 'function_name'];

/** Finds resources by what identifies them: id, ARN or name, on either side of the plan. */
export class Identities {
  private readonly byText = new Map<string, Resource[]>();

  constructor(resources: readonly Resource[]) {
    for (const resource of resources) {
      for (const attribute of identifying) {
        const before = resource.before?.[attribute];
        const after = resource.after?.[attribute];
        this.add(before, resource);
        // Most are called the same on both sides.
        if (after !== before) {
          this.add(after, resource);
        }
      }
    }
  }

  private add(text: Json | undefined, resource: Resource): void {
    if (typeof text !== 'string' || text === '') {
      return;
    }
    const key = `${resource.type} ${text}`;
    const same = this.byText.get(key);
    if (same === undefined) {
      this.byText.set(key, [resource]);
    } else if (same.at(-1) !== resource) {
      same.push(resource);
    }
  }

  /** The resources of some types that one of the texts identifies. */
  find(texts: readonly string[], types: readonly string[]): readonly Resource[] {
    if (texts.length === 0) {
      return [];
    }
    const found = types.flatMap((type) =>
      texts.flatMap((text) => this.byText.get(`${type} ${text}`) ?? []),
    );
    return found.length < 2 ? found : [...new Set(found)];
  }
}

/** All texts in a value. */
export function textsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') {
    return [value];
  }
  if (isList(value)) {
    return value.flatMap(textsIn);
  }
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
