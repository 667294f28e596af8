import {
  outputsAsJson,
  outputsIn,
  outputsOfDeployment,
  outputValues,
  renderOutputs,
} from './outputs';

const outputs = {
  url: { sensitive: false, value: 'http://x' },
  subnets: { sensitive: false, value: ['a', 'b'] },
  token: { sensitive: true, value: 'planted-secret' },
};

describe('outputs', () => {
  it('are written in columns, sensitive ones masked', () => {
    expect(renderOutputs(outputs, { color: false })).toBe(
      '  subnets  ["a","b"]\n  token    (sensitive)\n  url      http://x',
    );
  });

  it('are named after a deployment where they are many, with what prints their values', () => {
    const of = (count: number, command?: string) =>
      outputsOfDeployment(
        Object.fromEntries(
          Array.from({ length: count }, (_, index) => [
            `o${index}`,
            { sensitive: false, value: `v${index}` },
          ]),
        ),
        { color: false, command },
      );
    expect(of(6, 'npx nx run app:output')).toBe(
      'Outputs (6): o0, o1, o2, o3, o4, o5\n  their values: npx nx run app:output',
    );
    expect(of(5, 'npx nx run app:output')).toMatch(/^Outputs\n {2}o0 {2}v0\n/);
    expect(of(6)).toContain('  o5  v5');
  });

  it('are masked in JSON too', () => {
    expect(JSON.parse(outputsAsJson(outputs))).toEqual({
      url: 'http://x',
      subnets: ['a', 'b'],
      token: '(sensitive)',
    });
  });

  it('are read from the text of a state, with what is sensitive marked', () => {
    const state = {
      version: 4,
      lineage: 'l',
      serial: 3,
      outputs: {
        url: { value: 'http://x', type: 'string' },
        token: { value: 'planted-secret', type: 'string', sensitive: true },
        subnets: { value: ['a', 'b'], type: ['tuple', ['string', 'string']] },
      },
      resources: [],
    };
    const read = (text: string) => outputsIn(text, 's3://states/a');
    expect(read(JSON.stringify(state))).toEqual(outputs);
    expect(outputsAsJson(read(JSON.stringify(state)))).not.toContain('planted-secret');
    expect(read(JSON.stringify({ ...state, outputs: null }))).toEqual({});
    expect(read('')).toEqual({});
    expect(() => read('{"version": 4')).toThrow('state: s3://states/a is broken:');
  });

  it('reach a hook with their values', () => {
    expect(outputValues(outputs)).toMatchObject({ token: 'planted-secret' });
  });
});
