import type { PlanReview } from '../model';
import type { Json, JsonObject } from '../plan/json';
import type { PlanJson } from '../plan/plan-json';
import { originsOf } from '../origins/origins-of';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';

/** A new resource `<type>.a` of which one attribute is known only after apply, reviewed with its synthesized stack. */
function review(
  type: string,
  attribute: string,
  written: Json,
  { after = {}, before = null, plan = {}, stack = {} }: Partial<Around> = {},
): PlanReview {
  const change = changeOf(type, before, after, { after_unknown: { id: true, [attribute]: true } });
  const stackJson = { resource: { [type]: { a: { [attribute]: written } } }, ...stack };
  return reviewPlan({ ...planOf(change), ...plan }, originsOf(stackJson));
}

interface Around {
  readonly after: JsonObject;
  readonly before: JsonObject | null;
  readonly plan: Partial<PlanJson>;
  readonly stack: JsonObject;
}

const rules = ({ findings }: PlanReview): readonly string[] =>
  findings.findings.map(({ ruleId, detail }) => `${ruleId.slice(8)} ${detail ?? ''}`.trim());

const container = (
  more: JsonObject,
  image = '${aws_ecr_repository.app.repository_url}:1',
): string => JSON.stringify([{ name: 'web', image, ...more }]);
const policy = (...statements: readonly JsonObject[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const reads = (Resource: Json): JsonObject => ({
  Effect: 'Allow',
  Action: 'secretsmanager:GetSecretValue',
  Resource,
});

describe('containers of which only the image is not known yet', () => {
  const task = (written: string): PlanReview =>
    review('aws_ecs_task_definition', 'container_definitions', written);

  it.each([
    ['privileged', { privileged: true }, 'no-privileged-container web'],
    ['root', { user: '0:0' }, 'no-root-user web'],
    [
      'a capability',
      { linuxParameters: { capabilities: { add: ['SYS_ADMIN'] } } },
      'no-root-capabilities web SYS_ADMIN',
    ],
    [
      'a plain secret',
      { environment: [{ name: 'DB_PASSWORD', value: 'hunter2hunter2' }] },
      'no-plain-secrets web DB_PASSWORD',
    ],
  ] as const)('are judged: %s', (_, more, rule) => {
    const found = task(container(more));
    expect(rules(found)).toContain(rule);
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(rules(task(container({})))).not.toContain(rule);
  });

  it('are dangerous where they are privileged, and the access table says so', () => {
    const { verdict, security } = task(container({ privileged: true }));
    expect(verdict.level).toBe('DANGEROUS');
    expect(security.changes).toContainEqual(
      expect.objectContaining({
        decided: true,
        after: { setting: 'privileged containers', value: 'web: privileged' },
      }),
    );
  });

  it('run the tag latest of a repository that is new', () => {
    const image = '${aws_ecr_repository.app.repository_url}:latest';
    expect(rules(task(container({}, image)))).toContain('pinned-image');
    expect(rules(task(container({}, '${aws_ecr_repository.app.repository_url}')))).not.toContain(
      'pinned-image',
    );
  });

  it('show what is not known by the reference that leads there', () => {
    const [change] = task(container({})).changes;
    expect(JSON.stringify(change?.attributes)).toContain(
      '(aws_ecr_repository.app.repository_url, known after apply):1',
    );
  });

  it.each([
    [
      'an interpolation outside of quotes',
      '[{"name":"web","cpu":${aws_x.y.cpu},"privileged":true}]',
    ],
    [
      'jsonencode of what CDKTF writes',
      '${jsonencode([{"name" = "web", "image" = aws_x.y.url, "privileged" = true}])}',
    ],
    [
      'an object over several lines',
      '${jsonencode([{\n name = "web"\n image = aws_x.y["a\u007d"].url\n privileged = true\n}])}',
    ],
    [
      'a call that is not read',
      '[{"name":"web","image":"${lookup(var.images, "web", {a = "}"})}","privileged":true}]',
    ],
    ['a local', '${local.containers}'],
    [
      'an escaped dollar',
      '[{"name":"web","command":["$${HOME}"],"image":"${aws_x.y.url}","privileged":true}]',
    ],
  ])('are read from %s', (_, written) => {
    const locals = { containers: '[{"name":"web","image":"${aws_x.y.url}","privileged":true}]' };
    const found = review('aws_ecs_task_definition', 'container_definitions', written, {
      stack: { locals },
    });
    expect(rules(found)).toContain('no-privileged-container web');
  });

  it.each([
    ['a directive', '%{if true}[{"name":"web","privileged":true}]%{endif}'],
    ['a reference to all of it', '${aws_x.y.containers}'],
    ['an interpolation without an end', '[{"name":"${aws_x.y'],
    ['a local that names itself', '${local.endless}'],
    ['brackets without an end', `\${jsonencode(${'['.repeat(5000)})}`],
  ])('stay unknown with %s', (_, written) => {
    const found = review('aws_ecs_task_definition', 'container_definitions', written, {
      stack: { locals: { endless: '${local.endless}' } },
    });
    expect(found.security.changes).toContainEqual(
      expect.objectContaining({
        decided: false,
        after: { setting: 'privileged containers', value: '(known after apply)' },
      }),
    );
  });
});

describe('a policy of which only an ARN is not known yet', () => {
  const role = { name: 'default', role: 'app' };
  const written = (...statements: readonly JsonObject[]): PlanReview =>
    review('aws_iam_role_policy', 'policy', policy(...statements), { after: role });
  const secret = '${aws_secretsmanager_secret.db.arn}';

  it('is shown by its statements', () => {
    const { security } = written(reads(secret), { Effect: 'Allow', Action: 's3:*', Resource: '*' });
    expect(
      security.changes.map(({ decided, after }) => [
        decided,
        after?.['action'],
        after?.['resource'],
      ]),
    ).toEqual([
      [
        true,
        'secretsmanager:GetSecretValue',
        '(aws_secretsmanager_secret.db.arn, known after apply)',
      ],
      [true, 's3:*', '*'],
    ]);
  });

  it('breaks the rules that its statements break', () => {
    expect(
      rules(written(reads(secret), { Effect: 'Allow', Action: '*', Resource: '*' })),
    ).toContain('no-full-access *');
    expect(rules(written(reads(secret)))).toEqual([]);
  });

  const replaced = (before: string, after: string): PlanReview =>
    review('aws_iam_role_policy', 'policy', after, {
      after: role,
      before: { ...role, policy: before },
    });

  it('may be what was allowed before, and says that nobody can tell', () => {
    const old = policy(reads('arn:aws:secretsmanager:eu-west-1:111111111111:secret:db-AbCdEf'));
    const [row] = replaced(old, policy(reads(secret))).security.changes;
    expect(row).toMatchObject({ direction: 'widened', decided: false });
    expect(row?.why).toContain('what is known only after apply cannot be compared');
  });

  it('allows no more where everything was allowed', () => {
    const { security } = replaced(policy(reads('*')), policy(reads(secret)));
    expect(security).toMatchObject({
      accessWidened: 'no',
      changes: [{ direction: 'narrowed' }],
    });
  });

  it('denies for sure only what is known', () => {
    const deny = { ...reads(secret), Effect: 'Deny' };
    expect(written(reads(secret), deny).security.changes[0]).toMatchObject({
      direction: 'widened',
      decided: true,
    });
    const known = { ...reads('arn:aws:secretsmanager:eu-west-1:1:secret:a'), Effect: 'Deny' };
    expect(replaced(policy(known), policy(deny)).security.changes[0]).toMatchObject({
      direction: 'widened',
      decided: false,
    });
  });

  it('has in it what the plan knows already, and nothing that is sensitive', () => {
    const plan: Partial<PlanJson> = {
      prior_state: {
        values: {
          root_module: {
            resources: [
              {
                address: 'data.aws_region.here',
                mode: 'data',
                type: 'aws_region',
                name: 'here',
                values: { id: 'eu-west-1' },
              },
              {
                address: 'data.x.s',
                mode: 'data',
                type: 'x',
                name: 's',
                values: { v: 'planted-value' },
                sensitive_values: { v: true },
              },
            ],
          },
        },
      },
    };
    const text =
      '{"Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":[${jsonencode("arn:aws:s3:${data.aws_region.here.id}:*:${data.x.s.v}")},${jsonencode(join("", [aws_s3_bucket.b.arn]))}]}]}';
    const found = review('aws_iam_role_policy', 'policy', text, { after: role, plan });
    expect(found.security.changes[0]?.after?.['resource']).toBe(
      '(aws_s3_bucket.b.arn, known after apply), arn:aws:s3:eu-west-1:*:(data.x.s.v, known after apply)',
    );
    expect(JSON.stringify(found)).not.toContain('planted');
  });

  it('is found among several inline policies by what is known of them', () => {
    const inline = [
      { name: 'b', policy: policy({ Effect: 'Allow', Action: '*', Resource: secret }) },
      { name: 'a', policy: policy(reads(secret)) },
    ];
    const change = changeOf(
      'aws_iam_role',
      null,
      { name: 'r', assume_role_policy: policy(), inline_policy: [{ name: 'a' }, { name: 'b' }] },
      { after_unknown: { inline_policy: [{ policy: true }, { policy: true }] } },
    );
    const stack = { resource: { aws_iam_role: { a: { inline_policy: inline } } } };
    const { security } = reviewPlan(planOf(change), originsOf(stack));
    expect(security.changes.map(({ after }) => after?.['action'])).toEqual([
      'secretsmanager:GetSecretValue',
      '*',
    ]);
  });

  it('counts for what the same plan opens to everybody', () => {
    const open = policy({
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: '${aws_s3_bucket.b.arn}/*',
    });
    const found = review('aws_s3_bucket_policy', 'policy', open, { after: { bucket: 'b' } });
    expect(rules(found)).toContain('no-public-bucket');
    expect(found.verdict.level).toBe('DANGEROUS');
  });
});
