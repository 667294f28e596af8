import type { PlanReview } from '../model';
import type { ChangeJson } from '../plan/plan-json';
import { verdictFacts } from '../render/words';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';
import { renderers } from '../testing/renderers';

const replace = (order: 'create-first' | 'destroy-first'): Partial<ChangeJson> => ({
  actions: order === 'create-first' ? ['create', 'delete'] : ['delete', 'create'],
});

describe('what holds data', () => {
  const gone = (type: string, rest: Partial<ChangeJson> = {}): readonly string[] =>
    reviewPlan(
      planOf(changeOf(type, {}, rest.actions === undefined ? null : {}, rest)),
    ).changes.flatMap(({ effects }) => effects.map(({ severity }) => severity));

  it.each([
    ['aws_db_instance', ['data-loss', 'downtime']],
    ['aws_dynamodb_table', ['data-loss', 'downtime']],
    ['aws_efs_file_system', ['data-loss', 'downtime']],
    ['aws_kms_key', ['data-loss', 'downtime']],
    ['aws_ecr_repository', ['data-loss', 'downtime-possible']],
    ['aws_cloudwatch_log_group', ['data-loss']],
  ])('%s serves nobody once it is destroyed', (type, severities) => {
    expect(gone(type)).toEqual(severities);
    expect(gone(type, replace('destroy-first'))).toEqual(severities);
  });

  it('is missed less where the new one is made first, but the data is not in it', () => {
    expect(gone('aws_db_instance', replace('create-first'))).toEqual([
      'data-loss',
      'downtime-possible',
    ]);
  });
});

describe('a data source that is read in the apply', () => {
  const read = (type: string): PlanReview['verdict'] =>
    reviewPlan(planOf(changeOf(type, null, {}, { actions: ['read'] }))).verdict;

  it.each(['aws_lambda_invocation', 'external'])(
    'and does more than to read is not known: %s',
    (type) => {
      expect(read(type)).toMatchObject({ level: 'REVIEW', downtime: 'not-known' });
    },
  );

  it.each(['aws_ami', 'constructor'])('and only reads does nothing: %s', (type) => {
    expect(read(type)).toMatchObject({ downtime: 'none', accessWidened: 'no' });
  });
});

describe('a type without knowledge', () => {
  it('is never given an all-clear', () => {
    for (const change of [
      changeOf('aws_unheard_of', { a: 1 }, null),
      changeOf('vendor_thing', { a: 1 }, { a: 2 }),
      changeOf('constructor', { a: 1 }, { a: 2 }, replace('destroy-first')),
    ]) {
      const review = reviewPlan(planOf(change));
      expect(review.verdict).toMatchObject({
        level: 'REVIEW',
        downtime: 'not-known',
        accessWidened: 'not-known',
        notKnown: [change.address],
      });
      for (const render of Object.values(renderers)) {
        expect(render(review)).toMatch(/not known/i);
        // A paragraph of a terminal is broken where a line ends.
        expect(render(review).replace(/\s+/g, ' ')).toMatch(
          new RegExp(`Not known: what .*may give|"notKnown"`),
        );
        expect(render(review)).not.toMatch(/no downtime|no data loss|not widened/i);
      }
    }
  });

  it('is given none where it acts on another by being made, unless that is made by the same plan', () => {
    const attached = changeOf('vendor_gate_attachment', null, { gate: 'g-1' });
    expect(reviewPlan(planOf(attached)).verdict).toMatchObject({
      level: 'REVIEW',
      downtime: 'not-known',
      accessWidened: 'not-known',
    });
    const gate = changeOf('vendor_gate', null, { name: 'g' });
    const toNew = changeOf('vendor_gate_attachment', null, {}, { after_unknown: { gate: true } });
    const expressions = { gate: { references: ['vendor_gate.a.id', 'vendor_gate.a'] } };
    const { address, type, name } = toNew;
    const plan = {
      ...planOf(gate, toNew),
      configuration: { root_module: { resources: [{ address, type, name, expressions }] } },
    };
    expect(reviewPlan(plan).verdict).toMatchObject({ downtime: 'none' });
    expect(reviewPlan(planOf(gate)).verdict).toMatchObject({ downtime: 'none' });
  });

  it('does not hide what is known of the others', () => {
    const review = reviewPlan(
      planOf(changeOf('aws_unheard_of', {}, null), changeOf('aws_db_instance', {}, null)),
    );
    expect(verdictFacts(review)).toEqual(
      expect.arrayContaining(['downtime', 'data loss in aws_db_instance.a', 'access not known']),
    );
  });

  it('is reviewed, where its update shows no difference', () => {
    expect(reviewPlan(planOf(changeOf('aws_unheard_of', {}, {}))).verdict.level).toBe('REVIEW');
  });
});
