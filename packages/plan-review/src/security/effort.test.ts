import { spend, withEffort, withPartOfEffort } from './effort';
import { reviewSecurity } from './review-security';

const numbers = Array.from({ length: 20 }, (_, index) => index);

/** Patterns that overlap in so many ways that no walk through all of them ends. */
function entangled(from: number): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: numbers.map((number) => `*a*b*c*${from + number}*`),
      Resource: numbers.map((number) => `arn:aws:s3:::*x*${from + number}*/*q*`),
    },
  });
}

const policy = (name: string, before: string, after: string) => ({
  address: `aws_iam_policy.${name}`,
  type: 'aws_iam_policy',
  name,
  change: { actions: ['update'], before: { policy: before }, after: { policy: after } },
});

const simple = (action: string): string =>
  JSON.stringify({ Statement: { Effect: 'Allow', Action: action, Resource: '*' } });

describe('policies that are too large to compare', () => {
  const begin = performance.now();
  const { changes } = reviewSecurity({
    format_version: '1.2',
    resource_changes: [
      ...numbers.map((number) => policy(`p${number}`, entangled(number), entangled(number + 1))),
      policy('narrowed', simple('s3:*'), simple('s3:Get*')),
    ],
  });

  const seconds = (performance.now() - begin) / 1000;

  it('end in seconds, and are never said to allow no more than before', () => {
    // Without a bound it is more than a minute.
    expect(seconds).toBeLessThan(20);
    const large = changes.filter(({ address }) => address !== 'aws_iam_policy.narrowed');
    expect(large).toHaveLength(numbers.length);
    expect(
      large.filter(({ direction }) => direction === 'narrowed').map(({ address }) => address),
    ).toEqual([]);
    expect(large.some(({ decided }) => !decided)).toBe(true);
  });

  it('take nothing from one that is simple', () => {
    expect(changes.find(({ address }) => address === 'aws_iam_policy.narrowed')).toMatchObject({
      direction: 'narrowed',
      decided: true,
    });
  });
});

describe('the effort of a review', () => {
  const spent = (): number => {
    let steps = 0;
    while (spend(1000)) {
      steps += 1;
    }
    return steps;
  };

  it('is shared: every comparison has something, and one review nothing of another', () => {
    const review = (): readonly number[] =>
      withEffort(() => numbers.map(() => withPartOfEffort(spent)));
    const [first = 0, ...others] = review();
    expect(others.at(-1)).toBeGreaterThan(0);
    expect(others.at(-1)).toBeLessThan(first);
    expect(review()).toEqual([first, ...others]);
  });
});
