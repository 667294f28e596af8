import { join } from 'node:path';
import { originsOf, reviewPlan } from 'plan-review';
import { CHECKOV_VERSION, type CheckovReport, jsonOf, runCheckov, whyNoCheckov } from './checkov';
import { type KeptPlan, keptPlans, readJson } from './kept-plans';

/** Checks and resources of each plan when somebody last looked: what is applied must not go out of a scanner's sight. */
const RECORDED = readJson(join(__dirname, 'checkov-counts.json')) as Readonly<
  Record<string, { readonly checks: number; readonly resources: number }>
>;

const missing = whyNoCheckov();
const title = missing === undefined ? '' : ` (skipped: ${missing})`;
const test = missing === undefined ? it : it.skip;

/** Findings, of Checkov and of plan-review, that nobody has accepted with a reason. */
function openFindings({ planFile, stackFile }: KeptPlan, report: CheckovReport): readonly string[] {
  const stack = originsOf(readJson(stackFile));
  // A plan after an apply touches nothing: what is asked here is the whole stack.
  const { findings } = reviewPlan(readJson(planFile), {
    ...stack,
    scans: [jsonOf(report)],
    findings: 'all',
  });
  return findings.findings
    .filter(({ acknowledged }) => acknowledged === undefined || acknowledged.expired)
    .map((one) => `${one.ruleId} at ${one.constructPath ?? one.address}: ${one.message}`);
}

describe(`Checkov ${CHECKOV_VERSION}, over what is applied${title}`, () => {
  let plans: readonly KeptPlan[] = [];
  let reports: ReadonlyMap<string, CheckovReport> = new Map();

  beforeAll(() => {
    if (missing !== undefined) {
      return;
    }
    plans = keptPlans();
    reports = runCheckov(plans);
  });

  test('looks at every plan that is kept, and each is recorded', () => {
    expect(plans.map(({ name }) => name)).toEqual(Object.keys(RECORDED).sort());
  });

  test.each(Object.keys(RECORDED))('%s: finds nothing that nobody has accepted', (name) => {
    const plan = plans.find((one) => one.name === name);
    const report = reports.get(name);
    if (plan === undefined || report === undefined) {
      throw new Error(`no plan of ${name} was kept: run e2e:e2e-variants and e2e:e2e first`);
    }
    expect(openFindings(plan, report)).toEqual([]);
  });

  test.each(Object.entries(RECORDED))('%s: checks as much as it did', (name, recorded) => {
    const { checks = 0, resources = 0 } = reports.get(name) ?? {};
    // More of it is news to record, not a fault.
    expect([
      checks >= recorded.checks,
      resources >= recorded.resources,
      { checks, resources },
    ]).toEqual([true, true, expect.anything()]);
    expect(recorded.checks).toBeGreaterThan(0);
  });

  test('does not accept a finding at another construct than the one that has it', () => {
    const [plan] = plans;
    if (plan === undefined) {
      throw new Error('no plan was kept');
    }
    const report = reports.get(plan.name) ?? { checks: 0, resources: 0, failed: [] };
    const failed = [
      ...report.failed,
      {
        check_id: 'CKV_AWS_999',
        check_name: 'A rule that nobody accepted',
        resource: report.failed[0]?.resource ?? '',
        file_path: '',
      },
    ];
    expect(openFindings(plan, { ...report, failed })).toEqual([
      expect.stringMatching(/^CKV_AWS_999 at /),
    ]);
  });
});
