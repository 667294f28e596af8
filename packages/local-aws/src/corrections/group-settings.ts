import type { Correction } from '../gateway/correction';
import { xmlOf, type XmlElements } from '../gateway/xml';
import { elementsIn, queryParameters } from '../gateway/query-call';

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
const DEFAULTS: XmlElements = {
  AvailabilityZoneDistribution: { CapacityDistributionStrategy: 'balanced-best-effort' },
};

/**
 * Remembers the settings moto forgets and tells them in DescribeAutoScalingGroups.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AutoScalingGroup.html
 */
export function groupSettings(): Correction {
  const settings = new Map<string, XmlElements>();
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
      if (answer.status >= 300) {
        return answer;
      }
      if (call.action === 'DescribeAutoScalingGroups') {
        const xml = withSettings(answer.body.toString('utf8'), (name) => ({
          ...DEFAULTS,
          ...settings.get(`${call.region} ${name}`),
        }));
        return { ...answer, body: Buffer.from(xml) };
      }
      const parameters = queryParameters(call);
      const key = `${call.region} ${parameters.get('AutoScalingGroupName') ?? ''}`;
      if (call.action === 'DeleteAutoScalingGroup') {
        settings.delete(key);
      } else {
        settings.set(key, { ...settings.get(key), ...settingsIn(parameters) });
      }
      return answer;
    },
  };
}

/** The forgotten settings of a call. */
export function settingsIn(parameters: URLSearchParams): XmlElements {
  const found: Record<string, XmlElements[string]> = {};
  for (const name of FORGOTTEN) {
    const value = parameters.get(name);
    const inner = elementsIn(parameters, name);
    if (value !== null) {
      found[name] = value;
    }
    if (Object.keys(inner).length > 0) {
      found[name] = inner;
    }
  }
  return found;
}

/** Adds settings beside the name of each group, unless moto has learned to tell them. */
export function withSettings(xml: string, settingsOf: (group: string) => XmlElements): string {
  return xml.replace(
    /<AutoScalingGroupName>([^<]*)<\/AutoScalingGroupName>/g,
    (element, name: string) => {
      const added = Object.entries(settingsOf(name)).filter(
        ([setting]) => !xml.includes(`<${setting}>`),
      );
      return `${element}${xmlOf(Object.fromEntries(added))}`;
    },
  );
}
