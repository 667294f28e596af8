import { withTags, withoutUnaskedTags } from './moto-clusters';

describe('what DescribeClusters asks of moto', () => {
  it('are the tags, always and once', () => {
    expect(withTags({ clusters: ['a'] })).toEqual({ clusters: ['a'], include: ['TAGS'] });
    expect(withTags({ include: ['SETTINGS', 'TAGS'] })).toEqual({ include: ['SETTINGS', 'TAGS'] });
  });
});

describe('what DescribeClusters answers', () => {
  const tagged = { clusterArn: 'arn:a', tags: [{ key: 'Stage', value: 'local' }] };
  const answer = { clusters: [tagged], failures: [] };

  it('has tags where somebody asked for them', () => {
    expect(withoutUnaskedTags(answer, ['TAGS'])).toEqual(answer);
  });

  it('has none where nobody did', () => {
    expect(withoutUnaskedTags(answer, ['SETTINGS'])).toEqual({
      clusters: [{ clusterArn: 'arn:a' }],
      failures: [],
    });
    expect(withoutUnaskedTags({}, [])).toEqual({ clusters: [] });
  });
});
