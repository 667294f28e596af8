import { knowledgeOf } from '../../knowledge/knowledge-of';
import { words } from '../../knowledge/rows-by-type';
import type { AccessChange } from '../../model';
import { equal, holdsTrue, isList, isObject, type Json, own } from '../../plan/json';
import type { PlanView, Resource } from '../../plan/plan-view';
import { filters, grants, guards, looksLikeAccess } from '../looks-like-access';
import { openIn, switchOpens } from '../openness';
import { isAwsAuth } from './aws-auth';
import { isJudgedExactly } from './judged-exactly';

/**
 * Rows for attributes that decide who may do what, and that no rule of this package compares: those which the knowledge
 * tables name, and of types that nobody listed, those which look like it. What cannot be decided counts as widened.
 */
export function accessAttributeChanges(view: PlanView): AccessChange[] {
  return view.resources.flatMap((resource) => {
    const { type, before, after } = resource;
    if (before === after || (before === undefined && filters(type))) {
      return [];
    }
    if (resource.after === undefined) {
      return goneRow(resource);
    }
    const names = attributesOf(resource).filter((name) => !isJudgedExactly(type, name));
    const grant = resource.before === undefined && (isGrant(type) || isAwsAuth(resource));
    return grant ? grantRow(resource, names) : names.flatMap((name) => row(view, resource, name));
  });
}

function isGrant(type: string): boolean {
  const known = knowledgeOf(type);
  return known === undefined
    ? grants(type)
    : words(known.row.gives).includes(type) || (grants(type) && known.access.length > 0);
}

/** The attributes to look at: of a known type those of its row, else those that look like access. */
function attributesOf(resource: Resource): readonly string[] {
  const known = knowledgeOf(resource.type);
  if (known !== undefined) {
    return isAwsAuth(resource) ? [...known.access, 'data'] : known.access;
  }
  const all = new Set([
    ...Object.keys(resource.before ?? {}),
    ...Object.keys(resource.after ?? {}),
    ...Object.keys(resource.unknown),
  ]);
  return [...all].filter(
    (name) => !naming.has(name) && looksLikeAccess(name, own(resource.after, name)),
  );
}

const naming = new Set(['id', 'arn', 'name', 'description', 'tags', 'tags_all', 'labels', 'etag']);

/** A binding, an assignment or a rule of its own: it allows something by being there. */
function grantRow(resource: Resource, names: readonly string[]): AccessChange[] {
  if (isJudgedExactly(resource.type)) {
    return [];
  }
  const after = (name: string): Json | undefined => at(resource.after, name);
  const given = names.filter((name) => !isNothing(after(name)) || isOpened(name, after(name)));
  const unknown = names.filter((name) => holdsTrue(at(resource.unknown, name)));
  if (given.length + unknown.length === 0) {
    return [];
  }
  const value = [
    ...given.map((name) => `${name} ${inWords(after(name))}`),
    ...unknown.map((name) => `${name} (known after apply)`),
  ].join(', ');
  const opened = given.flatMap((name) =>
    isOpened(name, after(name))
      ? [`${name} ${String(after(name))}`]
      : openIn(after(name)).map((text) => `${name} ${text}`),
  );
  return [
    {
      kind: 'exposure',
      address: resource.address,
      direction: 'widened',
      decided: opened.length > 0,
      why:
        opened.length > 0
          ? `New: ${opened.join(', ')}.`
          : 'New: what it gives is not compared with what is allowed already.',
      after: { setting: 'rights', value },
    },
  ];
}

/** What they guard is all that they say. */
const guardsWithoutArguments =
  /(?:management_lock|network_policy(?:_v1)?|web_?acl_association|policy_attachment|boundary_attachment)$/;

function goneRow(resource: Resource): AccessChange[] {
  const { type, before } = resource;
  const known = knowledgeOf(type);
  const names = attributesOf(resource);
  const isGuard =
    known === undefined || names.length > 0 ? guards(type) : guardsWithoutArguments.test(type);
  if (isJudgedExactly(type) || !isGuard) {
    return [];
  }
  const value = names
    .filter((name) => !isNothing(at(before, name)))
    .map((name) => `${name} ${inWords(at(before, name))}`)
    .join(', ');
  return [
    {
      kind: 'exposure',
      address: resource.address,
      direction: 'widened',
      decided: false,
      why: 'Cannot tell whether more is allowed: what it denied is no longer denied.',
      before: { setting: 'rights', value },
    },
  ];
}

