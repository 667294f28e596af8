import { reviewSecurity } from './review-security';
import { change, plan, type Values } from './testing/plans';

const arounds = (...changes: ReturnType<typeof change>[]): readonly string[] =>
  reviewSecurity(plan(...changes))
    .changes.filter(({ after }) => after?.['setting'] === 'way in')
    .map(({ address, after }) => `${address} ${after?.['value']}`);

const behavior = (path: string | undefined, ...groups: string[]): Values => ({
  ...(path === undefined ? {} : { path_pattern: path }),
  trusted_key_groups: groups,
});
const distribution = (...ordered: Values[]): Values => ({
  default_cache_behavior: [behavior(undefined, 'group')],
  ordered_cache_behavior: ordered,
});
const NAME = 'aws_cloudfront_distribution.a';

describe('a way in beside those that ask who comes', () => {
  it('is a path of a distribution without signature, where others need one', () => {
    expect(arounds(change(NAME, distribution(), distribution(behavior('/premium/*'))))).toEqual([
      `${NAME} /premium/*`,
    ]);
  });

  it('is none that needs one too, that was there, of a distribution that is new, or where no other needs one', () => {
    const open = distribution(behavior('/a'));
    expect(arounds(change(NAME, distribution(), distribution(behavior('/a', 'group'))))).toEqual(
      [],
    );
    expect(arounds(change(NAME, open, { ...open, comment: 'x' }))).toEqual([]);
    expect(arounds(change(NAME, null, open))).toEqual([]);
    const without = { default_cache_behavior: [behavior(undefined)] };
    expect(
      arounds(change(NAME, without, { ...without, ordered_cache_behavior: [behavior('/a')] })),
    ).toEqual([]);
  });

  const listener = (type: string) => {
    const values = { arn: 'arn:listener', id: 'arn:listener', default_action: [{ type }] };
    return change('aws_lb_listener.a', values, values);
  };
  const rule = (type: string) =>
    change('aws_lb_listener_rule.a', null, {
      listener_arn: 'arn:listener',
      priority: 1,
      action: [{ type }],
    });

  it('is a rule of a listener that signs people in', () => {
    expect(arounds(listener('authenticate-oidc'), rule('forward'))).toEqual([
      'aws_lb_listener_rule.a 1',
    ]);
  });

  it('is no rule that signs in itself, nor one of a listener that does not', () => {
    expect(arounds(listener('authenticate-oidc'), rule('authenticate-oidc'))).toEqual([]);
    expect(arounds(listener('forward'), rule('forward'))).toEqual([]);
    expect(arounds(listener('authenticate-oidc'), rule('redirect'))).toEqual([]);
  });
});
