import { recogniseCall } from '../gateway/aws-call';
import { correct } from '../gateway/correction';
import { signedWith } from '../testing/signed-headers';
import { ruleDescriptions } from './rule-descriptions';

const rule = (id: string, more = '') =>
  `<item><securityGroupRuleId>${id}</securityGroupRuleId>${more}</item>`;

describe('ruleDescriptions', () => {
  const corrections = [ruleDescriptions()];
  const ask = async (parameters: Readonly<Record<string, string>>, answer: string) => {
    const headers = {
      authorization: signedWith('A', 'ec2'),
      'content-type': 'application/x-www-form-urlencoded',
    };
    const body = Buffer.from(new URLSearchParams(parameters).toString());
    const moto = () => Promise.resolve({ status: 200, headers: {}, body: Buffer.from(answer) });
    const call = recogniseCall('POST', '/', headers, body);
    return (await correct(corrections, call, moto)).body.toString();
  };
  const describeRule = (id: string) =>
    ask({ Action: 'DescribeSecurityGroupRules' }, rule(id, '<fromPort>80</fromPort>'));

  it('tells what a rule for a group is for, as it was written', async () => {
    await ask(
      {
        Action: 'AuthorizeSecurityGroupIngress',
        'IpPermissions.1.Groups.1.GroupId': 'sg-1',
        'IpPermissions.1.Groups.1.Description': 'from a < b & c',
      },
      rule('sgr-1'),
    );
    expect(await describeRule('sgr-1')).toBe(
      rule('sgr-1', '<description>from a &lt; b &amp; c</description><fromPort>80</fromPort>'),
    );
    expect(await describeRule('sgr-2')).toBe(rule('sgr-2', '<fromPort>80</fromPort>'));
  });

  it('leaves those of ranges to moto, which keeps them', async () => {
    await ask(
      {
        Action: 'AuthorizeSecurityGroupEgress',
        'IpPermissions.1.IpRanges.1.CidrIp': '10.0.0.0/8',
        'IpPermissions.1.IpRanges.1.Description': 'range',
      },
      rule('sgr-3'),
    );
    expect(await describeRule('sgr-3')).not.toContain('description');
  });

  it('takes another one', async () => {
    await ask(
      {
        Action: 'ModifySecurityGroupRules',
        'SecurityGroupRule.1.SecurityGroupRuleId': 'sgr-4',
        'SecurityGroupRule.1.SecurityGroupRule.ReferencedGroupId': 'sg-1',
        'SecurityGroupRule.1.SecurityGroupRule.Description': 'new',
      },
      '<return>true</return>',
    );
    expect(await describeRule('sgr-4')).toContain('<description>new</description>');
  });
});
