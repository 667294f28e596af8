import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../plan/json';
import { reviewPlan } from '../../review';
import { changeOf, planOf } from '../../testing/fixtures';
import { trivyIgnorePolicy } from './accepted-for-scanners';
import { scanFindings } from './scan-findings';

// The fields as they are documented: https://trivy.dev/latest/docs/configuration/reporting/#json
const report = (misconfigurations: readonly Json[]): Json => ({
  SchemaVersion: 2,
  ArtifactName: 'tfplan.json',
  ArtifactType: 'filesystem',
  Results: [
    { Target: '.', Class: 'config', Type: 'terraformplan' },
    {
      Target: 'main.tf',
      Class: 'config',
      Type: 'terraformplan',
      Misconfigurations: misconfigurations,
    },
  ],
});
const open: Json = {
  Type: 'Terraform Plan Security Check',
  ID: 'AWS-0107',
  AVDID: 'AVD-AWS-0107',
  Title: 'Security groups should not allow unrestricted ingress to SSH or RDP',
  Message: 'Security group rule allows unrestricted ingress from any IP address.',
  Resolution: 'Set a more restrictive CIDR range',
  Severity: 'HIGH',
  PrimaryURL: 'https://avd.aquasec.com/misconfig/aws-0107',
  Status: 'FAIL',
  CauseMetadata: { Resource: 'aws_security_group.web', Provider: 'AWS', Service: 'ec2' },
};

test('what Trivy finds is at its resource, as serious as Trivy says', () => {
  const found = scanFindings(
    report([
      open,
      { ...(open as object), Severity: 'MEDIUM', CauseMetadata: { Resource: 'aws_vpc.other' } },
      { ...(open as object), Status: 'PASS' },
    ]),
    new Set(['aws_security_group.web']),
  );
  expect(found).toEqual([
    {
      ruleId: 'AWS-0107',
      tool: 'Trivy',
      level: 'fail',
      message: 'Security group rule allows unrestricted ingress from any IP address.',
      fix: 'Set a more restrictive CIDR range',
      helpUri: 'https://avd.aquasec.com/misconfig/aws-0107',
      address: 'aws_security_group.web',
    },
    expect.objectContaining({ level: 'warn' }),
  ]);
  expect(found[1]).not.toHaveProperty('address');
});

test('a report in which nothing was found has no findings', () => {
  expect(scanFindings(report([]), new Set())).toEqual([]);
});

describe('what Trivy 0.74.0 wrote of the JSON of a plan that Terraform made, shortened', () => {
  const real = JSON.parse(readFileSync(join(__dirname, 'fixtures', 'trivy.json'), 'utf8')) as Json;
  const subnets = ['aws_subnet.public[0]', 'aws_subnet.public[1]'];
  const addresses = [
    'aws_security_group.web',
    'aws_sqs_queue.open',
    'module.web["a"].aws_lb.web',
    'module.web["b"].aws_lb.web',
  ];
  const places = (all: readonly string[]) =>
    scanFindings(real, new Set(all)).map(({ ruleId, address }) => `${ruleId} ${address}`);

  it('is at its resource, also in a module, and at the only instance', () => {
    expect(places([...addresses, 'aws_subnet.public[0]'])).toEqual([
      'AWS-0053 module.web["b"].aws_lb.web',
      'AWS-0053 module.web["a"].aws_lb.web',
      'AWS-0096 aws_sqs_queue.open',
      'AWS-0107 aws_security_group.web',
      'AWS-0164 aws_subnet.public[0]',
      'AWS-0164 aws_subnet.public[0]',
    ]);
  });

  it('is at none of several instances, which it does not tell apart, and says so', () => {
    const found = scanFindings(real, new Set([...addresses, ...subnets])).slice(-2);
    expect(found.map(({ address }) => address)).toEqual([undefined, undefined]);
    expect(found[0]?.message).toBe(
      'Subnet associates public IP address. Trivy does not say at which instance of aws_subnet.public.',
    );
  });

  it('is accepted under the id that Trivy had before, too', () => {
    const plan = planOf(changeOf('aws_sqs_queue', null, { name: 'open' }, { name: 'open' }));
    const accepted = (id: string) =>
      reviewPlan(plan, {
        scans: [real],
        acknowledgements: [{ id, reason: 'r', address: 'aws_sqs_queue.open' }],
      })
        .findings.findings.filter(({ acknowledged }) => acknowledged !== undefined)
        .map(({ ruleId }) => ruleId);
    expect(accepted('AVD-AWS-0096')).toEqual(['AWS-0096']);
    expect(accepted('AWS-0096')).toEqual(['AWS-0096']);
    expect(accepted('AVD-AWS-0095')).toEqual([]);
  });
});

describe('the policy for Trivy', () => {
  const subnet = (index: number) => ({
    ...changeOf('aws_subnet', null, { cidr_block: '10.0.0.0/24' }, { name: 'public' }),
    address: `aws_subnet.public[${index}]`,
    index,
  });
  const web = {
    ...changeOf('aws_lb', null, { internal: false }, { name: 'web' }),
    address: 'module.web["a"].aws_lb.web',
    module_address: 'module.web["a"]',
  };
  const plan = planOf(subnet(0), subnet(1), web);
  const policy = (id: string, address: string) =>
    trivyIgnorePolicy(plan, { acknowledgements: [{ id, reason: 'r', address }] });

  it('calls a resource of a module as Trivy does, under both ids', () => {
    const text = policy('AVD-AWS-0053', 'module.web["a"].aws_lb.web');
    expect(text).toContain('["AWS-0053", "aws_lb.web_8d0fa3cf864d47252256399f1fa65540"],');
    expect(text).toContain('["AVD-AWS-0053", "aws_lb.web_8d0fa3cf864d47252256399f1fa65540"],');
  });

  it('accepts under a name of several instances only what is accepted at all of them', () => {
    const all = '["AWS-0164", "aws_subnet.public"],';
    expect(policy('AWS-0164', 'aws_subnet.public[0]')).not.toContain(all);
    expect(policy('AWS-0164', 'aws_subnet.public')).toContain(all);
  });
});
