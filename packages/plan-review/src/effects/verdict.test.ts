import { needsApproval } from '../gates/needs-approval';
import type { ReviewOptions, Verdict } from '../model';
import type { Json } from '../plan/json';
import type { PlanJson, ResourceChangeJson } from '../plan/plan-json';
import { reviewPlan } from '../review';
import { changeOf, fixture, planOf } from '../testing/fixtures';

function verdict(plan: unknown, options: ReviewOptions = {}): Verdict {
  return reviewPlan(plan, options).verdict;
}

const service = { desired_count: 1, task_definition: 'a:1' };
const noChange = planOf(changeOf('aws_vpc', {}, {}, { actions: ['no-op'] }));

describe('the verdict', () => {
  it.each<[string, PlanJson, Verdict['level'], Verdict['downtime']]>([
    ['nothing', noChange, 'NO CHANGES', 'none'],
    ['a new log group', planOf(changeOf('aws_cloudwatch_log_group', null, {})), 'SAFE', 'none'],
    [
      'a move',
      {
        ...noChange,
        resource_changes: [
          { ...changeOf('aws_vpc', {}, {}, { actions: ['no-op'] }), previous_address: 'aws_vpc.b' },
        ],
      },
      'SAFE',
      'none',
    ],
    [
      'other tags',
      planOf(changeOf('aws_vpc', { tags: { a: '1' } }, { tags: { a: '2' } })),
      'SAFE',
      'none',
    ],
    [
      'a rolling deployment',
      planOf(changeOf('aws_ecs_service', service, { ...service, task_definition: 'a:2' })),
      'REVIEW',
      'none',
    ],
    [
      'an unknown type that goes',
      planOf(changeOf('aws_unheard_of', {}, null)),
      'REVIEW',
      'not-known',
    ],
    [
      'an update of an unknown type',
      planOf(changeOf('aws_unheard_of', { a: 1 }, { a: 2 })),
      'REVIEW',
      'not-known',
    ],
    [
      'something forgotten',
      planOf(changeOf('aws_vpc', {}, null, { actions: ['forget'] })),
      'REVIEW',
      'none',
    ],
    ['a route that goes', planOf(changeOf('aws_route', {}, null)), 'DANGEROUS', 'possible'],
    [
      'no tasks any more',
      planOf(changeOf('aws_ecs_service', service, { ...service, desired_count: 0 })),
      'DANGEROUS',
      'expected',
    ],
    [
      'a service that goes',
      planOf(changeOf('aws_ecs_service', service, null)),
      'DESTRUCTIVE',
      'expected',
    ],
    [
      'a repository that goes',
      planOf(changeOf('aws_ecr_repository', {}, null)),
      'DESTRUCTIVE',
      'possible',
    ],
    [
      'a database that goes',
      planOf(changeOf('aws_db_instance', {}, null)),
      'DESTRUCTIVE',
      'expected',
    ],
    ['logs that go', planOf(changeOf('aws_cloudwatch_log_group', {}, null)), 'DESTRUCTIVE', 'none'],
  ])('of %s', (_name, plan, level, downtime) => {
    expect(verdict(plan)).toMatchObject({ level, downtime });
  });

  describe('of opened access', () => {
    const role = changeOf('aws_iam_role', null, {
      name: 'r',
      assume_role_policy: '{"Statement":[]}',
    });
    const kept = changeOf('aws_iam_role', { name: 'r' }, { name: 'r' }, { actions: ['no-op'] });
    const policy = changeOf('aws_iam_role_policy', null, {
      role: 'r',
      policy: JSON.stringify({
        Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
      }),
    });
    const subnet = changeOf('aws_subnet', null, { map_public_ip_on_launch: true });
    const ruleFor = (cidr_ipv4: string) => ({
      security_group_id: 'sg-1',
      ip_protocol: 'tcp',
      from_port: 80,
      to_port: 80,
      cidr_ipv4,
    });
    const widerRule = changeOf(
      'aws_vpc_security_group_ingress_rule',
      ruleFor('10.0.0.0/8'),
      ruleFor('0.0.0.0/0'),
    );
    const withPolicyOf = (plan: PlanJson, roleArgument: Json): PlanJson => ({
      ...plan,
      configuration: {
        root_module: {
          resources: [
            {
              address: 'aws_iam_role_policy.a',
              type: 'aws_iam_role_policy',
              name: 'a',
              expressions: { role: roleArgument, policy: {} },
            },
          ],
        },
      },
    });
    const unknownRole = {
      ...policy,
      change: {
        ...policy.change,
        after: { policy: (policy.change.after as Record<string, Json>)['policy'] ?? null },
        after_unknown: { role: true },
      },
    };
    const inModule = (json: ResourceChangeJson): ResourceChangeJson => ({
      ...json,
      address: `module.m.${json.address}`,
      module_address: 'module.m',
    });
    const inConfiguration = (plan: PlanJson, module: string, roleArgument: Json): PlanJson => {
      const { configuration } = withPolicyOf(plan, roleArgument);
      return module === ''
        ? { ...plan, ...(configuration === undefined ? {} : { configuration }) }
        : {
            ...plan,
            configuration: {
              root_module: {
                module_calls: { [module]: { module: configuration?.root_module ?? {} } },
              },
            },
          };
    };
    const reference = (...references: string[]): Json => ({ references });

    it.each<[string, PlanJson, Verdict['level'], string]>([
      [
        'where nothing existed',
        planOf(subnet),
        'REVIEW',
        'Everything is new; 1 place allows something, listed under Access.',
      ],
      [
        'of a new role, where nothing existed',
        withPolicyOf(planOf(role, policy), reference('aws_iam_role.a.id', 'aws_iam_role.a')),
        'REVIEW',
        'Everything is new; 1 place allows something, listed under Access.',
      ],
      [
        'of a role that somebody else owns, where nothing existed',
        withPolicyOf(planOf(policy), reference('data.aws_iam_role.a.name', 'data.aws_iam_role.a')),
        'DANGEROUS',
        'Access is opened on what exists in 1 place.',
      ],
      [
        'of a role that is only named, where nothing existed',
        withPolicyOf(planOf(policy), { constant_value: 'r' }),
        'DANGEROUS',
        'Access is opened on what exists in 1 place.',
      ],
      [
        'of a new role through a local, where nothing existed',
        inConfiguration(planOf(role, unknownRole), '', reference('local.role')),
        'REVIEW',
        'Everything is new; 1 place allows something, listed under Access.',
      ],
      [
        'of a new role inside a module, where nothing existed',
        inConfiguration(
          planOf(inModule(role), inModule(unknownRole)),
          'm',
          reference('aws_iam_role.a.id', 'aws_iam_role.a'),
        ),
        'REVIEW',
        'Everything is new; 1 place allows something, listed under Access.',
      ],
      [
        'of a role that is read only after apply, where nothing existed',
        inConfiguration(planOf(unknownRole), '', reference('data.aws_iam_role.a.name')),
        'DANGEROUS',
        'Access is opened on what exists in 1 place.',
      ],
      [
        'of a role that a local names, where nothing existed',
        withPolicyOf(planOf(policy), reference('local.role')),
        'DANGEROUS',
        'Access is opened on what exists in 1 place.',
      ],
      [
        'of a role that exists',
        withPolicyOf(planOf(kept, policy), reference('aws_iam_role.a.id', 'aws_iam_role.a')),
        'DANGEROUS',
        'Access is opened on what exists in 1 place.',
      ],
      [
        'beside something that exists',
        planOf(kept, subnet),
        'DANGEROUS',
        'Access is opened by what is new in 1 place.',
      ],
      [
        'by a wider rule',
        planOf(widerRule),
        'DANGEROUS',
        'Access is opened on what exists in 1 place.',
      ],
    ])('%s', (_name, plan, level, reason) => {
      const result = verdict(plan);
      expect(result).toMatchObject({ level, accessWidened: 'yes' });
      expect(result.reasons).toContain(reason);
    });

    it('needs an approval, also where everything is new', () => {
      expect(needsApproval(reviewPlan(planOf(subnet)), 'widening')).toBe(
        'it allows more than before',
      );
    });

    it('is no milder for another reason', () => {
      const route = changeOf('aws_route', {}, null);
      expect(verdict(planOf(subnet, route)).level).toBe('DANGEROUS');
    });
  });

  it('names what loses data by its construct, and gives the worst reason first', () => {
    const plan = planOf(
      changeOf('aws_ecs_service', service, { ...service, task_definition: 'a:2' }),
      changeOf('aws_ecr_repository', { force_delete: true }, null),
    );
    const origins = { 'aws_ecr_repository.a': { path: 'Hello/Repository/Resource' } };
    expect(verdict(plan, { origins })).toMatchObject({
      dataLoss: ['Hello/Repository'],
      reasons: [
        'Hello/Repository is destroyed: its images are lost.',
        'aws_ecs_service.a changes: new revision: rolling deployment of 1 task.',
      ],
    });
  });

  it('says once what is the same for several', () => {
    const changes = Array.from({ length: 20 }, (_, index) =>
      changeOf('aws_route', {}, null, { name: `r${index}` }),
    );
    const { reasons } = verdict(planOf(...changes));
    expect(reasons).toEqual([
      'aws_route.r0 is destroyed: traffic on the route is dropped. The same for 19 more.',
    ]);
  });

  it('counts reasons where there are many', () => {
    const changes = Array.from({ length: 20 }, (_, index) =>
      changeOf(
        'aws_ecs_service',
        { desired_count: index + 1, task_definition: 'a:1' },
        { desired_count: index + 1, task_definition: 'a:2' },
        { name: `s${index}` },
      ),
    );
    const { reasons } = verdict(planOf(...changes));
    expect(reasons).toHaveLength(8);
    expect(reasons.at(-1)).toBe('And 13 more reasons.');
  });

  it('mentions conditions that fail, drift that is taken back, and what is put off', () => {
    const drifted = changeOf('aws_vpc', { tags: { a: '1' } }, { tags: { a: '2' } });
    const plan: PlanJson = {
      ...planOf(changeOf('aws_vpc', { tags: { a: '2' } }, { tags: { a: '1' } })),
      resource_drift: [drifted],
      checks: [{ address: { kind: 'check', to_display: 'check.a' }, status: 'fail' }],
      complete: false,
    };
    expect(verdict(plan)).toMatchObject({
      level: 'REVIEW',
      reasons: [
        '1 condition of the configuration does not hold.',
        '1 change made outside Terraform is taken back.',
        'Terraform deferred a part: another plan is needed after this one.',
      ],
    });
  });

  it('is no milder for a plan that terraform could not finish', () => {
    expect(verdict({ ...planOf(), errored: true }).level).toBe('REVIEW');
  });

  it('is given to the committed plans', () => {
    expect(verdict(fixture('create')).level).toBe('SAFE');
    expect(verdict(fixture('no-changes')).level).toBe('NO CHANGES');
    expect(verdict(fixture('moved-only')).level).toBe('SAFE');
    expect(verdict(fixture('mixed')).level).toBe('REVIEW');
  });
});
