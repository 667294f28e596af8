import fc from 'fast-check';
import type { Json } from '../plan/json';
import { reviewPlan } from '../review';
import { renderers } from '../testing/renderers';

/** A secret and a value of a plan that holds it in a place where it must be recognised. */
interface Planted {
  readonly secret: string;
  readonly name: string;
  readonly value: Json;
  readonly sensitive: Json;
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const text = (alphabet: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });
/** Starts with something no other part of a plan holds, so that finding it means that it leaked. */
const secretOf = (alphabet: string): fc.Arbitrary<string> =>
  text(alphabet, 8, 30).map((rest) => `Zq7${rest}9`);

const awkward = secretOf(`${letters}!#%&*+-_.:/@"'\\<>|\u00e9\u4e16`);
const plain = secretOf(letters);
const secretNames = fc.constantFrom('DB_PASSWORD', 'apiKey', 'token', 'client-secret', 'AUTH');
const base64 = (value: string): string => Buffer.from(value).toString('base64');
const none = { sensitive: false as Json };

const places: readonly fc.Arbitrary<Planted>[] = [
  // What Terraform knows.
  awkward.map((secret) => ({ secret, name: 'input', value: secret, sensitive: true })),
  awkward.map((secret) => ({
    secret,
    name: 'input',
    value: ['x', { deep: [secret, 1] }],
    sensitive: [false, { deep: [true, false] }],
  })),
  awkward.map((secret) => ({
    secret,
    name: 'input',
    value: { a: { b: secret } },
    sensitive: true,
  })),
  // What a name tells.
  fc
    .tuple(awkward, secretNames)
    .map(([secret, name]) => ({ secret, name, value: secret, ...none })),
  fc.tuple(awkward, secretNames).map(([secret, name]) => ({
    secret,
    name: 'container_definitions',
    value: JSON.stringify([
      {
        name: 'server',
        image: 'a',
        environment: [
          { name, value: secret },
          { name: 'A', value: 'b' },
        ],
      },
    ]),
    ...none,
  })),
  fc.tuple(awkward, secretNames).map(([secret, name]) => ({
    secret,
    name: 'secret_string',
    value: JSON.stringify({
      [name]: secret,
      nested: JSON.stringify({ list: [{ [name]: secret }] }),
    }),
    ...none,
  })),
  fc.tuple(plain, secretNames).map(([secret, name]) => ({
    secret,
    name: 'user_data',
    value: base64(
      `#!/bin/bash\nset -e\nexport ${name}=${secret}\necho ECS_CLUSTER=x >> /etc/ecs\n`,
    ),
    ...none,
  })),
  fc.tuple(plain, secretNames).map(([secret, name]) => ({
    secret,
    name: 'user_data',
    value: `#!/bin/bash\nlogin --${name} "${secret}" && echo '{"${name}":"${secret}"}' > /etc/x\n`,
    ...none,
  })),
  plain.map((secret) => ({
    secret,
    name: 'policy',
    value: JSON.stringify({
      Statement: {
        Effect: 'Allow',
        Condition: { StringEquals: { 'aws:PrincipalTag/token': secret } },
      },
    }),
    ...none,
  })),
  // What a shape tells.
  plain.map((secret) => ({
    secret,
    name: 'note',
    value: `postgres://app:${secret}@db.internal:5432/x`,
    ...none,
  })),
  text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16, 16).map((rest) => ({
    secret: `AKIA${rest}`,
    name: 'note',
    value: `see AKIA${rest}.`,
    ...none,
  })),
  text(letters, 36, 36).map((rest) => ({
    secret: `ghp_${rest}`,
    name: 'note',
    value: { a: [`ghp_${rest}`] },
    ...none,
  })),
  text(letters, 30, 60).map((rest) => ({
    secret: rest,
    name: 'file',
    value: `-----BEGIN RSA PRIVATE KEY-----\n${rest}\n-----END RSA PRIVATE KEY-----\n`,
    ...none,
  })),
];

