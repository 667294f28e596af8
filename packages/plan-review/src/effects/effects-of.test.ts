import type { Effect } from '../model';
import type { Json } from '../plan/json';
import type { ChangeJson, PlanJson, ResourceChangeJson } from '../plan/plan-json';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';

type Sides = Readonly<Record<string, Json>>;

function effects(...changes: readonly ResourceChangeJson[]): readonly string[] {
  return inWords(planOf(...changes));
}

function inWords(plan: PlanJson): readonly string[] {
  return reviewPlan(plan).changes.flatMap(({ effects: list }) =>
    list.map(({ severity, text }: Effect) => `${severity}: ${text}`),
  );
}

const replace = (order: 'create-first' | 'destroy-first'): Partial<ChangeJson> => ({
  actions: order === 'create-first' ? ['create', 'delete'] : ['delete', 'create'],
});

describe('an ECS service', () => {
  const service = {
    desired_count: 3,
    task_definition: 'a:1',
    deployment_minimum_healthy_percent: 66,
  };
  const changed = (after: Sides): readonly string[] =>
    effects(changeOf('aws_ecs_service', service, { ...service, ...after }));

  it.each<[string, Sides, string]>([
    [
      'a new revision',
      { task_definition: 'a:2' },
      'attention: new revision: rolling deployment of 3 tasks',
    ],
    [
      'one task',
      { task_definition: 'a:2', desired_count: 1 },
      'attention: new revision: rolling deployment of 1 task',
    ],
    [
      'no healthy minimum',
      { task_definition: 'a:2', deployment_minimum_healthy_percent: 0 },
      'downtime-possible: new revision: rolling deployment of 3 tasks; old tasks may stop before new ones run, because deployment_minimum_healthy_percent is 0',
    ],
    [
      'another load balancer',
      { load_balancer: [{ container_port: 8080 }] },
      'attention: rolling deployment of 3 tasks',
    ],
    ['fewer tasks', { desired_count: 2 }, 'attention: the service goes from 3 to 2 tasks'],
    ['more tasks', { desired_count: 4 }, 'info: the service goes from 3 to 4 tasks'],
    ['no tasks', { desired_count: 0 }, 'downtime: all 3 tasks stop and none starts'],
  ])('with %s', (_name, after, expected) => {
    expect(changed(after)).toContain(expected);
  });

  it('says what moving to addresses of its own, and back, does to those who call it', () => {
    const own = { ...service, network_configuration: [{ subnets: ['subnet-1'] }] };
    const there = effects(
      changeOf('aws_ecs_service', { ...service, network_configuration: [] }, own),
    );
    expect(there).toEqual([
      'attention: rolling deployment of 3 tasks',
      expect.stringMatching(
        /^downtime-possible: its tasks move from the ports of their hosts to addr/,
      ),
    ]);
    const back = effects(changeOf('aws_ecs_service', own, { ...own, network_configuration: [] }));
    expect(back[1]).toMatch(
      /^downtime-possible: its tasks move from addresses of their own to the p/,
    );
    const other = { ...own, network_configuration: [{ subnets: ['subnet-2'] }] };
    expect(effects(changeOf('aws_ecs_service', own, other))).toHaveLength(1);
  });

  it('does not deploy for what tasks are not made of', () => {
    expect(changed({ deployment_minimum_healthy_percent: 50, tags: { a: 'b' } })).toEqual([]);
  });

  it('rolls when the revision is known only after apply', () => {
    const rest = { after_unknown: { task_definition: true } };
    expect(effects(changeOf('aws_ecs_service', service, { desired_count: 3 }, rest))).toEqual([
      'attention: changes in place without a difference that can be seen; what it does is not known',
    ]);
    const json = changeOf('aws_ecs_service', service, { desired_count: 3 }, rest);
    const resources = [
      {
        address: 'aws_ecs_service.a',
        type: 'aws_ecs_service',
        name: 'a',
        expressions: { task_definition: {} },
      },
    ];
    expect(inWords({ ...planOf(json), configuration: { root_module: { resources } } })).toEqual([
      'attention: new revision: rolling deployment of 3 tasks',
    ]);
  });

  it('stops when it is destroyed or replaced', () => {
    expect(effects(changeOf('aws_ecs_service', service, null))).toEqual([
      'downtime: the service goes and its 3 tasks stop',
    ]);
    expect(
      effects(changeOf('aws_ecs_service', service, service, replace('destroy-first'))),
    ).toEqual(['downtime: its 3 tasks stop before those of the new service start']);
    expect(
      effects(changeOf('aws_ecs_service', service, service, replace('create-first')))[0],
    ).toMatch(/^downtime-possible/);
  });
});

