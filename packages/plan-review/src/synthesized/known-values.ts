import {
  holdsTrue,
  isList,
  isObject,
  type Json,
  type JsonObject,
  objectOf,
  own,
} from '../plan/json';
import type { PlanJson } from '../plan/plan-json';
import type { Lookup } from './expression';
import { NotReadable } from './interpolation';
import { evaluateTemplate } from './template';
import { UnknownPart, type Value } from './value';

/** Values of something, and which of them are not known, or are secrets. */
interface Known {
  readonly values: Json | undefined;
  readonly unknown: Json | undefined;
  readonly sensitive: Json | undefined;
}

/** Locals that name locals: more than anybody chains. */
const deepest = 20;

/** What references of a synthesized stack mean in the root module of a plan. Nothing that is sensitive is known. */
export function lookupIn(plan: PlanJson, stack: JsonObject): Lookup {
  let known: ReadonlyMap<string, Known> | undefined;
  const locals = objectOf(own(stack, 'locals'));
  let depth = 0;
  const lookup: Lookup = (path) => {
    const [head, name] = path;
    if (head === 'var') {
      return variable(plan, String(name), path.slice(2));
    }
    if (head === 'local') {
      const written = own(locals, String(name));
      if (depth >= deepest || typeof written !== 'string') {
        return simple(written);
      }
      depth += 1;
      try {
        return path.length === 2 ? jsonOf(evaluateTemplate(written, lookup)) : undefined;
      } catch (error) {
        if (error instanceof NotReadable) {
          return undefined;
        }
        throw error;
      } finally {
        depth -= 1;
      }
    }
    known ??= knownIn(plan);
    return resource(known, path);
  };
  return lookup;
}

function variable(
  { variables, configuration }: PlanJson,
  name: string,
  rest: readonly (string | number)[],
): Json | undefined {
  const declared = configuration?.root_module?.variables ?? {};
  const isSensitive = Object.hasOwn(declared, name) && declared[name]?.sensitive === true;
  const value =
    variables !== undefined && Object.hasOwn(variables, name) ? variables[name]?.value : undefined;
  return isSensitive ? undefined : at({ values: value, unknown: false, sensitive: false }, rest);
}

function resource(
  known: ReadonlyMap<string, Known>,
  path: readonly (string | number)[],
): Json | undefined {
  const length = path[0] === 'data' ? 3 : 2;
  const block = path.slice(0, length).join('.');
  const key = path[length];
  const instance = key === undefined ? undefined : known.get(`${block}[${JSON.stringify(key)}]`);
  if (instance !== undefined) {
    return at(instance, path.slice(length + 1));
  }
  const single = known.get(block);
  return single === undefined ? undefined : at(single, path.slice(length));
}

function knownIn(plan: PlanJson): ReadonlyMap<string, Known> {
  const known = new Map<string, Known>();
  for (const { address, values, sensitive_values: sensitive } of plan.prior_state?.values
    ?.root_module?.resources ?? []) {
    if (address.startsWith('data.')) {
      known.set(address, { values, unknown: false, sensitive });
    }
  }
  for (const { address, deposed, change } of plan.resource_changes ?? []) {
    const { after: values, after_unknown: unknown, after_sensitive: sensitive } = change;
    if (deposed === undefined) {
      known.set(address, { values, unknown, sensitive });
    }
  }
  return known;
}

function at(from: Known, path: readonly (string | number)[]): Json | undefined {
  let { values, unknown, sensitive } = from;
  for (const step of path) {
    if (unknown === true || sensitive === true) {
      return undefined;
    }
    values = child(values, step);
    unknown = child(unknown, step);
    sensitive = child(sensitive, step);
  }
  return holdsTrue(unknown) || holdsTrue(sensitive) ? undefined : (values ?? undefined);
}

function child(value: Json | undefined, step: string | number): Json | undefined {
  if (isList(value)) {
    return typeof step === 'number' ? value[step] : undefined;
  }
  return isObject(value) ? own(value, String(step)) : undefined;
}

function simple(value: Json | undefined): Json | undefined {
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

function jsonOf(value: Value): Json | undefined {
  return value instanceof UnknownPart || typeof value === 'object' ? undefined : value;
}
