import type { Construct } from 'constructs';
import { requireOwnRegion } from '../support/arn';
import { isKnown, knownBytes, misuse, requireInteger, requireOrder } from '../support/validation';
import type { AlarmProps } from './alarm-options';
import { KNOWN_NAMESPACES } from './known-metrics';
import type { ScalingMetric } from './scaling-metric';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const MAX_ALARM_NAME = 255;
const MAX_ACTIONS = 5;

/**
 * Rules for an alarm that need nothing but its properties.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function requireAlarm(scope: Construct, props: AlarmProps): void {
  const { evaluationPeriods, datapointsToAlarm, periodSeconds = MINUTE } = props;
  requireAlarmName(scope, props.alarmName);
  requireInteger(scope, evaluationPeriods, { name: 'evaluationPeriods', min: 1 });
  requireInteger(scope, datapointsToAlarm, { name: 'datapointsToAlarm', min: 1 });
  requireOrder(scope, { evaluationPeriods, datapointsToAlarm });
  requirePeriod(scope, periodSeconds, evaluationPeriods);
  requireActions(scope, props);
}

/**
 * Requires a period that CloudWatch takes, and that all of them together are not longer than it looks back.
 *
 * @throws Error for any other
 */
export function requirePeriod(
  where: Construct | string,
  periodSeconds: number,
  evaluationPeriods: number,
): void {
  if (!isKnown(periodSeconds)) {
    return;
  }
  const isHighResolution = [10, 20, 30].includes(periodSeconds);
  if (!isHighResolution && (periodSeconds < MINUTE || periodSeconds % MINUTE !== 0)) {
    throw misuse(where, {
      what: 'periodSeconds is 10, 20, 30 or a multiple of 60',
      got: periodSeconds,
      fix: `Set it to ${Math.max(1, Math.round(periodSeconds / MINUTE)) * MINUTE}.`,
    });
  }
  const longest = periodSeconds < HOUR ? DAY : 7 * DAY;
  if (isKnown(evaluationPeriods) && periodSeconds * evaluationPeriods > longest) {
    throw misuse(where, {
      what:
        `an alarm looks back over ${longest / DAY === 1 ? 'a day' : 'seven days'} at most` +
        (longest === DAY ? ' with periods of less than an hour' : ''),
      got: `${evaluationPeriods} periods of ${periodSeconds} s`,
      fix: `Lower evaluationPeriods to ${Math.floor(longest / periodSeconds)} or less.`,
    });
  }
}

/** True where most periods have no value: what AWS reports by itself comes once a minute. */
export function reportsTooSeldom({ namespace }: ScalingMetric, periodSeconds: number): boolean {
  return isKnown(periodSeconds) && periodSeconds < MINUTE && namespace in KNOWN_NAMESPACES;
}

function requireAlarmName(scope: Construct, name: string): void {
  if (!isKnown(name) && knownBytes(name) <= MAX_ALARM_NAME) {
    return;
  }
  if (name.length >= 1 && name.length <= MAX_ALARM_NAME && !/[\x00-\x1f\x7f]/.test(name)) {
    return;
  }
  throw misuse(scope, {
    what: `alarmName has 1 to ${MAX_ALARM_NAME} characters, none of them a control character`,
    got: name.length > MAX_ALARM_NAME ? `${name.length} characters` : JSON.stringify(name),
    fix: 'Change alarmName.',
  });
}

function requireActions(scope: Construct, props: AlarmProps): void {
  const { alarmActions = [], okActions = [], insufficientDataActions = [] } = props;
  for (const [option, arns] of Object.entries({
    alarmActions,
    okActions,
    insufficientDataActions,
  })) {
    const wrong = arns.find((arn) => isKnown(arn) && !arn.startsWith('arn:'));
    if (wrong !== undefined) {
      throw misuse(scope, {
        what: `${option} names what is told by its ARN`,
        got: JSON.stringify(wrong),
        fix: 'Name for example a topic: topic.arn.',
      });
    }
    requireOwnRegion(scope, `each of ${option}`, arns);
    if (arns.length > MAX_ACTIONS) {
      throw misuse(scope, {
        what: `${option} may have ${MAX_ACTIONS} ARNs`,
        got: arns.length,
        fix: 'Tell one topic, to which the others subscribe.',
      });
    }
  }
}
