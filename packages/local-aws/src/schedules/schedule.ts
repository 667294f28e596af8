/** What comes to its time again and again. */
export interface Timed {
  readonly arn: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly enabled: boolean;
}

/** A schedule, as far as it is acted on. https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
export interface Schedule extends Timed {
  readonly name: string;
  readonly region: string;
  readonly target: ScheduleTarget;
}

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Target.html */
export interface ScheduleTarget {
  readonly Arn?: string;
  readonly RoleArn?: string;
  readonly Input?: string;
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly EcsParameters?: {
    readonly TaskDefinitionArn?: string;
    readonly TaskCount?: number;
    readonly LaunchType?: string;
    readonly CapacityProviderStrategy?: readonly unknown[];
    readonly Group?: string;
    readonly EnableExecuteCommand?: boolean;
    readonly PlacementConstraints?: readonly { readonly type?: string }[];
    readonly PlacementStrategy?: readonly { readonly type?: string }[];
  };
}