describe('a launch template', () => {
  const template = changeOf('aws_launch_template', { image_id: 'ami-1' }, { image_id: 'ami-2' });
  const group = (after: Sides, actions = ['no-op']): PlanJson => ({
    ...planOf(template, changeOf('aws_autoscaling_group', after, after, { actions })),
    configuration: {
      root_module: {
        resources: [
          {
            address: 'aws_autoscaling_group.a',
            type: 'aws_autoscaling_group',
            name: 'a',
            expressions: {
              launch_template: [
                { id: { references: ['aws_launch_template.a.id', 'aws_launch_template.a'] } },
              ],
            },
          },
        ],
      },
    },
  });

  it.each<[string, Sides, string]>([
    [
      'a refresh',
      { instance_refresh: [{ strategy: 'Rolling' }] },
      'attention: 3 hosts are replaced one by one by an instance refresh',
    ],
    [
      'a refresh of all at once',
      { instance_refresh: [{ preferences: [{ min_healthy_percentage: 0 }] }] },
      'downtime-possible: 3 hosts are replaced by an instance refresh, all at once, because min_healthy_percentage is 0',
    ],
    [
      'no refresh',
      {},
      'attention: new hosts start from the new version; 3 of 3 hosts keep the old one until replaced',
    ],
  ])('of a group with %s', (_name, after, expected) => {
    expect(inWords(group({ desired_capacity: 3, ...after }))).toEqual([expected]);
  });

  it.each([
    [3, 6, '3 of 6 hosts keep'],
    [6, 3, '3 of 3 hosts keep'],
    [1, 1, '1 of 1 host keeps'],
  ])(
    'of a group that goes from %d to %d: only those that run already keep it',
    (from, to, words) => {
      const plan = group({ desired_capacity: to });
      const [, groupChange] = plan.resource_changes ?? [];
      const grown = {
        ...plan,
        resource_changes: [
          plan.resource_changes?.[0],
          {
            ...groupChange,
            change: {
              ...groupChange?.change,
              actions: ['update'],
              before: { desired_capacity: from },
            },
          },
        ],
      } as PlanJson;
      expect(inWords(grown).join(' ')).toContain(`${words} the old one until replaced`);
    },
  );

  it('does nothing to hosts where no group uses it', () => {
    expect(effects(template)).toEqual([
      'info: a new version; nothing in this plan starts hosts from it',
    ]);
  });

  it('does nothing where only its tags change', () => {
    expect(
      effects(changeOf('aws_launch_template', { tags: { a: '1' } }, { tags: { a: '2' } })),
    ).toEqual([]);
  });
});

describe('an Auto Scaling group', () => {
  const group = { desired_capacity: 3, min_size: 3, max_size: 3 };

  it.each<[string, Sides, string]>([
    [
      'smaller',
      { desired_capacity: 2 },
      'downtime-possible: the group goes from 3 to 2 hosts; tasks on the others stop and start elsewhere',
    ],
    ['larger', { desired_capacity: 4 }, 'info: the group goes from 3 to 4 hosts'],
    ['empty', { desired_capacity: 0 }, 'downtime: all 3 hosts are terminated and none starts'],
    [
      'limited otherwise',
      { max_size: 6 },
      'attention: the group may have other sizes: max_size from 3 to 6',
    ],
    [
      'elsewhere',
      { vpc_zone_identifier: ['s'] },
      'attention: hosts are moved to other subnets or zones',
    ],
  ])('%s', (_name, after, expected) => {
    expect(effects(changeOf('aws_autoscaling_group', group, { ...group, ...after }))).toEqual([
      expected,
    ]);
  });

  it('takes its hosts with it', () => {
    expect(effects(changeOf('aws_autoscaling_group', group, null))).toEqual([
      'downtime: its 3 hosts are terminated, with every task on them',
    ]);
  });
});

