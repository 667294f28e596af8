import type { Correction } from '../gateway/correction';

/**
 * Tags of a launch template itself are sent beside its content, but moto shows them as part of the content, which
 * Terraform takes for drift.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html
 */
export function launchTemplateTags(): Correction {
  return {
    name: 'launch-template-tags',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html',
    service: 'ec2',
    actions: ['DescribeLaunchTemplateVersions', 'CreateLaunchTemplateVersion'],
    handle: async (call, next) => {
      const answer = await next(call);
      return { ...answer, body: Buffer.from(withoutTemplateTags(answer.body.toString('utf8'))) };
    },
  };
}

/** Drops the tag specifications that describe the template, and the list when nothing is left in it. */
export function withoutTemplateTags(xml: string): string {
  return xml.replace(/<tagSpecificationSet>.*?<\/tagSpecificationSet>/gs, (list) => {
    const kept = list.replace(
      /<item><resourceType>launch-template<\/resourceType>(?:<tagSet\/>|<tagSet>.*?<\/tagSet>)<\/item>/gs,
      '',
    );
    return kept === '<tagSpecificationSet></tagSpecificationSet>' ? '' : kept;
  });
}
