import { actionKnowledgeOf, actionRows } from './actions';

describe('what is known of actions', () => {
  it.each(actionRows.map((row) => [row.types, row] as const))(
    'says of %s where it is written, and in what words',
    (types, { source, does }) => {
      expect(source).toMatch(/^https:\/\/[\w./-]+$/);
      for (const type of types.split(' ')) {
        expect(type).toMatch(/^(?:aws|azurerm|local)_/);
        expect(actionKnowledgeOf(type)?.types).toBe(types);
      }
      expect(Object.keys(does)).not.toEqual([]);
      for (const text of Object.values(does)) {
        // They follow "action.aws_lambda_invoke.a runs:" and a full stop follows them.
        expect(text).toMatch(/^[^A-Z\s.]/);
        expect(text).not.toMatch(/\.$|\s{2}/);
      }
    },
  );

  it('names each type once, and nothing that it does not name', () => {
    const types = actionRows.flatMap((row) => row.types.split(' '));
    expect(new Set(types).size).toBe(types.length);
    expect(actionKnowledgeOf('aws_unheard_of')).toBeUndefined();
    expect(actionKnowledgeOf('constructor')).toBeUndefined();
  });
});
