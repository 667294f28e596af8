import type { Correction } from '../gateway/correction';
import { queryParameters } from './query-call';

/** Settings of a group that moto accepts and forgets, by the first part of their parameter name. */
const FORGOTTEN = [
  'AvailabilityZoneDistribution',
  'AvailabilityZoneImpairmentPolicy',
  'CapacityReservationSpecification',
  'DefaultInstanceWarmup',
  'DesiredCapacityType',
  'InstanceMaintenancePolicy',
  'MaxInstanceLifetime',
] as const;

/** AWS reports this one for groups that never said. */
const DEFAULTS: Readonly<Record<string, string>> = {
  AvailabilityZoneDistribution:
    '<CapacityDistributionStrategy>balanced-best-effort</CapacityDistributionStrategy>',
};

/**
 * Remembers the settings moto forgets and tells them in DescribeAutoScalingGroups.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AutoScalingGroup.html
 */
export function groupSettings(): Correction {
  const settings = new Map<string, Readonly<Record<string, string>>>();
  return {
    name: 'group-settings',
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AutoScalingGroup.html',
    service: 'autoscaling',
    actions: [
      'CreateAutoScalingGroup',
      'UpdateAutoScalingGroup',
      'DeleteAutoScalingGroup',
      'DescribeAutoScalingGroups',
    ],
    handle: async (call, next) => {
      const answer = await next(call);
      if (answer.status >= 300) return answer;
      if (call.action === 'DescribeAutoScalingGroups') {
        const xml = withSettings(answer.body.toString('utf8'), (name) => ({
          ...DEFAULTS,
          ...settings.get(`${call.region} ${name}`),
        }));
        return { ...answer, body: Buffer.from(xml) };
      }
      const parameters = queryParameters(call);
      const key = `${call.region} ${parameters.get('AutoScalingGroupName') ?? ''}`;
      if (call.action === 'DeleteAutoScalingGroup') settings.delete(key);
      else settings.set(key, { ...settings.get(key), ...settingsIn(parameters) });
      return answer;
    },
  };
}

/** The forgotten settings of a call, each as the XML inside its element. */
export function settingsIn(parameters: URLSearchParams): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of parameters) {
    const [first = '', ...rest] = name.split('.');
    if (!(FORGOTTEN as readonly string[]).includes(first)) continue;
    const inner = rest.reduceRight((text, part) => `<${part}>${text}</${part}>`, escaped(value));
    found[first] = `${found[first] ?? ''}${inner}`;
  }
  return found;
}

/** Adds settings beside the name of each group, unless moto has learned to tell them. */
export function withSettings(
  xml: string,
  settingsOf: (group: string) => Readonly<Record<string, string>>,
): string {
  return xml.replace(
    /<AutoScalingGroupName>([^<]*)<\/AutoScalingGroupName>/g,
    (element, name: string) => {
      const added = Object.entries(settingsOf(name))
        .filter(([setting]) => !xml.includes(`<${setting}>`))
        .map(([setting, inner]) => `<${setting}>${inner}</${setting}>`);
      return `${element}${added.join('')}`;
    },
  );
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
