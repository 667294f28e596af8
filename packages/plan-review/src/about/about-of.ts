import type { ConstructOrigin, ReviewAbout } from '../model';
import { isList, isObject, type Json, type JsonObject } from '../plan/json';
import type { PlanJson } from '../plan/plan-json';
import { rowOf } from '../plan/row-of';

/** Arguments by which a provider's configuration says where it works. */
const places: Readonly<Record<string, { readonly account: string; readonly region: string }>> = {
  aws: { account: 'allowed_account_ids', region: 'region' },
  azurerm: { account: 'subscription_id', region: 'location' },
  google: { account: 'project', region: 'region' },
  'google-beta': { account: 'project', region: 'region' },
};

/**
 * Which plan it is: what the caller says; account and region where the configuration of the plan's providers names
 * exactly one; the stack at the root of all construct paths. Undefined when nobody says anything.
 */
export function aboutOf(
  plan: PlanJson,
  given: ReviewAbout = {},
  origins: Readonly<Record<string, ConstructOrigin>> = {},
): ReviewAbout | undefined {
  const about = { ...placeOf(plan), ...stackOf(origins), ...withoutEmpty(given) };
  return Object.keys(about).length === 0 ? undefined : about;
}

function withoutEmpty(about: ReviewAbout): ReviewAbout {
  return Object.fromEntries(
    Object.entries(about).filter(([, text]) => text !== undefined && text !== ''),
  );
}

function stackOf(origins: Readonly<Record<string, ConstructOrigin>>): ReviewAbout {
  const roots = new Set(Object.values(origins).map(({ path }) => path.split('/')[0] ?? ''));
  const [stack, ...others] = roots;
  return stack === undefined || stack === '' || others.length > 0 ? {} : { stack };
}

function placeOf(plan: PlanJson): ReviewAbout {
  const configuration: Json | undefined = plan.configuration as Json | undefined;
  const providers = Object.values(childOf(configuration, 'provider_config'));
  const accounts = new Set<string>();
  const regions = new Set<string>();
  for (const provider of providers) {
    // OpenTofu writes the same provider under a registry of its own.
    const source = isObject(provider) ? provider['full_name'] : undefined;
    const place = rowOf(places, String(source).split('/').pop() ?? '');
    if (place === undefined) {
      continue;
    }
    const expressions = childOf(provider, 'expressions');
    for (const account of constantsOf(expressions[place.account])) {
      accounts.add(account);
    }
    for (const region of constantsOf(expressions[place.region])) {
      regions.add(region);
    }
  }
  const [account, ...otherAccounts] = accounts;
  const [region, ...otherRegions] = regions;
  return {
    ...(account === undefined || otherAccounts.length > 0 ? {} : { account }),
    ...(region === undefined || otherRegions.length > 0 ? {} : { region }),
  };
}

/** A literal: what variables and locals stand for is not in a masked plan. */
function constantsOf(expression: Json | undefined): readonly string[] {
  return isObject(expression) ? texts(expression['constant_value']) : [];
}

function texts(value: Json | undefined): readonly string[] {
  return (isList(value) ? value : [value]).filter((item) => typeof item === 'string');
}

function childOf(parent: Json | undefined, key: string): JsonObject {
  const value = isObject(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
  return isObject(value) ? value : {};
}
