import { blockAddress } from '../plan/configuration';
import { parseEmbedded } from '../plan/embedded';
import { isList, isObject, type Json, type JsonObject, objectOf, own } from '../plan/json';
import type { ChangeJson, PlanJson, ResourceChangeJson } from '../plan/plan-json';
import type { Lookup } from './expression';
import { NotReadable } from './interpolation';
import { lookupIn } from './known-values';
import { evaluateTemplate } from './template';
import { asJson } from './value';

/**
 * The plan with what it calls "known after apply" and the synthesized stack says: texts that hold JSON, policies and
 * container definitions, of which one part is not known. Terraform knows such a text as a whole or not at all; here only
 * the part is not known, and stands in it as words (`unknownPart`).
 *
 * Only the root module: a stack of CDKTF has its resources there. What the stack does not show stays as it is.
 */
export function withSynthesized(plan: PlanJson, synthesized: unknown): PlanJson {
  const stack = objectOf(synthesized as Json | undefined);
  const resources = objectOf(own(stack, 'resource'));
  if (Object.keys(resources).length === 0) {
    return plan;
  }
  const lookup = lookupIn(plan, stack);
  const filled = plan.resource_changes?.map((json) => {
    const written = isInRoot(json) ? writtenAs(resources, json) : undefined;
    const change = written === undefined ? json.change : filledChange(json.change, written, lookup);
    return change === json.change ? json : { ...json, change };
  });
  return filled === undefined ? plan : { ...plan, resource_changes: filled };
}

function isInRoot({ mode, module_address: module, deposed }: ResourceChangeJson): boolean {
  return mode !== 'data' && module === undefined && deposed === undefined;
}

function writtenAs(
  resources: JsonObject,
  { address, type }: ResourceChangeJson,
): JsonObject | undefined {
  const written = own(objectOf(own(resources, type)), blockAddress(address).slice(type.length + 1));
  return isObject(written) ? written : undefined;
}

function filledChange(change: ChangeJson, written: JsonObject, lookup: Lookup): ChangeJson {
  const { after, after_unknown: unknown } = change;
  if (!isObject(after) || !isObject(unknown)) {
    return change;
  }
  const [known, rest] = filledObject(after, unknown, written, lookup);
  return rest === unknown ? change : { ...change, after: known, after_unknown: rest };
}

type Filled<Value extends Json | undefined> = readonly [value: Value, unknown: Json | undefined];

function filled(
  value: Json | undefined,
  unknown: Json | undefined,
  written: Json | undefined,
  lookup: Lookup,
): Filled<Json | undefined> {
  if (unknown === true) {
    const text = typeof written === 'string' ? jsonText(written, lookup) : undefined;
    return text === undefined ? [value, unknown] : [text, false];
  }
  if (isObject(unknown) && isObject(value)) {
    // The provider writes a block that there is once as a list; CDKTF may write it as an object.
    return filledObject(value, unknown, isList(written) ? written[0] : written, lookup);
  }
  return isList(unknown) && isList(value)
    ? filledList(value, unknown, written, lookup)
    : [value, unknown];
}

function filledObject(
  value: JsonObject,
  unknown: JsonObject,
  written: Json | undefined,
  lookup: Lookup,
): readonly [JsonObject, JsonObject] {
  if (!isObject(written)) {
    return [value, unknown];
  }
  const changed = Object.keys(unknown).flatMap((key) => {
    const before = own(unknown, key);
    const [item, rest] = filled(own(value, key), before, own(written, key), lookup);
    return rest === before ? [] : [[key, item ?? null, rest ?? false] as const];
  });
  if (changed.length === 0) {
    return [value, unknown];
  }
  return [
    { ...value, ...Object.fromEntries(changed.map(([key, item]) => [key, item])) },
    { ...unknown, ...Object.fromEntries(changed.map(([key, , rest]) => [key, rest])) },
  ];
}

function filledList(
  value: readonly Json[],
  unknown: readonly Json[],
  written: Json | undefined,
  lookup: Lookup,
): Filled<Json> {
  const sources = isList(written) ? written : [written ?? null];
  if (sources.length !== value.length) {
    return [value, unknown];
  }
  const items = value.map((item, index) =>
    filled(item, unknown[index], sourceOf(item, sources), lookup),
  );
  return items.every(([, rest], index) => rest === unknown[index])
    ? [value, unknown]
    : [items.map(([item]) => item ?? null), items.map(([, rest]) => rest ?? false)];
}

/** The block that became an item: a set is in another order than its blocks, so what is known must tell them apart. */
function sourceOf(item: Json, sources: readonly Json[]): Json | undefined {
  if (sources.length === 1) {
    return sources[0];
  }
  const alike = sources.filter(
    (source) => isObject(item) && isObject(source) && isAlike(item, source),
  );
  return alike.length === 1 ? alike[0] : undefined;
}

function isAlike(item: JsonObject, source: JsonObject): boolean {
  const literals = Object.entries(source).filter(
    ([, text]) => typeof text === 'string' && !/[$%]\{/.test(text),
  );
  return literals.length > 0 && literals.every(([key, text]) => own(item, key) === text);
}

/** The text that a template makes, where it is JSON. */
function jsonText(template: string, lookup: Lookup): string | undefined {
  try {
    const text = asJson(evaluateTemplate(template, lookup));
    return typeof text === 'string' && parseEmbedded(text) !== undefined ? text : undefined;
  } catch (error) {
    if (error instanceof NotReadable) {
      return undefined;
    }
    throw error;
  }
}
