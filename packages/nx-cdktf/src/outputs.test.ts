import { outputsAsJson, outputValues, renderOutputs } from './outputs';

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
