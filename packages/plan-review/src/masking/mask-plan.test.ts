import type { Json, JsonObject } from '../plan/json';
import type { ChangeJson, PlanJson } from '../plan/plan-json';
import { isMasked, readable } from './marker';
import { maskPlan, maskPlanAnd } from './mask-plan';

function planOf(change: Partial<ChangeJson>, rest: Partial<PlanJson> = {}): PlanJson {
  const resource = { address: 'aws_x.a', type: 'aws_x', name: 'a' };
  return {
    format_version: '1.2',
    resource_changes: [{ ...resource, change: { actions: ['update'], ...change } }],
    ...rest,
  };
}

function after(value: Json, rest: Partial<PlanJson> = {}): Record<string, Json> {
  const masked = maskPlan(planOf({ after: value }, rest));
  return masked.resource_changes?.[0]?.change.after as Record<string, Json>;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('maskPlan', () => {
  it('masks what terraform calls sensitive, and the same value where it does not', () => {
    const masked = maskPlan(
      planOf(
        {
          before: {
            a: 'planted-1',
            list: ['x', 'planted-2'],
            port: 5432,
            whole: { b: 'planted-3' },
          },
          before_sensitive: { a: true, list: [false, true], port: true, whole: true },
          after: { note: 'is planted-1 and planted-2', other: 'planted-3' },
        },
        { planned_values: { outputs: { url: { value: 'x planted-2', sensitive: false } } } },
      ),
    );
    expect(JSON.stringify(masked)).not.toContain('planted');
    const { before, after: next } = masked.resource_changes?.[0]?.change ?? {};
    expect(readable(JSON.stringify([before, next]))).toBe(
      '[{"a":"(secret)","list":["x","(secret)"],"port":"(secret)","whole":"(secret)"},' +
        '{"note":"is (secret) and (secret)","other":"(secret)"}]',
    );
  });

  it('keeps apart what differs and together what is equal', () => {
    const { a, b, c } = after({
      a: { password: 'one-secret' },
      b: { token: 'one-secret' },
      c: { token: 'two-secret' },
    });
    const of = (value: Json | undefined): Json | undefined =>
      Object.values(value as object)[0] as Json;
    expect(of(a)).toBe(of(b));
    expect(of(a)).not.toBe(of(c));
    expect(isMasked(of(a))).toBe(true);
  });

  it('masks environments inside of container definitions by name', () => {
    const definitions = [
      {
        name: 'server',
        environment: [
          { name: 'DB_PASSWORD', value: 'hunter2' },
          { name: 'LOG_LEVEL', value: 'debug' },
        ],
        secrets: [{ name: 'API_KEY', valueFrom: 'arn:aws:ssm:eu-west-1:123456789012:parameter/k' }],
      },
    ];
    const text = String(
      after({ container_definitions: JSON.stringify(definitions) })['container_definitions'],
    );
    expect(text).not.toContain('hunter2');
    expect(readable(text)).toBe(JSON.stringify(definitions).replace('hunter2', '(secret)'));
  });

  it('masks inside of user data, and leaves it readable', () => {
    const script = '#!/bin/bash\nexport DB_PASSWORD=hunter2\necho ECS_CLUSTER=hello';
    const text = String(after({ user_data: base64(script) })['user_data']);
    expect(readable(Buffer.from(text, 'base64').toString())).toBe(
      script.replace('hunter2', '(secret)'),
    );
  });

  it('finds secrets in JSON in base64 in JSON', () => {
    const inner = base64(JSON.stringify({ auths: { 'r.io': { auth: 'hunter2' } } }));
    const text = JSON.stringify(
      after({ data: JSON.stringify({ config: inner }), copy: 'hunter2' }),
    );
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain(base64('hunter2'));
  });

  it('finds a secret again where it is escaped, encoded or part of a word', () => {
    const secret = 'p"q/ r+s1';
    const result = after({
      password: secret,
      json: `not json {"a":"${secret.replace('"', '\\"')}"}`,
      url: `https://x/?p=${encodeURIComponent(secret)}`,
      coded: base64(secret),
      word: `xx${secret}yy`,
    });
    for (const form of [
      secret,
      secret.replace('"', '\\"'),
      encodeURIComponent(secret),
      base64(secret),
    ]) {
      expect(Object.values(result).join('\n')).not.toContain(form);
    }
    expect(readable(String(result['word']))).toBe('xx(secret)yy');
  });

  it('does not mask a common word everywhere because a password is one', () => {
    expect(after({ password: 'admin', user: 'admin', name: 'administrator' })).toMatchObject({
      user: 'admin',
      name: 'administrator',
    });
  });

  it('leaves a parameter readable that is no SecureString, and masks one that is', () => {
    const parameter = (values: JsonObject): Partial<PlanJson> => ({
      prior_state: {
        values: {
          root_module: {
            resources: [
              {
                address: 'data.aws_ssm_parameter.a',
                mode: 'data',
                type: 'aws_ssm_parameter',
                name: 'a',
                values,
                sensitive_values: { value: true },
              },
            ],
          },
        },
      },
    });
    const image = { image_id: 'ami-0ec5a12023a64c001' };
    const value = image.image_id;
    expect(after(image, parameter({ value, insecure_value: value }))).toEqual(image);
    expect(after(image, parameter({ value, insecure_value: '' }))).not.toEqual(image);
  });

  it('masks sensitive outputs, variables and provider settings', () => {
    const masked = maskPlan({
      format_version: '1.2',
      resource_changes: [],
      variables: { plain: { value: 'planted-a' }, db_password: { value: 'planted-b' } },
      output_changes: {
        token: {
          actions: ['update'],
          before: 'planted-c',
          after: 'planted-d',
          before_sensitive: true,
        },
      },
      configuration: {
        provider_config: { aws: { expressions: { secret_key: { constant_value: 'planted-e' } } } },
        root_module: { variables: { plain: { sensitive: true } } },
      },
      prior_state: { values: { outputs: { x: { sensitive: true, value: ['planted-f'] } } } },
      checks: [{ instances: [{ problems: [{ message: 'password=planted-g is too short' }] }] }],
    });
    expect(JSON.stringify(masked)).not.toContain('planted');
    expect(readable(JSON.stringify(masked.checks))).toContain('password=(secret) is too short');
  });

  it('learns from the state, which no review reads', () => {
    const state = (address: string, sensitive_values: Json) => ({
      values: {
        root_module: {
          child_modules: [
            {
              resources: [
                {
                  address,
                  type: 'aws_x',
                  name: 'a',
                  values: { note: 'planted-value', db_password: 'planted-name' },
                  sensitive_values,
                },
              ],
            },
          ],
        },
      },
    });
    const echo = { note: 'is planted-value', other: 'is planted-name' };
    // A data source is in the state only; a resource that changes is there too, and its values are no news.
    expect(after(echo, { prior_state: state('data.aws_x.a', { note: true }) })).toEqual({
      note: expect.not.stringContaining('planted'),
      other: expect.not.stringContaining('planted'),
    });
    expect(
      JSON.stringify(after(echo, { prior_state: state('aws_x.a', { note: true }) })),
    ).not.toContain('planted-value');
  });

  it('keeps references of secret arguments, which name and hold nothing', () => {
    const expressions = {
      password: { references: ['random_password.db.result', 'random_password.db'] },
    };
    const resource = { address: 'aws_x.a', type: 'aws_x', name: 'a', expressions };
    const masked = maskPlan({
      format_version: '1.2',
      configuration: { root_module: { resources: [resource] } },
    });
    expect(masked.configuration?.root_module?.resources?.[0]?.expressions).toEqual(expressions);
  });

  it('lets no text pass for a masked one', () => {
    const { note } = after({ note: '\ufdd01\ufdd1' });
    expect(isMasked(note)).toBe(false);
    expect(readable(String(note))).not.toContain('(secret)');
  });

  it('changes nothing where nothing is secret', () => {
    const plan = planOf({
      before: {
        name: 'a',
        list: [1, true, null, { b: 'c' }],
        policy: '{ "Version" : "2012-10-17" }',
      },
      after: JSON.parse('{"__proto__":{"x":1},"tags":{"Name":"n"}}') as Json,
    });
    expect(maskPlan(plan)).toEqual(plan);
    expect(JSON.stringify(maskPlan(plan))).toContain('__proto__');
  });

  it('leaves out what no review reads', () => {
    const plan = {
      ...planOf({}),
      generated_config: 'planted',
      resource_identity: { a: 'planted' },
    };
    expect(JSON.stringify(maskPlan(plan))).not.toContain('planted');
  });

  it('masks no names of actions, principals, conditions and policies', () => {
    const statement = {
      Sid: 'ReadSecrets',
      Effect: 'Allow',
      Action: ['secretsmanager:GetSecretValue', 'secretsmanager:*', 'iam:PassRole'],
      Principal: { Federated: 'token.actions.githubusercontent.com' },
      Resource: 'arn:aws:secretsmanager:*:*:secret:*',
      Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/*' } },
    };
    const values = {
      assume_role_policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
      statement: [
        {
          actions: ['secretsmanager:GetSecretValue'],
          principals: [{ type: 'Federated', identifiers: ['token.example.com'] }],
          condition: [
            { test: 'StringLike', variable: 'token.example.com:sub', values: ['a:b12345'] },
          ],
        },
      ],
      ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      older: 'ELBSecurityPolicy-FS-1-2-Res-2020-10',
      other: 'ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04',
      authorization: 'NONE',
      pattern: '{"eventName": "secretsmanager:GetSecretValue"}',
    };
    expect(after(values)).toEqual(values);
  });

  it('masks secrets inside of a policy all the same', () => {
    const condition = (key: string, value: string): string =>
      JSON.stringify(
        after({
          policy: JSON.stringify({
            Statement: {
              Effect: 'Allow',
              Action: '*',
              Condition: { StringEquals: { [key]: value } },
            },
          }),
        }),
      );
    expect(condition('aws:PrincipalTag/token', 'planted-1')).not.toContain('planted');
    expect(condition('aws:Referer', 'AKIAIOSFODNN7EXAMPLE')).not.toContain('AKIA');
    expect(condition('aws:Referer', 'example.com')).toContain('example.com');
  });

  it('masks the build arguments of an image, whatever they are called', () => {
    const build = [
      { context: 'assets/a', build_args: { REGISTRY_LOGIN: 'planted', STAGE: 'planted' } },
    ];
    const masked = JSON.stringify(after({ name: 'app:1', build }));
    expect(masked).not.toContain('planted');
    expect(masked).toContain('assets/a');
    expect(masked).toContain('REGISTRY_LOGIN');
  });
});

describe('maskPlanAnd', () => {
  const address = 'aws_eip.Network_NatInstance-us-east-1a-Address_A68ABD45';
  const plan = {
    ...planOf({}),
    resource_changes: [
      { address, type: 'aws_eip', name: 'a', change: { actions: ['create'], after: {} } },
    ],
  };

  it('leaves the addresses of the plan to what other tools say, however random they look', () => {
    const said = { resource: address, note: `${address}B` };
    const [masked] = maskPlanAnd(plan, [said]).others as [Record<string, Json>];
    expect(masked['resource']).toBe(address);
    expect(masked['note']).not.toContain(address);
  });

  it('masks a known secret in an address all the same', () => {
    const secret = 'aws_eip.planted-1';
    const change = { actions: ['create'], after: { password: 'planted-1' } };
    const known = {
      ...plan,
      resource_changes: [{ address: secret, type: 'aws_eip', name: 'a', change }],
    };
    const { others } = maskPlanAnd(known, [{ resource: secret }]);
    expect(JSON.stringify(others)).not.toContain('planted-1');
  });
});
