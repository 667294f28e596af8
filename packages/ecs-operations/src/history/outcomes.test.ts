import { serviceStatus } from '../read-service';
import * as answers from '../testing/documented-answers';
import { outcomeOf } from './outcomes';
import { previousRevision } from './previous-revision';
import { describeRevision, type PastDeployment } from './read-history';

const arn = (revision: number) => answers.TASK_DEFINITION.replace(/:7$/, `:${revision}`);
const revision = (number: number, definition = {}, tags = [] as { key: string; value: string }[]) =>
  describeRevision(arn(number), definition, tags);
const past = (number: number, status: string, reason?: string): PastDeployment => ({
  taskDefinitionArn: arn(number),
  status,
  createdAt: answers.minutesAgo(100 - number),
  reason,
});
const service = serviceStatus(answers.service());

describe('outcomeOf', () => {
  it.each<[string, number, readonly PastDeployment[] | undefined, string]>([
    ['what serves', 7, [], 'PRIMARY now'],
    ['what served', 6, [past(6, 'SUCCESSFUL')], 'deployed 2020-01-02 08:26Z'],
    [
      'what was rolled back',
      5,
      [past(5, 'ROLLBACK_SUCCESSFUL', 'breaker')],
      'rolled back 2020-01-02 08:25Z: breaker',
    ],
    ['what ECS does not remember', 4, [past(6, 'SUCCESSFUL')], 'no deployment within the 90 days'],
    ['what could not be read', 4, undefined, 'not known'],
    ['what was stopped', 3, [past(3, 'STOPPED')], 'stopped 2020'],
  ])('says it of %s', (_, number, deployments, words) => {
    expect(outcomeOf(revision(number), service, deployments).words).toContain(words);
  });
});

describe('previousRevision', () => {
  const revisions = [9, 8, 7, 6, 5].map((number) => revision(number));

  it('takes the last other one that was deployed with success, not the next lower number', () => {
    const deployments = [
      past(7, 'SUCCESSFUL'),
      past(6, 'ROLLBACK_SUCCESSFUL'),
      past(5, 'SUCCESSFUL'),
    ];
    expect(previousRevision(arn(7), revisions, deployments)).toEqual({
      arn: arn(5),
      why: 'the last other one that was deployed with success',
    });
  });

  it('takes the next older one where nothing is remembered, and says by what', () => {
    expect(previousRevision(arn(7), revisions, [])).toMatchObject({
      arn: arn(6),
      why: expect.stringContaining('remembers no'),
    });
    expect(previousRevision(arn(7), revisions, undefined)?.why).toContain('could not be read');
  });

  it('never takes one that is not registered any more', () => {
    expect(previousRevision(arn(7), [revision(7)], [past(5, 'SUCCESSFUL')])).toBeUndefined();
  });
});

describe('describeRevision', () => {
  it.each([
    [[{ key: 'git-commit', value: 'abc1234' }], 'x:1', 'abc1234'],
    [[{ key: 'Commit', value: 'abc1234' }], 'x:1', 'abc1234'],
    [[{ key: 'GIT_SHA', value: 'abc1234' }], 'x:1', 'abc1234'],
    [[], 'r.example/x:3f9c0a1b', undefined],
    [[], 'x:latest', undefined],
    [[], 'x@sha256:3f9c0a1b', undefined],
    [[{ key: 'owner', value: 'ada' }], 'x:v1', undefined],
  ])(
    'takes the commit of %j and %s as %s: a hash of an image may be any',
    (tags, image, commit) => {
      expect(revision(1, { containerDefinitions: [{ image }] }, tags).commit).toBe(commit);
    },
  );
});
