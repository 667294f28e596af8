import type { AttributeChange, ReviewedChange } from '../model';
import type { Json } from '../plan/json';
import type { ChangeJson, PlanJson } from '../plan/plan-json';
import { differenceInWords, notesOf } from '../render/words';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';

type Sides = Readonly<Record<string, Json>>;

function reviewed(plan: PlanJson): ReviewedChange {
  const [change] = reviewPlan(plan).changes;
  if (change === undefined) {
    throw new Error('the plan changes nothing');
  }
  return change;
}

function inWords(attributes: readonly AttributeChange[]): Record<string, string> {
  return Object.fromEntries(attributes.map((item) => [item.path, differenceInWords(item)]));
}

function update(
  before: Sides,
  after: Sides,
  rest: Partial<ChangeJson> = {},
): Record<string, string> {
  return inWords(reviewed(planOf(changeOf('aws_x', before, after, rest))).attributes);
}

describe('attributes of an update', () => {
  it('lists only what differs, at its place', () => {
    expect(
      update(
        { size: 1, same: 'a', block: [{ deep: { on: false, same: 1 } }], gone: 'x' },
        { size: 2, same: 'a', block: [{ deep: { on: true, same: 1 } }], gone: null },
      ),
    ).toEqual({ size: '1 → 2', 'block[0].deep.on': 'false → true', gone: 'x → (none)' });
  });

  it('names items of a list by their name, not by their position', () => {
    const setting = (name: string, value: string): Json => ({ name, value });
    expect(
      update(
        { setting: [setting('a', '1'), setting('b', '1')] },
        { setting: [setting('b', '2'), setting('a', '1'), setting('c', '3')] },
      ),
    ).toEqual({
      'setting[b].value': '1 → 2',
      'setting[c].name': 'c',
      'setting[c].value': '3',
    });
  });

  it('finds equal items wherever they are, as in a set', () => {
    const rule = (port: number): Json => ({ port, cidr: '10.0.0.0/8' });
    expect(
      update({ ingress: [rule(80), rule(443)] }, { ingress: [rule(443), rule(81), rule(82)] }),
    ).toEqual({ 'ingress[1].port': '80 → 81', 'ingress[2]': '{"port":82,"cidr":"10.0.0.0/8"}' });
  });

  it('shows lists of plain values whole', () => {
    expect(update({ subnets: ['a', 'b'] }, { subnets: ['b', 'c'] })).toEqual({
      subnets: '["a","b"] → ["b","c"]',
    });
  });

  it('folds tags_all, except for what tags do not say', () => {
    const tags = { Name: 'a', Team: 'x' };
    expect(
      update(
        { tags, tags_all: { ...tags, Stage: 'dev' } },
        { tags: { Name: 'b' }, tags_all: { Name: 'b', Stage: 'prod' } },
      ),
    ).toEqual({
      'tags[Name]': 'a → b',
      'tags[Team]': 'x → (none)',
      'tags_all[Stage]': 'dev → prod',
    });
  });

  it('shows what is unknown where the author wrote it, and counts the rest', () => {
    const plan: PlanJson = {
      ...planOf(
        changeOf(
          'aws_x',
          { given: 'a', arn: 'b' },
          {},
          { after_unknown: { given: true, arn: true } },
        ),
      ),
      configuration: {
        root_module: {
          resources: [
            {
              address: 'aws_x.a',
              type: 'aws_x',
              name: 'a',
              expressions: { given: { references: [] } },
            },
          ],
        },
      },
    };
    const change = reviewed(plan);
    expect(inWords(change.attributes)).toEqual({ given: 'a → (known after apply)' });
    expect(change.unknownCount).toBe(1);
  });

  it('shows what is unknown inside of a block', () => {
    expect(
      update(
        { block: [{ a: 'x', b: 'y' }] },
        { block: [{ b: 'y' }] },
        { after_unknown: { block: [{ a: true }] } },
      ),
    ).toEqual({ 'block[0].a': 'x → (known after apply)' });
  });

  it('cuts long values around the first difference', () => {
    const long = 'a'.repeat(5000);
    const [text] = Object.values(update({ x: `${long}1${long}` }, { x: `${long}2${long}` }));
    expect(text?.length).toBeLessThan(1500);
    expect(text).toContain('a1a');
    expect(text).toContain('a2a');
    expect(text).toContain('(10001 characters)');
  });

  it('compares decoded user data line by line', () => {
    const data = (level: string): string =>
      Buffer.from(
        `#!/bin/bash\n${'echo\n'.repeat(9)}ECS_LOGLEVEL=${level}\n${'true\n'.repeat(2)}`,
      ).toString('base64');
    const plan = planOf(
      changeOf('aws_launch_template', { user_data: data('info') }, { user_data: data('debug') }),
    );
    expect(reviewed(plan).attributes).toEqual([
      {
        path: 'user_data',
        before: { kind: 'known', text: '13 lines' },
        after: { kind: 'known', text: '13 lines' },
        forcesReplacement: false,
        lines: [
          { kind: 'omitted', count: 7 },
          ...['echo', 'echo', 'echo'].map((text) => ({ kind: 'same', text })),
          { kind: 'removed', text: 'ECS_LOGLEVEL=info' },
          { kind: 'added', text: 'ECS_LOGLEVEL=debug' },
          { kind: 'same', text: 'true' },
          { kind: 'same', text: 'true' },
        ],
      },
    ]);
  });

  it('tells a changed secret from another difference', () => {
    expect(
      update(
        { password: 'Secret-one-1', url: 'http://a:Secret-one-1@x' },
        { password: 'Secret-two-2', url: 'http://a:Secret-two-2@x' },
      ),
    ).toEqual({
      password: '(secret) → (another secret)',
      url: 'http://a:(secret)@x → http://a:(another secret)@x',
    });
  });
});

