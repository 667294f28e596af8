import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanReview } from './model';
import { canonical, type Json } from './plan/json';
import type { PlanJson } from './plan/plan-json';
import { reviewPlan } from './review';
import { insecureCases } from './testing/insecure/cases';
import { providerMirror, TerraformPlans } from './testing/terraform-plans';

// Every change as a module of its own; the real provider plans all of them at once, and each is reviewed alone.
const mirror = providerMirror();
const describeWithProvider = mirror === undefined ? describe.skip : describe;
if (mirror === undefined) {
  process.stderr.write(
    'skipped: no directory mirrors hashicorp/aws. Enable with TF_PROVIDER_MIRROR=<output of terraform providers mirror>.\n',
  );
}

const provider = `
  terraform {
    required_providers {
      aws = { source = "hashicorp/aws" }
    }
  }
  provider "aws" {
    region                      = "eu-west-1"
    access_key                  = "none"
    secret_key                  = "none"
    skip_credentials_validation = true
    skip_metadata_api_check     = true
    skip_region_validation      = true
    skip_requesting_account_id  = true
  }
`;

/** The configuration of all cases, in the secure or the insecure form. */
function write(directory: string, bad: boolean): void {
  const calls = insecureCases.map((_, index) => `module "c${index}" {\n source = "./c${index}"\n}`);
  writeFileSync(join(directory, 'main.tf'), [provider, ...calls].join('\n'));
  insecureCases.forEach(({ module }, index) => {
    mkdirSync(join(directory, `c${index}`), { recursive: true });
    writeFileSync(join(directory, `c${index}`, 'main.tf'), module(bad));
  });
}

/** The plan of one case: what changes in its module, and the configuration that says why; nothing of the other cases. */
function only(plan: PlanJson, index: number): PlanReview {
  const name = `c${index}`;
  const ofModule = (values: PlanJson['planned_values']): PlanJson['planned_values'] => ({
    ...values,
    root_module: {
      ...values?.root_module,
      child_modules: values?.root_module?.child_modules?.filter(
        ({ address }) => address === `module.${name}`,
      ),
    },
  });
  const { configuration, prior_state: prior } = plan;
  const { module_calls: { [name]: call } = {}, ...root } = configuration?.root_module ?? {};
  return reviewPlan({
    ...plan,
    resource_changes: plan.resource_changes?.filter(
      ({ module_address: module }) => module === `module.${name}`,
    ),
    output_changes: {},
    planned_values: ofModule(plan.planned_values),
    ...(prior === undefined ? {} : { prior_state: { ...prior, values: ofModule(prior.values) } }),
    configuration: { ...configuration, root_module: { ...root, module_calls: { [name]: call } } },
  });
}

/** A made-up state lacks what only AWS knows: what the plan would change without any change of the modules is left out. */
function without(plan: PlanJson, noise: PlanJson): PlanJson {
  const same = new Set(noise.resource_changes?.map((one) => canonical(one as unknown as Json)));
  return {
    ...plan,
    resource_changes: plan.resource_changes?.map((one) =>
      same.has(canonical(one as unknown as Json))
        ? {
            ...one,
            change: {
              ...one.change,
              actions: ['no-op'],
              after: one.change.before,
              after_unknown: {},
            },
          }
        : one,
    ),
  };
}

describeWithProvider('a change that makes a stack less secure', () => {
  const source = mkdtempSync(join(tmpdir(), 'plan-review-insecure-'));
  let plans: TerraformPlans;
  let secure: PlanJson;
  let made: PlanJson;
  let changed: PlanJson;

  beforeAll(() => {
    write(source, false);
    plans = new TerraformPlans(source, mirror ?? '');
    secure = plans.plan();
    write(plans.directory, true);
    made = plans.plan();
    plans.pretendApplied(secure);
    write(plans.directory, false);
    const noise = plans.plan();
    write(plans.directory, true);
    changed = without(plans.plan(), noise);
  });
  afterAll(() => {
    plans.remove();
    rmSync(source, { recursive: true });
  });

  it('has more than fifty forms here', () => {
    expect(insecureCases.length).toBeGreaterThan(50);
    expect(new Set(insecureCases.map(({ name }) => name)).size).toBe(insecureCases.length);
  });

  it.each(insecureCases.map((one, index) => ({ ...one, index })))(
    '$name: $change as a change, $made as something new',
    ({ index, change, made: asNew }) => {
      const [now, new_] = [only(changed, index).verdict, only(made, index).verdict];
      expect(now).toMatchObject({ level: change });
      expect(now.reasons).not.toEqual([]);
      expect(asNew ?? 'SAFE').toBe(new_.level);
    },
  );

  it('is never SAFE', () => {
    expect(insecureCases.filter(({ change, made }) => [change, made].includes('SAFE'))).toEqual([]);
  });

  it('is told from a stack that is new and secure', () => {
    const dangerous = insecureCases
      .map(({ name }, index) => ({ name, ...only(secure, index).verdict }))
      .filter(({ level }) => level !== 'REVIEW' && level !== 'SAFE');
    expect(dangerous).toEqual([]);
  });
});
