import { conditionsOf } from './condition';
import { knowledgeOf } from './knowledge-of';
import { madeBesideOf, madeRows } from './made-beside';

describe('what is made beside what exists', () => {
  it.each(madeRows.map((row) => [row.types, row] as const))(
    'says of %s where it is written, and in what words',
    (_types, { types, source, of, when, ...outcome }) => {
      expect(source).toMatch(/^https:\/\/[\w./-]+$/);
      expect(of === undefined || of === 'what it names' || of.types.length > 0).toBe(true);
      expect(when === undefined || conditionsOf(when).length > 0).toBe(true);
      expect(Object.values(outcome)).toHaveLength(1);
      for (const text of Object.values(outcome)) {
        expect(text).toMatch(/^[^A-Z\s.]|^(?:ACLs)/);
        expect(text).not.toMatch(/\.$|\s{2}/);
      }
      for (const type of types.split(' ')) {
        expect(knowledgeOf(type.replaceAll('*', 'anything'))).toBeDefined();
      }
    },
  );

  it('is nothing for a type that acts on itself only', () => {
    expect(madeBesideOf('aws_db_instance')).toEqual([]);
    expect(madeBesideOf('constructor')).toEqual([]);
    expect(madeBesideOf('google_project_iam_policy')).toHaveLength(1);
    expect(madeBesideOf('google_pubsub_topic_iam_binding')).toHaveLength(1);
  });
});