function row(view: PlanView, resource: Resource, name: string): AccessChange[] {
  const { before, after, unknown } = resource;
  const [was, will] = [at(before, name), at(after, name)];
  const isUnknown = holdsTrue(at(unknown, name));
  if (!isUnknown && equal(orNull(was), orNull(will))) {
    return [];
  }
  // What the provider fills in is what it read before, or a default that it chose.
  if (isUnknown && !view.isConfigured(resource, name.split('.')[0] ?? name)) {
    return [];
  }
  const opened = openIn(will).filter((text) => !openIn(was).includes(text));
  const toggled = opensWhen(name, will);
  if (before === undefined) {
    return opened.length > 0 || toggled === true
      ? [rowOf(resource, name, { direction: 'widened', decided: true })]
      : [];
  }
  if (opened.length > 0 || toggled === true) {
    return [rowOf(resource, name, { direction: 'widened', decided: true })];
  }
  return toggled === false
    ? [rowOf(resource, name, { direction: 'narrowed', decided: true })]
    : [rowOf(resource, name, { direction: 'widened', decided: false })];
}

function rowOf(
  resource: Resource,
  name: string,
  { direction, decided }: Pick<AccessChange, 'direction' | 'decided'>,
): AccessChange {
  const { address, type, before, after, unknown } = resource;
  const columns = (value: Json | undefined, isUnknown = false): Record<string, string> => ({
    setting: name,
    value: isUnknown ? '(known after apply)' : inWords(value),
  });
  const why = decided
    ? `${direction === 'widened' ? 'Opened' : 'Closed'}: ${name}.`
    : `Cannot tell whether more is allowed: what ${name} of ${type} allows is not compared.`;
  return {
    kind: 'exposure',
    address,
    direction,
    decided,
    why,
    ...(before === undefined ? {} : { before: columns(at(before, name)) }),
    ...(after === undefined
      ? {}
      : { after: columns(at(after, name), holdsTrue(at(unknown, name))) }),
  };
}

/** Whether a switch opens something as it stands; undefined where it is none, or where its name does not tell. */
function opensWhen(name: string, value: Json | undefined): boolean | undefined {
  return typeof value === 'boolean'
    ? switchOpens(name.slice(name.lastIndexOf('.') + 1), value)
    : undefined;
}

/** A guard that is made switched off. */
function isOpened(name: string, value: Json | undefined): boolean {
  return value === false && opensWhen(name, value) === true;
}

/** What stands at a path; of blocks, which are lists, what stands in each. */
function at(tree: Json | undefined, path: string): Json | undefined {
  const [found, ...others] = valuesAt(tree, path.split('.'));
  return others.length === 0 || found === undefined ? found : [found, ...others];
}

/** `true` in a tree of unknown values counts for all below. */
function valuesAt(tree: Json | undefined, [step, ...rest]: readonly string[]): readonly Json[] {
  if (step === undefined || tree === true) {
    return tree === undefined || tree === null ? [] : [tree];
  }
  if (isList(tree)) {
    return tree.flatMap((item) => valuesAt(item, [step, ...rest]));
  }
  return isObject(tree) ? valuesAt(own(tree, step), rest) : [];
}

/** Longer values are in the table of changes. */
const longest = 200;

function inWords(value: Json | undefined): string {
  if (isNothing(value)) {
    return 'none';
  }
  const text =
    isList(value) && value.every((item) => !isObject(item) && !isList(item))
      ? value.map(String).join(', ')
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function isNothing(value: Json | undefined): boolean {
  return orNull(value) === null || value === false;
}

/** Providers write nothing as null, as empty text or as an empty list. */
function orNull(value: Json | undefined): Json {
  return value === undefined || value === '' || (isList(value) && value.length === 0)
    ? null
    : value;
}
