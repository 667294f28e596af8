import { randomUUID } from 'node:crypto';

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_NotScaledReason.html */
export interface NotScaledReason {
  readonly Code: string;
  readonly MaxCapacity?: number;
  readonly MinCapacity?: number;
  readonly CurrentCapacity?: number;
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingActivity.html */
export interface ScalingActivity {
  readonly ActivityId: string;
  readonly ServiceNamespace: 'ecs';
  readonly ResourceId: string;
  readonly ScalableDimension: 'ecs:service:DesiredCount';
  readonly Description: string;
  readonly Cause: string;
  /** Seconds, as in every JSON answer of AWS. */
  readonly StartTime: number;
  readonly EndTime?: number;
  readonly StatusCode: 'InProgress' | 'Successful' | 'Failed';
  readonly StatusMessage: string;
  readonly NotScaledReasons?: readonly NotScaledReason[];
}

/** What was done, or not done, to a service. */
export type ActivityWords = Pick<ScalingActivity, 'Description' | 'Cause'>;

const KEPT = 100;

/** The scaling activities of a region's services, newest first. */
export class ScalingActivities {
  private readonly known = new Map<string, readonly ScalingActivity[]>();

  /** A change that has begun; it has ended when the service runs what it was told. */
  began(key: string, words: ActivityWords, count: number): void {
    const StatusMessage = `Successfully set desired count to ${count}. Waiting for change to be fulfilled by ecs.`;
    this.add(key, { ...words, StatusCode: 'InProgress', StatusMessage });
  }

  /** A change that is over at once: of limits. */
  done(key: string, words: ActivityWords, StatusMessage: string): void {
    this.add(key, { ...words, StatusCode: 'Successful', StatusMessage }, Date.now() / 1000);
  }

  /** Nothing was done, and why; the same reason again is no news. */
  notScaled(key: string, words: ActivityWords, reason: NotScaledReason): void {
    const [last] = this.of(key);
    if (last?.NotScaledReasons?.[0]?.Code === reason.Code && last.Cause === words.Cause) {
      return;
    }
    this.add(
      key,
      {
        ...words,
        StatusCode: 'Failed',
        StatusMessage: `Not scaled: ${reason.Code}.`,
        NotScaledReasons: [reason],
      },
      Date.now() / 1000,
    );
  }

  /** The service runs what the last change asked for; an earlier one was overtaken by it. */
  fulfilled(key: string): void {
    const ended = (activity: ScalingActivity): ScalingActivity =>
      activity.StatusCode !== 'InProgress'
        ? activity
        : {
            ...activity,
            StatusCode: 'Successful',
            EndTime: Date.now() / 1000,
            StatusMessage: activity.StatusMessage.replace(/ Waiting .*/, ` ${FULFILLED}`),
          };
    this.known.set(key, this.of(key).map(ended));
  }

  /** Those of one service, newest first. */
  of(key: string): readonly ScalingActivity[] {
    return this.known.get(key) ?? [];
  }

  /** The keys of all services that have any. */
  keys(): readonly string[] {
    return [...this.known.keys()];
  }

  private add(
    key: string,
    rest: Pick<
      ScalingActivity,
      'Description' | 'Cause' | 'StatusCode' | 'StatusMessage' | 'NotScaledReasons'
    >,
    EndTime?: number,
  ): void {
    const activity: ScalingActivity = {
      ActivityId: randomUUID(),
      ServiceNamespace: 'ecs',
      ResourceId: key.slice(key.indexOf(' ') + 1),
      ScalableDimension: 'ecs:service:DesiredCount',
      StartTime: Date.now() / 1000,
      ...(EndTime === undefined ? {} : { EndTime }),
      ...rest,
    };
    this.known.set(key, [activity, ...this.of(key)].slice(0, KEPT));
  }
}

const FULFILLED = 'Change successfully fulfilled by ecs.';

/** How a service is named here: two regions may have one of the same name. */
export function activityKey(region: string, resourceId: string): string {
  return `${region} ${resourceId}`;
}
