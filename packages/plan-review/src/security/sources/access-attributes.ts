import { knowledgeOf } from '../../knowledge/knowledge-of';
import { words } from '../../knowledge/rows-by-type';
import type { AccessChange } from '../../model';
import { parseEmbedded } from '../../plan/embedded';
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
  const given = names.filter((name) => opensWhen(name, after(name)) ?? !isNothing(after(name)));
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
  const isSame = equal(orNull(was), orNull(will)) || (isNothing(was) && isNothing(will));
  if (!isUnknown && (isSame || (isNothing(was) && asksWho.test(name)))) {
    return [];
  }
  // What the provider fills in is what it read before, or a default that it chose.
  if (isUnknown && !view.isConfigured(resource, name.split('.')[0] ?? name)) {
    return [];
  }
  const opened = openIn(will).filter((text) => !openIn(was).includes(text));
  // A switch that is not there any more is off.
  const toggled = opensWhen(name, typeof was === 'boolean' && isNothing(will) ? false : will);
  if (before === undefined) {
    return opened.length > 0 || toggled === true
      ? [rowOf(resource, name, { direction: 'widened', decided: true })]
      : [];
  }
  if (opened.length > 0 || toggled === true) {
    return [rowOf(resource, name, { direction: 'widened', decided: true })];
  }
  return toggled === false || (giving.test(name) && !isUnknown && isLess(was, will))
    ? [rowOf(resource, name, { direction: 'narrowed', decided: true })]
    : [rowOf(resource, name, { direction: 'widened', decided: false })];
}

/** What is asked of whoever comes: where nothing was asked before, less is allowed. */
const asksWho = /authenticate_(?:oidc|cognito)|mutual_authentication/;
/** What lets in, or goes to somebody, by being there: where it goes, less is allowed. */
const giving = /(?:access_config|public_ip_address_id|share_rule|rule\.destination\.\w+)$/;

function isLess(was: Json | undefined, will: Json | undefined): boolean {
  const [before, after] = [was, will].map((value) =>
    isNothing(value) ? [] : isList(value) ? value : [value ?? null],
  ) as [readonly Json[], readonly Json[]];
  return after.every((item) => before.some((other) => equal(item, other)));
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

/** What stands at a path; of blocks, which are lists, what stands in each, where that is anything. */
function at(tree: Json | undefined, path: string): Json | undefined {
  const steps = path.split('.');
  const found = valuesAt(tree, steps);
  const [first, ...others] = steps.length === 1 ? found : found.filter((one) => !isNothing(one));
  return others.length === 0 || first === undefined ? first : [first, ...others];
}

/** `true` in a tree of unknown values counts for all below. Text that holds JSON is read like a block. */
function valuesAt(tree: Json | undefined, steps: readonly string[]): readonly Json[] {
  const [step, ...rest] = steps;
  if (step === undefined || tree === true) {
    return tree === undefined || tree === null ? [] : [tree];
  }
  const read = typeof tree === 'string' ? parseEmbedded(tree) : tree;
  if (isList(read)) {
    return read.flatMap((item) => valuesAt(item, steps));
  }
  if (!isObject(read)) {
    return [];
  }
  if (step === ANYWHERE) {
    const below = Object.values(read).flatMap((value) => valuesAt(value, steps));
    return [...valuesAt(read, rest), ...below];
  }
  // Names of annotations have dots of their own.
  const whole = steps.join('.');
  return Object.hasOwn(read, whole) ? [read[whole] ?? null] : valuesAt(own(read, step), rest);
}

/** A step of a path to what may stand at any depth. */
const ANYWHERE = '**';

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
