import type { Json } from '../plan/json';
import { reviewPlan } from '../review';
import { renderers } from '../testing/renderers';
import { fixture } from '../testing/fixtures';

function planBy(provider: string, expressions: Json): unknown {
  return {
    format_version: '1.2',
    resource_changes: [],
    configuration: {
      provider_config: {
        a: { name: provider, full_name: `x.io/hashicorp/${provider}`, expressions },
      },
    },
  };
}

const aboutOf = (plan: unknown) => reviewPlan(plan).about;

it('reads account and region that the provider names', () => {
  const expressions = {
    region: { constant_value: 'eu-west-1' },
    allowed_account_ids: { constant_value: ['111122223333'] },
  };
  expect(aboutOf(planBy('aws', expressions))).toEqual({
    account: '111122223333',
    region: 'eu-west-1',
  });
  const google = { project: { constant_value: 'p' }, region: { constant_value: 'r' } };
  expect(aboutOf(planBy('google', google))).toEqual({ account: 'p', region: 'r' });
  const azure = { subscription_id: { constant_value: 's' } };
  expect(aboutOf(planBy('azurerm', azure))).toEqual({ account: 's' });
});

it('says nothing where the plan names several, or hides it in an expression', () => {
  const several = { allowed_account_ids: { constant_value: ['1', '2'] } };
  expect(aboutOf(planBy('aws', several))).toBeUndefined();
  const hidden = { region: { references: ['local.region'] } };
  expect(aboutOf(planBy('aws', hidden))).toBeUndefined();
  expect(aboutOf(planBy('constructor', { region: { constant_value: 'r' } }))).toBeUndefined();
});

it('takes the stack from the root of the construct paths, and what the caller says before all', () => {
  const origins = { 'a.b': { path: 'Hello/A' }, 'a.c': { path: 'Hello/B' } };
  expect(reviewPlan(fixture('create'), { origins }).about).toEqual({ stack: 'Hello' });
  const about = { stack: 'Mine', title: '' };
  expect(reviewPlan(fixture('create'), { origins, about }).about).toEqual({ stack: 'Mine' });
  const two = { ...origins, 'a.d': { path: 'Other/B' } };
  expect(reviewPlan(fixture('create'), { origins: two }).about).toBeUndefined();
});

it.each(Object.keys(renderers))('stands in the header of the format %s', (name) => {
  const about = { title: 'My title', stage: 'prod', commit: '0123456789abcdef', account: '12' };
  for (const plan of ['mixed', 'no-changes']) {
    const text = renderers[name]?.(reviewPlan(fixture(plan), { about })) ?? '';
    for (const part of ['My title', 'prod', '0123456789', '12']) {
      expect(text.slice(0, text.indexOf('</header>') + 1 || 1500)).toContain(part);
    }
  }
});
