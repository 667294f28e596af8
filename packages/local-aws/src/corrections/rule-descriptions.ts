import type { AwsCall } from '../gateway/aws-call';
import type { Correction } from '../gateway/correction';
import { queryParameters } from '../gateway/query-call';
import { xmlOf } from '../gateway/xml';

/**
 * moto forgets what a rule of a security group is for where the rule names another group or a prefix list, which Terraform
 * takes for drift. Those of address ranges it keeps.
 */
export function ruleDescriptions(): Correction {
  const descriptions = new Map<string, string>();
  return {
    name: 'rule-descriptions',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html',
    service: 'ec2',
    actions: [
      'AuthorizeSecurityGroupIngress',
      'AuthorizeSecurityGroupEgress',
      'ModifySecurityGroupRules',
      'DescribeSecurityGroupRules',
    ],
    handle: async (call, next) => {
      const answer = await next(call);
      if (answer.status >= 300) {
        return answer;
      }
      const xml = answer.body.toString('utf8');
      for (const [id, text] of given(call, xml)) {
        descriptions.set(id, text);
      }
      return { ...answer, body: Buffer.from(withDescriptions(xml, descriptions)) };
    },
  };
}

/** What the rules of an answer are for, by the id of the rule. */
export function withDescriptions(xml: string, descriptions: ReadonlyMap<string, string>): string {
  return xml.replace(RULE_ID, (element, id: string) => {
    const description = descriptions.get(id);
    return description === undefined ? element : `${element}${xmlOf({ description })}`;
  });
}

const RULE_ID = /<securityGroupRuleId>([^<]*)<\/securityGroupRuleId>/g;

function given(call: AwsCall, xml: string): readonly (readonly [string, string])[] {
  const parameters = [...queryParameters(call)];
  if (call.action === 'ModifySecurityGroupRules') {
    return modified(new Map(parameters));
  }
  const texts = parameters
    .filter(([name]) =>
      /^IpPermissions\.\d+\.(Groups|UserIdGroupPairs|PrefixListIds)\.\d+\.Description$/.test(name),
    )
    .map(([, text]) => text);
  const ids = [...xml.matchAll(RULE_ID)].map(([, id = '']) => id);
  // Rules of ranges are among them, whose descriptions moto keeps: which is which cannot be told.
  return ids.length === texts.length ? ids.map((id, index) => [id, texts[index] ?? '']) : [];
}

function modified(parameters: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return [...parameters].flatMap(([name, id]) => {
    const rule = /^(SecurityGroupRule\.\d+)\.SecurityGroupRuleId$/.exec(name)?.[1];
    const of = (field: string) => parameters.get(`${rule}.SecurityGroupRule.${field}`);
    const names = of('ReferencedGroupId') ?? of('PrefixListId');
    return rule === undefined || names === undefined ? [] : [[id, of('Description') ?? '']];
  });
}
