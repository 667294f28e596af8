import type { PlanReview } from '../model';
import type { Json, JsonObject } from '../plan/json';
import { reviewPlan } from '../review';
import { changeOf, planOf } from '../testing/fixtures';

const ADDRESS = 'terraform_data.a';
const reviewed = (
  actions: readonly string[],
  after: Readonly<Record<string, Json>>,
  provisioners: readonly JsonObject[],
): PlanReview => {
  const plan = {
    ...planOf(
      changeOf('terraform_data', actions.join() === 'create' ? null : {}, after, { actions }),
    ),
    configuration: {
      root_module: {
        resources: [{ address: ADDRESS, type: 'terraform_data', name: 'a', provisioners }],
      },
    },
  };
  return reviewPlan(plan);
};
const texts = (...given: Parameters<typeof reviewed>): readonly string[] =>
  (reviewed(...given).changes[0]?.effects ?? []).map(({ text }) => text);
const verdict = (
  actions: readonly string[],
  provisioners: readonly JsonObject[],
): PlanReview['verdict'] => reviewed(actions, {}, provisioners).verdict;
const local: JsonObject = { type: 'local-exec' };

describe('a provisioner', () => {
  it('is told with its command where something is made or replaced', () => {
    const told = 'Terraform runs a command on the machine that applies (local-exec)';
    expect(texts(['create'], {}, [local])).toContain(told);
    expect(texts(['create', 'delete'], {}, [local])).toContain(told);
    expect(texts(['create'], {}, [{ type: 'remote-exec' }])).toContain(
      'Terraform runs a command on what is made (remote-exec)',
    );
  });

  it('is told as the one-off task that it runs', () => {
    const after = { input: { oneOffTask: 'migrate' } };
    expect(texts(['delete', 'create'], after, [local])).toContain(
      'the one-off task migrate runs before what waits for it; when it fails, that stays as it is',
    );
  });

  it('may run as something goes, and what a command of this machine does is not known', () => {
    expect(texts(['delete'], {}, [local])).toContain(
      'Terraform may run a command on the machine that applies (local-exec)',
    );
    expect(texts(['delete'], {}, [{ type: 'remote-exec' }])).toContain(
      'Terraform may run a command on what goes (remote-exec)',
    );
    expect(verdict(['create'], [local])).toMatchObject({ level: 'REVIEW', downtime: 'not-known' });
    expect(verdict(['create'], [{ type: 'file' }])).toMatchObject({ downtime: 'none' });
  });

  it('is not told of where nothing is made or goes, and where there is none', () => {
    expect(texts(['update'], {}, [local]).join()).not.toContain('runs a command');
    expect(texts(['create'], { input: { oneOffTask: 'look' } }, [])).toEqual([]);
  });
});
