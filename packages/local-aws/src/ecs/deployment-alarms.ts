import { listParameters, type MotoClient } from '../moto/moto-client';
import { records, text } from '../gateway/xml';
import { regionOf } from './identifiers';
import { canFail, failDeployment } from './deployments';
import type { Service } from './service';

const LOOK_MS = 1000;

/** The names of those alarms that are in ALARM. */
export type InAlarm = (
  service: Pick<Service, 'arn'>,
  names: readonly string[],
) => Promise<readonly string[]>;

/** What the watch needs of everything else. */
export interface DeploymentAlarmsOptions {
  readonly services: () => readonly Service[];
  readonly inAlarm: InAlarm;
  /** A deployment failed: the service has something else to do. */
  readonly changed: (service: Service) => void;
  readonly log: (line: string) => void;
}

/**
 * Looks at the alarms of deployments while they run, and fails those whose alarm is in ALARM.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
 */
export class DeploymentAlarms {
  private timer?: NodeJS.Timeout;
  private closed = false;

  constructor(private readonly options: DeploymentAlarmsOptions) {}

  /** Begins to look, again and again. */
  start(): void {
    if (this.closed) {
      return;
    }
    this.timer = setTimeout(() => void this.lookAtAll().finally(() => this.start()), LOOK_MS);
    this.timer.unref();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  /** Looks once. Never throws: what cannot be read is looked at again. */
  async lookAtAll(): Promise<void> {
    for (const service of this.options.services().filter(isWatched)) {
      try {
        await this.look(service);
      } catch (error) {
        this.options.log(`alarms of service ${service.name}: ${String(error)}`);
      }
    }
  }

  private async look(service: Service): Promise<void> {
    const { alarms } = service.configuration;
    const [watched] = service.deployments;
    const all = await this.options.inAlarm(service, alarms?.alarmNames ?? []);
    const found = all.filter((name) => watched?.ignoredAlarms?.includes(name) !== true);
    // It may have ended while CloudWatch was asked.
    if (found.length === 0 || watched !== service.deployments[0] || !isWatched(service)) {
      return;
    }
    failDeployment(service, { kind: 'alarm', names: found });
    this.options.changed(service);
  }
}

/** The alarms of CloudWatch that are in ALARM, as moto tells. */
export function alarmsOf(moto: MotoClient): InAlarm {
  return async (service, names) => {
    // Without the state: moto takes either it or the names.
    const asked = listParameters('AlarmNames.member', names);
    const answer = await moto.query('monitoring', regionOf(service.arn), 'DescribeAlarms', asked);
    return records(answer['MetricAlarms'])
      .filter((alarm) => text(alarm['StateValue']) === 'ALARM')
      .map((alarm) => text(alarm['AlarmName']) ?? '')
      .filter((name) => names.includes(name));
  };
}

/** The alarms of a deployment that are in ALARM before it begins: ECS does not listen to them while it runs. */
export async function alarmsToIgnore(
  inAlarm: InAlarm,
  service: Service,
): Promise<readonly string[]> {
  const { enable = false, alarmNames = [] } = service.configuration.alarms ?? {};
  return enable && alarmNames.length > 0 ? inAlarm(service, alarmNames) : [];
}

/** How long a deployment that has all its tasks waits for its alarms. On AWS it follows the periods of the alarms. */
const BAKE_MS = 5000;

/** How much longer a deployment waits; 0 without alarms. */
export function bakeLeftMs({ configuration }: Service, settledAt: number): number {
  return configuration.alarms?.enable === true ? Math.max(0, settledAt + BAKE_MS - Date.now()) : 0;
}

/** A deployment that goes back is watched by nobody: there is nothing left to go back to. */
function isWatched({ status, configuration, deployments }: Service): boolean {
  const [primary] = deployments;
  return (
    status === 'ACTIVE' &&
    configuration.alarms?.enable === true &&
    configuration.alarms.alarmNames.length > 0 &&
    primary !== undefined &&
    canFail(primary) &&
    !deployments.some(({ rolledBackTo }) => rolledBackTo === primary.id)
  );
}
