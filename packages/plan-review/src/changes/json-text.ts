import { canonical, equal, isList, isObject, type Json, type JsonObject } from '../plan/json';
import type { Differences } from './differences';

/** Compares what JSON text says: containers and variables by name, statements by Sid or content. */
export function compareJson(
  differences: Differences,
  path: string,
  before: Json,
  after: Json,
): void {
  if (isContainers(before) && isContainers(after)) {
    differences.compareKeyed(path, byName(before), byName(after), (itemPath, left, right) =>
      compareContainers(differences, itemPath, left, right),
    );
  } else if (isObject(before) && isObject(after) && 'Statement' in before && 'Statement' in after) {
    comparePolicies(differences, path, before, after);
  } else {
    differences.compare(path, before, after);
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
function isContainers(value: Json): value is readonly JsonObject[] {
  return (
    isList(value) &&
    value.length > 0 &&
    value.every((item) => isObject(item) && typeof item['name'] === 'string' && 'image' in item)
  );
}

function byName(items: readonly Json[]): ReadonlyMap<string, Json> {
  return new Map(items.map((item) => [String((item as JsonObject)['name']), item]));
}

function compareContainers(
  differences: Differences,
  path: string,
  before: Json | undefined,
  after: Json | undefined,
): void {
  if (!isObject(before) || !isObject(after)) {
    // A container that comes or goes is named by its image; the rest of it is the rest of a new container.
    const image = (container: Json | undefined): Json | undefined =>
      isObject(container) ? container['image'] : undefined;
    differences.add(path, image(before), image(after));
    return;
  }
  const left = withoutDefaults(before);
  const right = withoutDefaults(after);
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const one = left.get(key);
    const other = right.get(key);
    const keyed = keys[key];
    if (equal(one, other)) {
      continue;
    }
    if (keyed === undefined) {
      differences.compare(`${path}.${key}`, one, other);
    } else {
      differences.compareKeyed(`${path}.${key}`, keyed(one), keyed(other));
    }
  }
}

/** How items of a container are named. */
const keys: Readonly<Record<string, (list: Json | undefined) => ReadonlyMap<string, Json>>> = {
  environment: (list) => named(list, 'name', (item) => item['value'] ?? ''),
  secrets: (list) => named(list, 'name', (item) => item['valueFrom'] ?? ''),
  portMappings: (list) =>
    new Map(
      objects(list).map((item) => {
        const protocol = item['protocol'] ?? 'tcp';
        return [`${String(item['containerPort'])}/${String(protocol)}`, { ...item, protocol }];
      }),
    ),
  mountPoints: (list) => named(list, 'containerPath'),
  ulimits: (list) => named(list, 'name'),
  dependsOn: (list) => named(list, 'containerName', (item) => item['condition'] ?? ''),
};

function named(
  list: Json | undefined,
  key: string,
  value: (item: JsonObject) => Json = (item) => item,
): ReadonlyMap<string, Json> {
  return new Map(objects(list).map((item) => [String(item[key]), value(item)]));
}

function objects(list: Json | undefined): readonly JsonObject[] {
  return isList(list) ? list.filter((item) => isObject(item)) : [];
}

/** ECS fills in what the author left out; both sides are brought to the shorter form. */
function withoutDefaults(container: JsonObject): ReadonlyMap<string, Json> {
  return new Map(
    Object.entries(container).filter(
      ([key, value]) =>
        value !== null &&
        !(isList(value) && value.length === 0) &&
        !(key === 'cpu' && value === 0) &&
        !(key === 'essential' && value === true),
    ),
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
function comparePolicies(
  differences: Differences,
  path: string,
  before: JsonObject,
  after: JsonObject,
): void {
  const { Statement: left = [], ...restBefore } = before;
  const { Statement: right = [], ...restAfter } = after;
  differences.compare(path, restBefore, restAfter);
  const read: ReadStatements = new Map();
  const one = statementsOf(left, read);
  const other = statementsOf(right, read);
  const [gone, come] = [without(one, other), without(other, one)];
  for (const [sid, statement] of gone.named) {
    differences.compare(`${path}[${sid}]`, statement, come.named.get(sid));
  }
  for (const [sid, statement] of come.named) {
    if (!gone.named.has(sid)) {
      differences.add(`${path}[${sid}]`, undefined, statement);
    }
  }
  const count = Math.max(gone.nameless.length, come.nameless.length);
  for (let index = 0; index < count; index += 1) {
    const from = gone.nameless[index];
    const to = come.nameless[index];
    const position = `${path}[${(to ?? from)?.index}]`;
    if (from === undefined || to === undefined) {
      differences.add(position, from?.statement, to?.statement);
    } else {
      differences.compare(position, from.statement, to.statement);
    }
  }
}

interface Statement {
  readonly index: number;
  readonly statement: JsonObject;
  readonly text: string;
}

/** By their JSON: most statements of a policy that changes stay as they are, and are read once for both sides. */
type ReadStatements = Map<string, Omit<Statement, 'index'>>;

function statementsOf(json: Json, read: ReadStatements): readonly Statement[] {
  return (isList(json) ? json : [json]).flatMap((item, index) =>
    isObject(item) ? [{ index, ...readStatement(item, read) }] : [],
  );
}

function readStatement(json: JsonObject, read: ReadStatements): Omit<Statement, 'index'> {
  const written = JSON.stringify(json);
  let known = read.get(written);
  if (known === undefined) {
    const statement = normalized(json);
    known = { statement, text: canonical(statement) };
    read.set(written, known);
  }
  return known;
}

/** One action is a list of one; the order of actions, resources and principals means nothing. */
function normalized(statement: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(statement).map(([key, value]) => {
      if (/^(Not)?(Action|Resource)$/.test(key)) {
        return [key, sortedList(value)];
      }
      const principals = /^(Not)?Principal$/.test(key) && isObject(value);
      return [
        key,
        principals
          ? Object.fromEntries(Object.entries(value).map(([kind, who]) => [kind, sortedList(who)]))
          : value,
      ];
    }),
  );
}

function sortedList(value: Json): Json {
  return isList(value) ? [...value].sort() : [value];
}

function without(
  statements: readonly Statement[],
  others: readonly Statement[],
): { readonly named: ReadonlyMap<string, Json>; readonly nameless: readonly Statement[] } {
  const texts = new Set(others.map(({ text }) => text));
  const changed = statements.filter(({ text }) => !texts.has(text));
  const sidOf = ({ statement }: Statement): string | undefined =>
    typeof statement['Sid'] === 'string' && statement['Sid'] !== '' ? statement['Sid'] : undefined;
  return {
    named: new Map(
      changed.flatMap((item) => {
        const sid = sidOf(item);
        return sid === undefined ? [] : [[sid, item.statement] as const];
      }),
    ),
    nameless: changed.filter((item) => sidOf(item) === undefined),
  };
}
