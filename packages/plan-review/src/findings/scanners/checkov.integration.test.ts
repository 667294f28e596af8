import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AcknowledgementInput } from '../../model';
import { isList, isObject, type Json, type JsonObject } from '../../plan/json';
import { reviewPlan } from '../../review';
import { changeOf, planOf } from '../../testing/fixtures';
import { checkovBaseline } from './accepted-for-scanners';

// A real Checkov reads the baseline that is written for it, and its JSON is read by the review.
const binary = process.env['CHECKOV_BINARY'] ?? 'checkov';
const { status } = spawnSync(binary, ['--version']);
const describeWithCheckov = status === 0 ? describe : describe.skip;
if (status !== 0) {
  process.stderr.write(
    `skipped: ${binary} is not there. Enable with pip install checkov, or name it in CHECKOV_BINARY.\n`,
  );
}

const directory = mkdtempSync(join(tmpdir(), 'plan-review-checkov-'));
afterAll(() => rmSync(directory, { recursive: true }));

const rule = (name: string): { readonly change: object; readonly resource: JsonObject } => {
  const values = {
    security_group_id: 'sg-1',
    description: 'web',
    ip_protocol: 'tcp',
    from_port: 80,
    to_port: 80,
    cidr_ipv4: '0.0.0.0/0',
  };
  const type = 'aws_vpc_security_group_ingress_rule';
  return {
    change: changeOf(type, null, values, { name }),
    resource: {
      address: `${type}.${name}`,
      mode: 'managed',
      type,
      name,
      provider_name: 'registry.terraform.io/hashicorp/aws',
      schema_version: 0,
      values,
      sensitive_values: {},
    },
  };
};
const rules = [rule('a'), rule('b')];
// As Terraform writes it, so far as both tools read it.
const plan = {
  ...planOf(),
  terraform_version: '1.11.4',
  resource_changes: rules.map(({ change }) => change),
  planned_values: { root_module: { resources: rules.map(({ resource }) => resource) } },
  configuration: { root_module: {} },
};

function checkov(...options: readonly string[]): JsonObject {
  const { stdout, stderr } = spawnSync(
    binary,
    [
      ...['--framework', 'terraform_plan', '--skip-download', '--compact', '--output', 'json'],
      ...['--file', 'plan.json', ...options],
    ],
    { cwd: directory, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  const start = stdout.indexOf('{');
  if (start < 0) {
    throw new Error(`checkov wrote no JSON:\n${stdout}${stderr}`);
  }
  return JSON.parse(stdout.slice(start)) as JsonObject;
}

function failedOf(report: JsonObject): readonly string[] {
  const results: Json | undefined = report['results'];
  const failed = isObject(results) ? results['failed_checks'] : undefined;
  return (isList(failed) ? failed : [])
    .filter(isObject)
    .map(({ check_id: id, resource }) => `${String(id)} ${String(resource)}`)
    .sort();
}

describeWithCheckov('what is accepted', () => {
  const acknowledgements: readonly AcknowledgementInput[] = [
    {
      id: 'ecs-ec2/open-to-the-internet',
      of: '80/tcp',
      reason: 'it serves the public',
      address: 'aws_vpc_security_group_ingress_rule.a',
    },
  ];
  let open: JsonObject;
  beforeAll(() => {
    writeFileSync(join(directory, 'plan.json'), JSON.stringify(plan));
    open = checkov();
  });

  it('is left out by a real Checkov that is given the baseline, and nothing else is', () => {
    const before = failedOf(open);
    expect(before).toContain('CKV_AWS_260 aws_vpc_security_group_ingress_rule.a');
    const baseline = JSON.stringify(checkovBaseline(plan, { acknowledgements }));
    writeFileSync(join(directory, 'baseline.json'), baseline);
    const after = failedOf(checkov('--baseline', 'baseline.json'));
    expect(after).toEqual(
      before.filter((one) => one !== 'CKV_AWS_260 aws_vpc_security_group_ingress_rule.a'),
    );
    expect(after).toContain('CKV_AWS_260 aws_vpc_security_group_ingress_rule.b');
  });

  it('is accepted in the JSON of a real Checkov, at the resource it names', () => {
    const { findings } = reviewPlan(plan, { acknowledgements, scans: [open] }).findings;
    const found = findings.filter(({ ruleId }) => ruleId === 'CKV_AWS_260');
    expect(
      found.map(({ address, acknowledged }) => [address, acknowledged !== undefined]).sort(),
    ).toEqual([
      ['aws_vpc_security_group_ingress_rule.a', true],
      ['aws_vpc_security_group_ingress_rule.b', false],
    ]);
  });
});
