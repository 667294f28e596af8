import { AwsError } from '../gateway/aws-response';
import type { MotoClient } from '../moto/moto-client';
import { ScheduleClock } from '../schedules/schedule-clock';
import type { Timed } from '../schedules/schedule';
import { activityKey } from './scaling-activities';
import { applyLimits } from './scaling-limits';
import type { ServiceScaling } from './service-scaling';
import type { ScalableServices } from '../ecs/scalable-services';

interface ScheduledAction extends Timed {
  readonly name: string;
  readonly region: string;
  readonly resourceId: string;
  readonly limits: { readonly MinCapacity?: number; readonly MaxCapacity?: number };
  /** Milliseconds. */
  readonly from: number;
  readonly until: number;
}

/** Scheduled actions that fire: moto keeps them and never looks at the clock. */
export class ScheduledActions {
  private readonly clock = new ScheduleClock<ScheduledAction>(
    (action, time) => void this.run(action, time),
  );

  constructor(
    private readonly parts: {
      readonly moto: MotoClient;
      readonly services: ScalableServices;
      readonly scaling: ServiceScaling;
      readonly log: (line: string) => void;
    },
  ) {}

  /**
   * Takes what PutScheduledAction was asked; what it does not name stays as it was.
   *
   * @throws AwsError as AWS refuses what is no expression or time zone
   */
  set(region: string, input: Readonly<Record<string, unknown>>): void {
    const name = String(input['ScheduledActionName'] ?? '');
    const resourceId = String(input['ResourceId'] ?? '');
    const arn = keyOf(region, resourceId, name);
    const before = this.clock.get(arn);
    this.clock.set({
      arn,
      name,
      region,
      resourceId,
      expression: String(input['Schedule'] ?? before?.expression ?? ''),
      timeZone: String(input['Timezone'] ?? before?.timeZone ?? 'UTC'),
      enabled: true,
      limits: (input['ScalableTargetAction'] as ScheduledAction['limits']) ?? before?.limits ?? {},
      from: Number(input['StartTime'] ?? 0) * 1000,
      until: Number(input['EndTime'] ?? Infinity) * 1000,
    });
  }

  /** Forgets one. */
  delete(region: string, input: Readonly<Record<string, unknown>>): void {
    const name = String(input['ScheduledActionName'] ?? '');
    this.clock.delete(keyOf(region, String(input['ResourceId'] ?? ''), name));
  }

  /** Ends all of them. */
  close(): void {
    this.clock.close();
  }

  private async run(action: ScheduledAction, time: Date): Promise<void> {
    const { moto, services, scaling, log } = this.parts;
    const { region, resourceId, limits, name, from, until } = action;
    if (time.getTime() < from || time.getTime() > until) {
      return;
    }
    try {
      const before = await scaling.targetOf(region, resourceId);
      if (before === undefined || before.SuspendedState?.ScheduledScalingSuspended === true) {
        return log(`scheduled action ${name}: its target is suspended or not there`);
      }
      const { MinCapacity, MaxCapacity } = { ...before, ...limits };
      await moto.json('application-autoscaling', region, 'RegisterScalableTarget', {
        ServiceNamespace: 'ecs',
        ResourceId: resourceId,
        ScalableDimension: 'ecs:service:DesiredCount',
        MinCapacity,
        MaxCapacity,
      });
      const Description = `Setting min capacity to ${MinCapacity} and max capacity to ${MaxCapacity}`;
      scaling.activities.done(
        activityKey(region, resourceId),
        { Description, Cause: `scheduled action name ${name} was triggered` },
        `Successfully set min capacity to ${MinCapacity} and max capacity to ${MaxCapacity}`,
      );
      const { activities } = scaling;
      applyLimits({ services, activities }, region, resourceId, { MinCapacity, MaxCapacity });
      log(`scheduled action ${name}: ${resourceId} has ${MinCapacity} to ${MaxCapacity} tasks`);
    } catch (error) {
      log(`scheduled action ${name}: ${error instanceof AwsError ? error.message : String(error)}`);
    }
  }
}

function keyOf(region: string, resourceId: string, name: string): string {
  return `${region} ${resourceId} ${name}`;
}
