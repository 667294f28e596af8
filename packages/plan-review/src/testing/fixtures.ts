import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../plan/json';
import type { PlanJson, ResourceChangeJson } from '../plan/plan-json';

const directory = join(__dirname, '..', 'fixtures');

/** Names of the committed plans, made by Terraform 1.11 from `terraform_data` resources. */
export const fixtureNames: readonly string[] = readdirSync(directory)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace(/\.json$/, ''));

/** One of them, parsed. */
export function fixture(name: string): unknown {
  return JSON.parse(readFileSync(join(directory, `${name}.json`), 'utf8'));
}

/** A plan with these changes and nothing else. */
export function planOf(...changes: readonly ResourceChangeJson[]): PlanJson {
  return { format_version: '1.2', resource_changes: changes };
}

type Sides = Readonly<Record<string, Json>>;

/** A change of `<type>.a`: an update where both sides are given, a creation or destruction where one is. */
export function changeOf(
  type: string,
  before: Sides | null,
  after: Sides | null,
  rest: Partial<ResourceChangeJson['change']> & { readonly name?: string } = {},
): ResourceChangeJson {
  const { name = 'a', ...change } = rest;
  const actions = before === null ? ['create'] : after === null ? ['delete'] : ['update'];
  return {
    address: `${type}.${name}`,
    mode: 'managed',
    type,
    name,
    change: { actions, before, after, after_unknown: {}, ...change },
  };
}
