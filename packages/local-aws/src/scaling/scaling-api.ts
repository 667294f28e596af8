import type { AwsCall } from '../gateway/aws-call';
import { AwsError, jsonBody, jsonResponse, type AwsResponse } from '../gateway/aws-response';
import type { Correction, Handler } from '../gateway/correction';
import type { LoadBalancers } from '../load-balancing/load-balancers';
import { groupsOf } from '../load-balancing/load-balancer';
import type { MotoClient } from '../moto/moto-client';
import { timesOf } from '../schedules/schedule-times';
import { checkPolicy } from './policy-checks';
import { activityKey } from './scaling-activities';
import type { TargetTracking } from './scaling-policy';
import type { ScheduledActions } from './scheduled-actions';
import type { ServiceScaling } from './service-scaling';
import { alarmParameters, trackedMetric } from './tracking-alarms';

/** What the API of scaling works on. */
export interface ScalingApiParts {
  readonly moto: MotoClient;
  readonly balancers: Pick<LoadBalancers, 'all'>;
  readonly scaling: ServiceScaling;
  readonly scheduled: ScheduledActions;
  readonly notice: (text: string) => void;
}

const SERVICE = 'application-autoscaling';

/** Policies that act, schedules that fire, and what was done about either: moto only keeps them. */
export function scalingApi(parts: ScalingApiParts): readonly Correction[] {
  return [policies(parts), schedules(parts), activities(parts), alarms(parts), forgotten(parts)];
}

function policies(parts: ScalingApiParts): Correction {
  return {
    name: 'scaling-policies-of-services',
    page: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html',
    service: SERVICE,
    actions: ['PutScalingPolicy'],
    handle: async (call, next) => {
      const input = jsonBody(call);
      if (input['ServiceNamespace'] !== 'ecs') {
        return next(call);
      }
      await requireTarget(parts.scaling, call, input);
      checkPolicy(input, { sends: (balancer, group) => sends(parts.balancers, balancer, group) });
      return putPolicy(parts, call, next, input);
    },
  };
}

/** moto makes alarms on the wrong metric with a threshold of its own, new ones each time. */
async function putPolicy(
  { moto, scaling, notice }: ScalingApiParts,
  call: AwsCall,
  next: Handler,
  input: Readonly<Record<string, unknown>>,
): Promise<AwsResponse> {
  const { region } = call;
  const resourceId = String(input['ResourceId'] ?? '');
  const name = String(input['PolicyName'] ?? '');
  const before = (await scaling.policiesOf(region)).find(
    (policy) => policy.ResourceId === resourceId && policy.PolicyName === name,
  );
  const answer = await next(call);
  if (answer.status >= 300) {
    return answer;
  }
  const { Alarms = [], PolicyARN = '' } = jsonBody(answer) as {
    readonly Alarms?: readonly { readonly AlarmName: string }[];
    readonly PolicyARN?: string;
  };
  const old = (before?.Alarms ?? []).map(({ AlarmName }) => AlarmName);
  if (old.length > 0) {
    await moto.query('monitoring', region, 'DeleteAlarms', members('AlarmNames', old));
  }
  const tracking = input['TargetTrackingScalingPolicyConfiguration'] as TargetTracking | undefined;
  const metric = tracking === undefined ? undefined : trackedMetric(resourceId, tracking);
  if (tracking !== undefined && metric !== undefined) {
    for (const { AlarmName } of Alarms) {
      const parameters = alarmParameters(AlarmName, PolicyARN, metric, tracking.TargetValue);
      await moto.query('monitoring', region, 'PutMetricAlarm', parameters);
    }
    if (metric.Namespace === 'AWS/ECS') {
      notice(
        `scaling policy ${name}: ${metric.MetricName} of tasks is not measured here. Fix: put it yourself, with PutMetricData into AWS/ECS.`,
      );
    }
  }
  scaling.watch(region);
  return answer;
}

function schedules({ scaling, scheduled }: ScalingApiParts): Correction {
  return {
    name: 'scheduled-actions',
    page: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html',
    service: SERVICE,
    actions: ['PutScheduledAction', 'DeleteScheduledAction'],
    handle: async (call, next) => {
      const input = jsonBody(call);
      const isPut = call.action === 'PutScheduledAction';
      const isOurs = input['ServiceNamespace'] === 'ecs';
      if (isOurs && isPut) {
        await requireTarget(scaling, call, input);
        // What moto would keep and AWS would refuse.
        if (input['Schedule'] !== undefined) {
          timesOf(String(input['Schedule']), String(input['Timezone'] ?? 'UTC'), new Date());
        }
      }
      const answer = await next(call);
      if (isOurs && answer.status < 300) {
        if (isPut) {
          scheduled.set(call.region, input);
        } else {
          scheduled.delete(call.region, input);
        }
      }
      return answer;
    },
  };
}

