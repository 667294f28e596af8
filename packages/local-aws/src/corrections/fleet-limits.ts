import type { AwsCall } from '../gateway/aws-call';
import { AwsError } from '../gateway/aws-response';
import type { Correction } from '../gateway/correction';
import { MAXIMUM_HOSTS, tooManyHosts } from '../groups/maximum-hosts';
import { queryParameters } from '../gateway/query-call';

const PAGE = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html';

/**
 * An account has a limit of instances; without one, a number with a zero too many keeps moto launching for hours, and what
 * is no number is launched as none.
 */
export function fleetLimits(): readonly Correction[] {
  return [
    {
      name: 'fleet-limits',
      page: PAGE,
      service: 'autoscaling',
      actions: ['CreateAutoScalingGroup', 'UpdateAutoScalingGroup', 'SetDesiredCapacity'],
      handle: (call, next) => {
        // The maximum launches nothing.
        wholeNumber(call, 'MaxSize', 'ValidationError');
        for (const name of ['MinSize', 'DesiredCapacity']) {
          withinLimit(name, wholeNumber(call, name, 'ValidationError'));
        }
        return next(call);
      },
    },
    {
      name: 'fleet-limits',
      page: PAGE,
      service: 'ec2',
      actions: ['RunInstances'],
      handle: (call, next) => {
        for (const name of ['MinCount', 'MaxCount']) {
          withinLimit(name, wholeNumber(call, name, 'InvalidParameterValue'));
        }
        return next(call);
      },
    },
  ];
}

/** A parameter that is a whole number from 0; undefined when it is absent. */
function wholeNumber(call: AwsCall, name: string, code: string): number | undefined {
  const text = queryParameters(call).get(name);
  if (text === null) {
    return undefined;
  }
  if (/^\d{1,9}$/.test(text)) {
    return Number(text);
  }
  throw new AwsError(
    code,
    `Value '${text.slice(0, 100)}' for ${name} is invalid. Allowed a whole number from 0.`,
  );
}

function withinLimit(name: string, wanted: number | undefined): void {
  if (wanted !== undefined && wanted > MAXIMUM_HOSTS) {
    throw tooManyHosts(`${name} ${wanted}`);
  }
}
