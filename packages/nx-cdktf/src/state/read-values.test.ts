import { readValues } from './state-summary';

const state = (resources: readonly object[], change = {}) =>
  JSON.stringify({ version: 4, lineage: 'l', serial: 1, resources, ...change });

describe('readValues', () => {
  it('gives every instance of what is managed, with its address and its values', () => {
    const text = state([
      {
        mode: 'managed',
        module: 'module.a["x"]',
        type: 'aws_ecs_service',
        name: 's',
        instances: [
          { index_key: 'k', attributes: { id: 'arn' } },
          { index_key: 'k', deposed: '1', attributes: { id: 'old' } },
        ],
      },
      { mode: 'data', type: 'aws_ecs_service', name: 'd', instances: [{ attributes: {} }] },
      { mode: 'managed', type: 't', name: 'n', instances: [{ attributes: null }] },
    ]);
    expect(readValues(text)).toEqual([
      {
        address: 'module.a["x"].aws_ecs_service.s["k"]',
        type: 'aws_ecs_service',
        values: { id: 'arn' },
      },
      { address: 't.n', type: 't', values: {} },
    ]);
  });

  it.each(['', 'no JSON', '{}', state([], { lineage: '' })])('gives none for %j', (text) => {
    expect(readValues(text)).toEqual([]);
  });
});