const planted = fc.oneof(...places);
const action = fc.constantFrom<readonly string[]>(
  ['create'],
  ['update'],
  ['delete'],
  ['delete', 'create'],
  ['create', 'delete'],
  ['forget'],
  ['no-op'],
);
const type = fc.constantFrom(
  'aws_ecs_task_definition',
  'aws_ecs_service',
  'aws_launch_template',
  'aws_iam_role_policy',
  'aws_ssm_parameter',
  'aws_unheard_of',
);

const plans = fc
  .record({
    planted,
    other: fc.jsonValue({ maxDepth: 2 }),
    action,
    type,
    side: fc.constantFrom('before', 'after', 'both'),
    echo: fc.constantFrom('output', 'tag', 'address', 'drift', 'check', 'text', 'nowhere'),
  })
  .map(
    ({
      planted: { secret, name, value, sensitive },
      other,
      action: actions,
      type: of,
      side,
      echo,
    }) => {
      const holds = { [name]: value, name: 'x', other: other as Json };
      const with_ = echo === 'text' ? { ...holds, description: `see ${secret} there` } : holds;
      const tree = { [name]: sensitive };
      const change = {
        actions,
        before:
          actions.includes('create') && actions.length === 1
            ? null
            : side === 'after'
              ? { name: 'w' }
              : with_,
        after:
          actions.includes('delete') && actions.length === 1
            ? null
            : side === 'before'
              ? { name: 'y' }
              : with_,
        after_unknown: { id: true },
        before_sensitive: side === 'after' ? {} : tree,
        after_sensitive: side === 'before' ? {} : tree,
        ...(actions.length === 2 ? { replace_paths: [[name]] } : {}),
      };
      const resource = { address: `${of}.a`, type: of, name: 'a', mode: 'managed', change };
      const echoed = {
        ...resource,
        address: echo === 'address' ? `${of}.b["${secret}"]` : `${of}.b`,
        change: {
          actions: ['update'],
          before: { tags: { Name: 'x' } },
          after: { tags: { Name: echo === 'tag' ? `x-${secret}-y` : 'z' } },
        },
      };
      const plan = {
        format_version: '1.2',
        resource_changes: [resource, echoed],
        resource_drift: echo === 'drift' ? [resource] : [],
        output_changes: {
          url: {
            actions: ['create'],
            before: null,
            after: echo === 'output' ? `http://x/${secret}` : 'y',
          },
        },
        checks: [
          {
            address: { kind: 'check', to_display: 'check.a' },
            status: 'fail',
            instances: [
              {
                status: 'fail',
                problems: [{ message: echo === 'check' ? `got ${secret}!` : 'no' }],
              },
            ],
          },
        ],
        configuration: {
          root_module: {
            resources: [
              {
                address: `${of}.a`,
                type: of,
                name: 'a',
                mode: 'managed',
                expressions: {
                  [name]:
                    sensitive === false ? { constant_value: value } : { references: ['var.x'] },
                  other: { references: [] },
                },
              },
            ],
          },
        },
        planned_values: {
          root_module: {
            resources: [
              {
                address: `${of}.a`,
                type: of,
                name: 'a',
                mode: 'managed',
                values: with_,
                sensitive_values: tree,
              },
            ],
          },
        },
        prior_state: {
          values: {
            root_module: {
              resources: [
                {
                  address: `${of}.a`,
                  type: of,
                  name: 'a',
                  mode: 'managed',
                  values: with_,
                  sensitive_values: tree,
                },
              ],
            },
          },
        },
      };
      return { secret, plan };
    },
  );

/** The ways in which a renderer or this package may write a string. */
function formsOf(secret: string): readonly string[] {
  const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    base64(secret),
    html,
    html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  ];
}

describe('a secret planted anywhere in a plan', () => {
  it('is in nothing that any renderer writes', () => {
    fc.assert(
      fc.property(plans, ({ secret, plan }) => {
        const review = reviewPlan(plan);
        for (const [name, render] of Object.entries(renderers)) {
          const output = render(review);
          expect({ name, found: formsOf(secret).filter((form) => output.includes(form)) }).toEqual({
            name,
            found: [],
          });
        }
      }),
      { numRuns: 400, seed: 20260101 },
    );
  });
});
