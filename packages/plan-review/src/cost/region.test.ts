import type { PlanJson } from '../plan/plan-json';
import { changeOf, planOf } from '../testing/fixtures';
import { estimateCost } from './estimate-cost';

describe('the region of the prices', () => {
  const queue = changeOf('aws_sqs_queue', null, { name: 'q' });
  const written: PlanJson = {
    ...planOf(queue),
    configuration: {
      provider_config: {
        aws: { name: 'aws', expressions: { region: { constant_value: 'us-east-1' } } },
      },
    },
  };
  const through = (references: readonly string[], more: Partial<PlanJson>): PlanJson => {
    const base = planOf(queue);
    return {
      ...base,
      ...more,
      configuration: {
        ...base.configuration,
        provider_config: { aws: { name: 'aws', expressions: { region: { references } } } },
      },
    };
  };
  const zone = (name: string, place: string) =>
    changeOf('aws_subnet', null, { availability_zone: place }, { name });

  it.each<[string, PlanJson, string | undefined]>([
    ['as written', written, 'us-east-1'],
    [
      'of a variable',
      through(['var.region'], { variables: { region: { value: 'us-east-2' } } }),
      'us-east-2',
    ],
    [
      'of a local, by the only variable that holds one',
      through(['local.region'], {
        variables: { place: { value: 'eu-west-1' }, name: { value: 'eu-west' } },
      }),
      'eu-west-1',
    ],
    ['of the environment, by a zone', planOf(zone('a', 'us-east-2b')), 'us-east-2'],
    [
      'of the environment, by an ARN',
      planOf(changeOf('aws_sqs_queue', { arn: 'arn:aws:sqs:us-east-1:111111111111:q' }, null)),
      'us-east-1',
    ],
  ])('%s', (_name, planJson, expected) => {
    const { region, monthlyAfter } = estimateCost(planJson);
    expect(region).toBe(expected);
    expect(monthlyAfter).toBeDefined();
  });

  it('is not guessed where the plan names two, or none', () => {
    const two = planOf(zone('a', 'us-east-2b'), zone('b', 'us-east-1a'));
    expect(estimateCost(two).unpriced).toEqual([
      { what: 'everything', why: 'it names several regions: us-east-1, us-east-2' },
    ]);
    expect(estimateCost(planOf(queue)).unpriced).toEqual([
      { what: 'everything', why: 'the region is not in this plan' },
    ]);
  });

  it('is looked for in whatever a plan holds', () => {
    for (const variables of [null, { region: null }, { region: { value: 4 } }]) {
      const plan = { ...planOf(queue), variables } as unknown as PlanJson;
      expect(estimateCost(plan).region).toBeUndefined();
    }
  });
});
