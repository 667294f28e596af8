import type { Json } from '../../plan/json';
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
