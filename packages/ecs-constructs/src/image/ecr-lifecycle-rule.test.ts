import { TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { type EcrLifecycleRule, renderLifecyclePolicy } from './ecr-lifecycle-rule';

const stack = new TerraformStack(Testing.app(), 'Test');
const render = (...rules: readonly EcrLifecycleRule[]) =>
  (renderLifecyclePolicy(stack, rules) as { rules: unknown[] }).rules;

describe('renderLifecyclePolicy', () => {
  it('numbers the rules by their place, and says what each one deletes', () => {
    expect(
      render(
        { tagStatus: 'untagged', expireAfterDays: 3, description: 'Old layers' },
        { tagStatus: 'tagged', tagPatterns: ['pr-*'], keepNewest: 10 },
        { tagStatus: 'any', keepNewest: 1000 },
      ),
    ).toEqual([
      {
        rulePriority: 1,
        description: 'Old layers',
        selection: {
          tagStatus: 'untagged',
          countType: 'sinceImagePushed',
          countUnit: 'days',
          countNumber: 3,
        },
        action: { type: 'expire' },
      },
      {
        rulePriority: 2,
        selection: {
          tagStatus: 'tagged',
          tagPatternList: ['pr-*'],
          countType: 'imageCountMoreThan',
          countNumber: 10,
        },
        action: { type: 'expire' },
      },
      {
        rulePriority: 3,
        selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1000 },
        action: { type: 'expire' },
      },
    ]);
  });

  it('takes priorities, and lets Terraform know them', () => {
    const { numberValue } = new TerraformVariable(stack, 'Priority', { type: 'number' });
    expect(
      render(
        { tagStatus: 'untagged', keepNewest: 1, priority: 20 },
        { tagStatus: 'tagged', tagPatterns: ['*'], keepNewest: 5, priority: 10 },
      ),
    ).toMatchObject([{ rulePriority: 20 }, { rulePriority: 10 }]);
    expect(() =>
      render(
        { tagStatus: 'any', keepNewest: 1, priority: numberValue },
        { tagStatus: 'untagged', keepNewest: 1, priority: 10 },
      ),
    ).not.toThrow();
  });

  it.each<[string, readonly EcrLifecycleRule[], string]>([
    [
      'no criterion',
      [{ tagStatus: 'untagged' }],
      'lifecycle rule 1 deletes by age or by number; got neither',
    ],
    [
      'two criteria',
      [{ tagStatus: 'untagged', keepNewest: 1, expireAfterDays: 1 }],
      'lifecycle rule 1 deletes by age or by number; got both',
    ],
    [
      'no age',
      [{ tagStatus: 'untagged', expireAfterDays: 0 }],
      'expireAfterDays of lifecycle rule 1 must be a whole number of 1 or more; got 0',
    ],
    [
      'no image left',
      [{ tagStatus: 'untagged', keepNewest: 0 }],
      'keepNewest of lifecycle rule 1 must be a whole number of 1 or more; got 0',
    ],
    [
      'half an image',
      [{ tagStatus: 'untagged', keepNewest: 1.5 }],
      'keepNewest of lifecycle rule 1 must be a whole number',
    ],
    [
      'priority 0',
      [{ tagStatus: 'untagged', keepNewest: 1, priority: 0 }],
      'the priority of a lifecycle rule must be a whole number of 1 or more; got 0',
    ],
    [
      'tagged without a pattern',
      [{ tagStatus: 'tagged', keepNewest: 1 }],
      'lifecycle rule 1: tag patterns belong to the status tagged, which needs at least one; got tagStatus tagged with 0 patterns',
    ],
    [
      'a pattern without tags',
      [{ tagStatus: 'untagged', tagPatterns: ['*'], keepNewest: 1 }],
      'got tagStatus untagged with 1 patterns',
    ],
    [
      'five wildcards',
      [{ tagStatus: 'tagged', tagPatterns: ['a*b*c*d*e*'], keepNewest: 1 }],
      'and up to four *; got "a*b*c*d*e*"',
    ],
    [
      'a bad pattern',
      [{ tagStatus: 'tagged', tagPatterns: ['a/b'], keepNewest: 1 }],
      'lifecycle rule 1: a tag pattern has letters',
    ],
    [
      'one priority twice',
      [
        { tagStatus: 'untagged', keepNewest: 1, priority: 2 },
        { tagStatus: 'any', keepNewest: 1 },
      ],
      'every lifecycle rule needs a priority of its own; got 2 twice',
    ],
    [
      'any before others',
      [
        { tagStatus: 'any', keepNewest: 9 },
        { tagStatus: 'untagged', keepNewest: 1 },
      ],
      'the lifecycle rule for any image comes last, because it matches everything; got priority 1 of 2',
    ],
  ])('refuses %s', (_, rules, message) => {
    expect(() => render(...rules)).toThrow(message);
    expect(() => render(...rules)).toThrow(/^Test: /);
  });
});
