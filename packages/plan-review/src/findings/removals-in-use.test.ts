import type { JsonObject } from '../plan/json';
import type { PlanJson, ResourceChangeJson } from '../plan/plan-json';
import { failedFindings } from './failed-findings';
import { reviewFindings } from './review-findings';
import { removalsInUse } from './removals-in-use';

const CLUSTER = 'arn:aws:ecs:eu-west-1:123456789012:cluster/main';

function change(
  address: string,
  actions: readonly string[],
  before: JsonObject | null,
  after: JsonObject | null,
): ResourceChangeJson {
  const [type = '', name = ''] = address.split('.');
  return { address, type, name, change: { actions, before, after } } as ResourceChangeJson;
}

const providers = (...names: readonly string[]): JsonObject => ({
  cluster_name: 'main',
  capacity_providers: [...names],
});
const strategy = (...names: readonly string[]): JsonObject => ({
  cluster: CLUSTER,
  capacity_provider_strategy: names.map((name) => ({ capacity_provider: name, weight: 1 })),
});
const ASSOCIATION = 'aws_ecs_cluster_capacity_providers.main';
const loses = change(ASSOCIATION, ['update'], providers('a', 'b'), providers('a'));
const plan = (...resource_changes: readonly ResourceChangeJson[]): PlanJson => ({
  format_version: '1.2',
  resource_changes,
});

describe('a capacity provider that leaves its cluster', () => {
  it.each([
    ['is taken out of the strategy by the same plan', ['update'], strategy('a')],
    ['stays in the strategy', ['no-op'], strategy('a', 'b')],
    ['goes once another service is there', ['create', 'delete'], strategy('a')],
  ])('fails the review while a service uses it that %s', (_, actions, after) => {
    const service = change('aws_ecs_service.web', actions, strategy('a', 'b'), after);
    expect(failedFindings(reviewFindings(plan(loses, service)))).toMatchObject([
      {
        ruleId: 'ecs-ec2/capacity-provider-in-use',
        address: ASSOCIATION,
        message:
          'AWS will not take b from the cluster, because aws_ecs_service.web still uses it: the apply waits for minutes and fails.',
        fix: expect.stringContaining('Do it in two steps'),
      },
    ]);
  });

  it.each<[string, readonly ResourceChangeJson[]]>([
    [
      'no service ever used it',
      [loses, change('aws_ecs_service.web', ['no-op'], strategy('a'), strategy('a'))],
    ],
    [
      'its service goes as well',
      [loses, change('aws_ecs_service.web', ['delete'], strategy('a', 'b'), null)],
    ],
    [
      'a service of another cluster has one of that name',
      [
        loses,
        change(
          'aws_ecs_service.web',
          ['no-op'],
          { ...strategy('b'), cluster: 'other' },
          { ...strategy('b'), cluster: 'other' },
        ),
      ],
    ],
    [
      'the whole list is known after the apply only',
      [
        change(ASSOCIATION, ['update'], providers('a', 'b'), { cluster_name: 'main' }),
        change('aws_ecs_service.web', ['update'], strategy('a', 'b'), strategy('a')),
      ],
    ],
    [
      'one is added',
      [
        change(ASSOCIATION, ['update'], providers('a'), providers('a', 'b')),
        change('aws_ecs_service.web', ['update'], strategy('a'), strategy('a', 'b')),
      ],
    ],
  ])('is nothing where %s', (_, changes) => {
    expect(removalsInUse(plan(...changes))).toEqual([]);
  });
});
