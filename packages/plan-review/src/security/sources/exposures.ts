import type { AccessChange } from '../../model';
import { holdsTrue, isList, isObject, type Json } from '../../plan/json';
import { rowOf } from '../../plan/row-of';
import type { PlanView, Resource, Side } from '../../plan/plan-view';
import { exposureSettings, type ExposureSetting } from './exposure-settings';

/** Rows for settings that open a resource to others or change for whom it acts. */
export function exposureChanges(view: PlanView): AccessChange[] {
  return view.resources.flatMap((resource) =>
    resource.before === resource.after
      ? []
      : (rowOf(exposureSettings, resource.type) ?? []).flatMap(
          (setting) => compare(view, resource, setting) ?? [],
        ),
  );
}

function compare(
  view: PlanView,
  resource: Resource,
  setting: ExposureSetting,
): AccessChange | undefined {
  if (setting.ofExisting === true && resource.before === undefined) {
    return undefined;
  }
  const unknown = isUnknown(resource, setting);
  const root = rootOf(setting.path);
  if (unknown && !view.isConfigured(resource, root)) {
    // AWS fills in its default, which is what the provider read before.
    return undefined;
  }
  const reference =
    unknown && setting.names !== undefined
      ? view.referenced(resource, root, setting.names)
      : undefined;
  const before = opened(view, resource, 'before', setting);
  const after = reference === undefined ? opened(view, resource, 'after', setting) : [reference];
  if (unknown && reference === undefined) {
    return row(resource, setting, 'widened', before, ['(known after apply)'], {
      doubt: 'the value is known only after apply',
    });
  }
  const more = after.some((item) => !before.includes(item));
  const less = before.some((item) => !after.includes(item));
  if (setting.limits === true) {
    return more || less ? compareLimit(resource, setting, before, after) : undefined;
  }
  if (more && less && setting.names !== undefined) {
    return row(resource, setting, 'widened', before, after, {
      doubt: `what ${after.join(', ')} may do is not compared with ${before.join(', ')}`,
    });
  }
  if (!more && !less) {
    return undefined;
  }
  return row(resource, setting, more ? (less ? 'changed' : 'widened') : 'narrowed', before, after);
}

/** Without a limit everything is open, and one limit cannot be compared with another. */
function compareLimit(
  resource: Resource,
  setting: ExposureSetting,
  before: readonly string[],
  after: readonly string[],
): AccessChange | undefined {
  if (resource.before === undefined || resource.after === undefined) {
    return undefined;
  }
  if (before.length > 0 && after.length > 0) {
    return row(resource, setting, 'widened', before, after, {
      doubt: 'one limit is not compared with another',
    });
  }
  return row(resource, setting, after.length === 0 ? 'widened' : 'narrowed', before, after);
}

function opened(
  view: PlanView,
  resource: Resource,
  side: Side,
  { path, opens, names, withoutResource }: ExposureSetting,
): readonly string[] {
  const values = resource[side];
  if (values === undefined) {
    const { attribute, type } = withoutResource?.guards ?? { attribute: '', type: '' };
    const other = side === 'before' ? 'after' : 'before';
    const guarded = view.target(resource, other, attribute, type);
    const exists = guarded === undefined ? undefined : view.exists(guarded, side);
    return withoutResource !== undefined && (exists ?? side === 'after')
      ? withoutResource.opens
      : [];
  }
  const found = opens(valuesAt(values, stepsOf(path)).filter((value) => value !== null));
  return names === undefined ? found : found.map((name) => view.named(name, names));
}

function row(
  resource: Resource,
  { setting }: ExposureSetting,
  direction: AccessChange['direction'],
  before: readonly string[],
  after: readonly string[],
  { doubt }: { readonly doubt?: string } = {},
): AccessChange {
  const columns = (values: readonly string[]): Record<string, string> => ({
    setting,
    value:
      values.length === 0
        ? 'none'
        : values.map((value) => (value === 'open' ? 'yes' : value)).join(', '),
  });
  const verb = { widened: 'Opened', narrowed: 'Closed', changed: 'Changed', unchanged: 'Same' }[
    direction
  ];
  return {
    kind: 'exposure',
    address: resource.address,
    direction,
    decided: doubt === undefined,
    why:
      doubt === undefined
        ? `${verb}: ${setting}.`
        : `Cannot tell whether more is allowed: ${doubt}.`,
    ...(resource.before === undefined ? {} : { before: columns(before) }),
    ...(resource.after === undefined ? {} : { after: columns(after) }),
  };
}

function rootOf(path: string): string {
  return stepsOf(path)[0]?.name ?? path;
}

/** A step of a path; of a list it goes through every element. */
interface Step {
  readonly name: string;
  readonly isList: boolean;
}

/** The paths of a table, taken apart once. */
const steps = new Map<string, readonly Step[]>();

function stepsOf(path: string): readonly Step[] {
  let known = steps.get(path);
  if (known === undefined) {
    known = path
      .split('.')
      .map((step) => ({ name: step.replace('[]', ''), isList: step.endsWith('[]') }));
    steps.set(path, known);
  }
  return known;
}

function isUnknown({ after, unknown }: Resource, { path }: ExposureSetting): boolean {
  return after !== undefined && valuesAt(unknown, stepsOf(path)).some(holdsTrue);
}

/** All values at a path. `true` in a tree of unknown values counts for all below. */
function valuesAt(value: Json, path: readonly Step[], from = 0): Json[] {
  const step = path[from];
  if (step === undefined || value === true) {
    return [value];
  }
  const child = isObject(value) && Object.hasOwn(value, step.name) ? value[step.name] : undefined;
  if (child === undefined) {
    return [];
  }
  return step.isList && isList(child)
    ? child.flatMap((item) => valuesAt(item, path, from + 1))
    : valuesAt(child, path, from + 1);
}