describe('what holds data', () => {
  it.each<[string, Sides, string]>([
    ['aws_ecr_repository', { force_delete: true }, 'data-loss: its images are lost'],
    [
      'aws_ecr_repository',
      {},
      'data-loss: its images are lost; it is refused while there is anything in it, because force_delete is not set',
    ],
    ['aws_cloudwatch_log_group', {}, 'data-loss: its logs are lost'],
    [
      'aws_cloudwatch_log_group',
      { skip_destroy: true },
      'attention: the old one stays, no longer managed, because skip_destroy is set',
    ],
    ['aws_s3_bucket', { force_destroy: true }, 'data-loss: its objects are lost'],
    ['aws_ebs_volume', {}, 'data-loss: the volume is lost'],
    [
      'aws_db_instance',
      { skip_final_snapshot: false },
      'data-loss: its databases are lost; a final snapshot is taken before',
    ],
    [
      'aws_kms_key',
      { deletion_window_in_days: 7 },
      'data-loss: nobody can read what it encrypted any more, after 7 days',
    ],
    [
      'aws_dynamodb_table',
      { deletion_protection_enabled: true },
      'data-loss: its items are lost; it is refused, because deletion protection is on',
    ],
  ])('%s with %j', (type, before, expected) => {
    expect(effects(changeOf(type, before, null))).toContain(expected);
    expect(effects(changeOf(type, before, before, replace('create-first')))).toContain(expected);
    expect(
      effects(changeOf(type, before, before, { actions: ['create', 'forget'] })),
    ).not.toContain(expected);
  });

  it('loses logs when they are kept shorter, not when longer', () => {
    const logs = (from: number, to: number): readonly string[] =>
      effects(
        changeOf(
          'aws_cloudwatch_log_group',
          { retention_in_days: from },
          { retention_in_days: to },
        ),
      );
    expect(logs(365, 30)).toContain('data-loss: logs older than 30 days are deleted');
    expect(logs(2, 1)).toContain('data-loss: logs older than 1 day are deleted');
    expect(logs(0, 30)).toContain('data-loss: logs older than 30 days are deleted');
    expect(logs(30, 365).join()).not.toContain('deleted');
    expect(logs(30, 0).join()).not.toContain('deleted');
  });
});

describe('networks and permissions', () => {
  it.each([
    ['aws_vpc', 'downtime: everything inside of the network goes with it'],
    ['aws_subnet', 'downtime: hosts in the subnet are terminated'],
    ['aws_route', 'downtime-possible: traffic on the route is dropped'],
    [
      'aws_vpc_security_group_ingress_rule',
      'downtime-possible: connections it allows are refused from then on',
    ],
    [
      'aws_iam_role_policy',
      'downtime-possible: what relies on these permissions fails without them',
    ],
    ['aws_unheard_of', 'attention: its effect on what runs is not known to this review'],
  ])('%s, when it goes', (type, expected) => {
    expect(effects(changeOf(type, {}, null))).toEqual([expected]);
  });

  it('says nothing of what is new', () => {
    expect(
      ['aws_vpc', 'aws_iam_role', 'aws_unheard_of'].flatMap((type) =>
        effects(changeOf(type, null, {})),
      ),
    ).toEqual([]);
  });

  it('asks for a look where it knows nothing of what changes, but not for tags', () => {
    expect(effects(changeOf('aws_unheard_of', { a: 1 }, { a: 2 }))).toEqual([
      'attention: changes in place; its effect on what runs is not known to this review',
    ]);
    expect(effects(changeOf('aws_unheard_of', { tags: { a: '1' } }, { tags: { a: '2' } }))).toEqual(
      [],
    );
  });
});
