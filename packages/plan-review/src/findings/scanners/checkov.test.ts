import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../plan/json';
import { checkovFindings } from './checkov';
import { scanFindings } from './scan-findings';

/** What Checkov 3.3.30 wrote of a plan that Terraform made, shortened to five checks. */
const real = (name: string): Json =>
  JSON.parse(readFileSync(join(__dirname, 'fixtures', name), 'utf8')) as Json;
const addresses = new Set([
  'aws_ecs_task_definition.app',
  'aws_security_group.web',
  'aws_vpc_security_group_ingress_rule.low',
]);
const places = (name: string) =>
  scanFindings(real(name), addresses).map(({ ruleId, address }) => `${ruleId} ${address}`);

describe('what Checkov finds in a plan', () => {
  it('is at its resource, by the JSON', () => {
    expect(places('checkov.json')).toEqual([
      'CKV_AWS_97 aws_ecs_task_definition.app',
      'CKV_AWS_260 aws_security_group.web',
      'CKV_AWS_382 aws_security_group.web',
      'CKV_AWS_24 aws_vpc_security_group_ingress_rule.low',
      'CKV_AWS_260 aws_vpc_security_group_ingress_rule.low',
    ]);
    expect(scanFindings(real('checkov.json'), addresses)[0]).toEqual({
      ruleId: 'CKV_AWS_97',
      tool: 'Checkov',
      level: 'fail',
      message: 'Ensure Encryption in transit is enabled for EFS volumes in ECS Task definitions',
      address: 'aws_ecs_task_definition.app',
    });
  });

  it('is at its resource by the SARIF only for the first result of a rule, which is all it says', () => {
    expect(places('checkov.sarif')).toEqual([
      'CKV_AWS_97 aws_ecs_task_definition.app',
      'CKV_AWS_260 aws_security_group.web',
      'CKV_AWS_382 aws_security_group.web',
      'CKV_AWS_24 aws_vpc_security_group_ingress_rule.low',
      'CKV_AWS_260 undefined',
    ]);
  });

  it('is kept without a resource where the plan does not have it', () => {
    const found = scanFindings(real('checkov.json'), new Set());
    expect(found).toHaveLength(5);
    expect(found.every(({ address }) => address === undefined)).toBe(true);
  });

  it('may be several reports, may be graded, and may be nothing', () => {
    const report = (severity: string | null) => ({
      check_type: 'terraform_plan',
      results: { failed_checks: [{ check_id: 'CKV_1', check_name: 'a\nb', severity }] },
    });
    const found = checkovFindings([report('LOW'), report('MEDIUM'), report(null)], new Set());
    expect(found.map(({ level, message }) => `${level} ${message}`)).toEqual([
      'note a',
      'warn a',
      'fail a',
    ]);
    const nothing = { passed: 0, failed: 0, skipped: 0, resource_count: 0 };
    expect(scanFindings(nothing, addresses)).toEqual([]);
  });
});

describe('scanFindings', () => {
  it.each([[{}], [[]], ['text'], [null], [{ format_version: '1.2' }], [{ results: [] }]])(
    'refuses %j',
    (document) => {
      expect(() => scanFindings(document as Json, addresses)).toThrow(
        /^Scan: neither JSON of Checkov or Trivy nor SARIF 2\.1\. Fix: /,
      );
    },
  );
});
