import { conditionsOf } from './condition';
import { knowledgeOf, rows } from './knowledge-of';
import { tables } from './tables';

const typesOf = (cloud: string): readonly string[] =>
  (tables[cloud] ?? []).flatMap(({ types }) => types.split(' '));

describe('the tables', () => {
  it.each([
    ['aws', 700, /^aws_/],
    ['azurerm', 150, /^azurerm_/],
    ['google', 140, /^google_/],
    ['kubernetes', 60, /^(?:kubernetes|helm)_/],
  ])('of %s know at least %d types, all of that cloud', (cloud, least, name) => {
    const types = typesOf(cloud);
    expect(types.length).toBeGreaterThanOrEqual(least);
    expect(types.filter((type) => !name.test(type))).toEqual([]);
  });

  it.each(rows.map((row) => [row.types.split(' ')[0] ?? '', row] as const))(
    'say of %s where it is written, and in what words',
    (_type, row) => {
      expect(row.source).toMatch(/^https:\/\/[\w./-]+$/);
      expect(new Set(row.types.split(' ')).size).toBe(row.types.split(' ').length);
      for (const type of row.types.split(' ')) {
        expect(knowledgeOf(type.replaceAll('*', 'anything'))).toBeDefined();
      }
      const outcomes = [row.gone, row.replaced ?? {}, row.made ?? {}, ...(row.changes ?? [])];
      for (const { when, unlimited, missing, alsoNew, ofExisting, ...outcome } of outcomes.map(
        (one) => ({
          when: 'attribute',
          unlimited: 0,
          missing: 0,
          alsoNew: true,
          ofExisting: true,
          ...one,
        }),
      )) {
        expect([
          conditionsOf(when).length > 0,
          typeof unlimited,
          missing,
          alsoNew,
          ofExisting,
        ]).toEqual([true, 'number', 0, true, true]);
        for (const text of Object.values(outcome)) {
          // They follow "aws_db_instance.a changes:" and a full stop follows them.
          expect(text).toMatch(/^[^A-Z\s.]|^(?:TLS|DNS|API)/);
          expect(text).not.toMatch(/\.$|\s{2}/);
        }
      }
    },
  );

  it('know a type by a pattern, and nothing of what they do not name', () => {
    expect(knowledgeOf('google_pubsub_topic_iam_member')?.row.types).toContain(
      'google_*_iam_member',
    );
    expect(knowledgeOf('aws_unheard_of')).toBeUndefined();
    expect(knowledgeOf('constructor')).toBeUndefined();
    expect(knowledgeOf('__proto__')).toBeUndefined();
  });
});
