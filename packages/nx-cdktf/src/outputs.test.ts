import { outputsAsJson, outputsOfDeployment, outputValues, renderOutputs } from './outputs';

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

  it('reach a hook with their values', () => {
    expect(outputValues(outputs)).toMatchObject({ token: 'planted-secret' });
  });
});
