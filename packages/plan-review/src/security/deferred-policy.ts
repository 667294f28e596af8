import { holdsTrue, isList, isObject, type Json, type JsonObject, own } from '../plan/json';
import type { PlanView, Resource } from '../plan/plan-view';
import { unknownPart } from '../plan/unknown-part';

/**
 * The policy of an `aws_iam_policy_document` that Terraform reads only while it applies the plan, because something it
 * depends on changes: the blocks that make it often stand in the plan in full, or but for an ARN, which is then told as
 * not known. Undefined where nobody can tell what they allow.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function deferredPolicy(
  view: PlanView,
  resource: Resource,
  attribute: string,
): JsonObject | undefined {
  const { resources, data, deferred, hidden } = view.written(resource.address, attribute);
  const [document] = deferred;
  if (document === undefined || deferred.length + resources.length > 1 || data.length > 1) {
    return undefined;
  }
  if (hidden || document.type !== 'aws_iam_policy_document') {
    return undefined;
  }
  return policyOf(document, view.expression(document.address, 'statement'));
}

// Documents that are merged in are rare, and how they merge is for the provider to say.
const merged = [
  'source_json',
  'override_json',
  'source_policy_documents',
  'override_policy_documents',
];

function policyOf(
  { after, unknown }: Resource,
  expressions: Json | undefined,
): JsonObject | undefined {
  if (after === undefined || unknown['statement'] === true) {
    return undefined;
  }
  if (merged.some((name) => holdsTrue(unknown[name]) || textsOf(after[name]).length > 0)) {
    return undefined;
  }
  const { version, statement } = after;
  const blocks = blocksOf(statement);
  const written = isList(expressions) && expressions.length === blocks.length ? expressions : [];
  const statements = blocks.map((block, index) =>
    statementOf(new Block(block, child(unknown['statement'], index), written[index])),
  );
  return statements.some((one) => one === undefined)
    ? undefined
    : {
        Version: typeof version === 'string' ? version : '2012-10-17',
        Statement: statements.filter((one) => one !== undefined),
      };
}

/** A block with what of it is known only after apply, and what its author wrote. */
class Block {
  constructor(
    private readonly values: JsonObject,
    private readonly unknown: Json | undefined,
    private readonly written: Json | undefined,
  ) {}

  isUnknown(name: string): boolean {
    return holdsTrue(child(this.unknown, name));
  }

  isWhollyUnknown(name: string): boolean {
    return child(this.unknown, name) === true;
  }

  /** The texts of an argument, with words for those that are not known. */
  texts(name: string): readonly string[] {
    const value = own(this.values, name);
    const unknown = child(this.unknown, name);
    if (unknown === true) {
      return [this.unknownText(name)];
    }
    if (!isList(value) || !isList(unknown)) {
      return textsOf(value);
    }
    return value.flatMap((item, index) =>
      unknown[index] === true ? [this.unknownText(name)] : textsOf(item),
    );
  }

  blocks(name: string): readonly Block[] {
    const written = child(this.written, name);
    return blocksOf(own(this.values, name)).map(
      (block, index) =>
        new Block(block, child(child(this.unknown, name), index), child(written, index)),
    );
  }

  private unknownText(name: string): string {
    const references = textsOf(child(child(this.written, name), 'references'));
    // `aws_s3_bucket.a.arn` is followed by `aws_s3_bucket.a`, which says less.
    return unknownPart(
      references.filter((one) => !references.some((other) => other.startsWith(`${one}.`))),
    );
  }
}

function statementOf(block: Block): JsonObject | undefined {
  // Whatever an action will be: nobody can tell what is allowed.
  if (['effect', 'actions', 'not_actions'].some((name) => block.isUnknown(name))) {
    return undefined;
  }
  const who = ['principals', 'not_principals'].flatMap((name) => block.blocks(name));
  const when = block.blocks('condition');
  if (who.some((one) => one.isUnknown('type'))) {
    return undefined;
  }
  if (when.some((one) => one.isUnknown('test') || one.isUnknown('variable'))) {
    return undefined;
  }
  if (['principals', 'not_principals', 'condition'].some((name) => block.isWhollyUnknown(name))) {
    return undefined;
  }
  const [sid] = block.isUnknown('sid') ? [] : block.texts('sid');
  return {
    ...(sid === undefined ? {} : { Sid: sid }),
    Effect: block.texts('effect')[0] ?? 'Allow',
    ...listed('Action', block.texts('actions')),
    ...listed('NotAction', block.texts('not_actions')),
    ...listed('Resource', block.texts('resources')),
    ...listed('NotResource', block.texts('not_resources')),
    ...principals('Principal', block.blocks('principals')),
    ...principals('NotPrincipal', block.blocks('not_principals')),
    ...conditions(when),
  };
}

function listed(key: string, texts: readonly string[]): JsonObject {
  return texts.length === 0 ? {} : { [key]: texts };
}

function principals(key: string, blocks: readonly Block[]): JsonObject {
  const byType = new Map<string, string[]>();
  for (const block of blocks) {
    const type = block.texts('type')[0] ?? '';
    byType.set(type, [...(byType.get(type) ?? []), ...block.texts('identifiers')]);
  }
  if (byType.size === 0) {
    return {};
  }
  const everybody = byType.get('*');
  return { [key]: everybody === undefined ? Object.fromEntries(byType) : '*' };
}

function conditions(blocks: readonly Block[]): JsonObject {
  const byTest = new Map<string, [string, Json][]>();
  for (const block of blocks) {
    const test = block.texts('test')[0] ?? '';
    const entry: [string, Json] = [block.texts('variable')[0] ?? '', block.texts('values')];
    byTest.set(test, [...(byTest.get(test) ?? []), entry]);
  }
  const entries = [...byTest].map(
    ([test, keys]) => [test, Object.fromEntries(keys)] as [string, Json],
  );
  return entries.length === 0 ? {} : { Condition: Object.fromEntries(entries) };
}

function blocksOf(value: Json | undefined): readonly JsonObject[] {
  return (isList(value) ? value : []).filter(isObject);
}

function child(value: Json | undefined, key: string | number): Json | undefined {
  if (isList(value)) {
    return typeof key === 'number' ? value[key] : undefined;
  }
  return isObject(value) ? own(value, String(key)) : undefined;
}

function textsOf(value: Json | undefined): readonly string[] {
  return (isList(value) ? value : [value]).filter(
    (item): item is string => typeof item === 'string' && item !== '',
  );
}