function activities({ scaling }: ScalingApiParts): Correction {
  return {
    name: 'scaling-activities',
    page: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html',
    service: SERVICE,
    actions: ['DescribeScalingActivities'],
    handle: async (call) => {
      const input = jsonBody(call);
      await scaling.describe(call.region);
      const keys =
        input['ResourceId'] === undefined
          ? scaling.activities.keys().filter((key) => key.startsWith(`${call.region} `))
          : [activityKey(call.region, String(input['ResourceId']))];
      const found = keys
        .filter(() => input['ServiceNamespace'] === 'ecs')
        .flatMap((key) => scaling.activities.of(key))
        .filter(
          ({ NotScaledReasons }) =>
            NotScaledReasons === undefined || input['IncludeNotScaledActivities'] === true,
        )
        .sort((one, other) => other.StartTime - one.StartTime);
      const from = Number(input['NextToken'] ?? 0) || 0;
      const to = from + Math.min(50, Number(input['MaxResults'] ?? 50) || 50);
      return jsonResponse({
        ScalingActivities: found.slice(from, to),
        ...(to < found.length ? { NextToken: String(to) } : {}),
      });
    },
  };
}

/** An alarm whose state was set by hand acts at once. */
function alarms({ scaling }: ScalingApiParts): Correction {
  return {
    name: 'alarms-of-scaling-policies',
    page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html',
    service: 'monitoring',
    actions: ['SetAlarmState'],
    handle: async (call, next) => {
      const answer = await next(call);
      if (answer.status < 300) {
        await scaling.look();
      }
      return answer;
    },
  };
}

/** A target takes its policies and scheduled actions along. */
function forgotten({ moto, scaling, scheduled }: ScalingApiParts): Correction {
  return {
    name: 'scaling-policies-of-services',
    page: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html',
    service: SERVICE,
    actions: ['DeregisterScalableTarget'],
    handle: async (call, next) => {
      const { region } = call;
      const input = jsonBody(call);
      const answer = await next(call);
      if (input['ServiceNamespace'] !== 'ecs' || answer.status >= 300) {
        return answer;
      }
      const { ServiceNamespace, ResourceId, ScalableDimension } = input;
      const target = { ServiceNamespace, ResourceId, ScalableDimension };
      for (const { PolicyName } of (await scaling.policiesOf(region)).filter(
        (policy) => policy.ResourceId === ResourceId,
      )) {
        await moto.json(SERVICE, region, 'DeleteScalingPolicy', { ...target, PolicyName });
      }
      const described = await moto.json(SERVICE, region, 'DescribeScheduledActions', {
        ServiceNamespace,
        ResourceId,
      });
      for (const { ScheduledActionName } of (described['ScheduledActions'] ?? []) as {
        readonly ScheduledActionName: string;
      }[]) {
        const one = { ...target, ScheduledActionName };
        await moto.json(SERVICE, region, 'DeleteScheduledAction', one);
        scheduled.delete(region, one);
      }
      return answer;
    },
  };
}

async function requireTarget(
  scaling: ServiceScaling,
  { region }: AwsCall,
  input: Readonly<Record<string, unknown>>,
): Promise<void> {
  const id = String(input['ResourceId'] ?? '');
  if ((await scaling.targetOf(region, id)) === undefined) {
    throw new AwsError(
      'ObjectNotFoundException',
      `No scalable target registered for service namespace: ecs, resource ID: ${id}, scalable dimension: ${String(input['ScalableDimension'])}`,
    );
  }
}

function sends(
  balancers: Pick<LoadBalancers, 'all'>,
  loadBalancer: string,
  targetGroup: string,
): boolean {
  return balancers
    .all()
    .some(
      ({ arn, listeners }) =>
        arn.endsWith(`:loadbalancer/${loadBalancer}`) &&
        listeners.some((listener) =>
          groupsOf(listener).some((group) => group.endsWith(`:${targetGroup}`)),
        ),
    );
}

function members(name: string, values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, index) => [`${name}.member.${index + 1}`, value]));
}