describe('a replacement', () => {
  it('marks what forces it, with both values', () => {
    const change = reviewed(
      planOf(
        changeOf(
          'aws_x',
          { zone: 'a', block: [{ size: 1 }], name: 'n' },
          { zone: 'b', block: [{ size: 2 }], name: 'm' },
          { actions: ['delete', 'create'], replace_paths: [['zone'], ['block', 0, 'size']] },
        ),
      ),
    );
    expect(inWords(change.replacedBy)).toEqual({ zone: 'a → b', 'block[0].size': '1 → 2' });
    expect(change.attributes).toHaveLength(3);
  });

  it('names what forces it also where its new value is unknown', () => {
    const change = reviewed(
      planOf(
        changeOf(
          'aws_x',
          { vpc_id: 'vpc-1', arn: 'a' },
          {},
          {
            actions: ['delete', 'create'],
            replace_paths: [['vpc_id']],
            after_unknown: { vpc_id: true, arn: true },
          },
        ),
      ),
    );
    expect(inWords(change.replacedBy)).toEqual({ vpc_id: 'vpc-1 → (known after apply)' });
    expect(notesOf(change)).toContain(
      'replaced even if the new value, not known yet, turns out to be the old one',
    );
  });
});

describe('a creation and a destruction', () => {
  it('shows what the author chose, and counts what comes after apply', () => {
    const plan: PlanJson = {
      ...planOf(
        changeOf(
          'aws_x',
          null,
          {
            size: 1,
            computed: 'by the provider',
            empty: '',
            nothing: null,
            block: [{ a: 'b', c: null }],
          },
          { after_unknown: { id: true, block: [{}] } },
        ),
      ),
      configuration: {
        root_module: {
          resources: [
            {
              address: 'aws_x.a',
              type: 'aws_x',
              name: 'a',
              expressions: {
                size: { constant_value: 1 },
                empty: {},
                nothing: {},
                block: [{ a: {} }],
              },
            },
          ],
        },
      },
    };
    const change = reviewed(plan);
    expect(inWords(change.attributes)).toEqual({ size: '1', 'block[0]': '{"a":"b"}' });
    expect(change.unknownCount).toBe(1);
  });

  it('shows nothing of what goes', () => {
    expect(reviewed(planOf(changeOf('aws_x', { a: 'b' }, null)))).toMatchObject({
      action: 'destroy',
      attributes: [],
    });
  });
});
