import type { HostStatus, TaskStatus } from './ecs-status';

/** The order of names for a reader: the same whatever the locale of the machine. */
export const byText = new Intl.Collator('en').compare;

/** `hello_app_service:7` from a task definition's ARN, the id from a task's; other text stays as it is. */
export function shortName(arn: string): string {
  return arn.startsWith('arn:') ? arn.slice(arn.lastIndexOf('/') + 1) : arn;
}

/** An instance id with its zone. */
export function hostName(host: HostStatus): string {
  return host.availabilityZone === undefined
    ? host.instanceId
    : `${host.instanceId} (${host.availabilityZone})`;
}

/** Why a task stopped: ECS's reason, then for each container its exit code and own reason. */
export function stopReason(task: TaskStatus): string {
  const reason = task.stoppedReason ?? task.stopCode ?? 'no reason given';
  const containers = task.containers.flatMap(({ name, exitCode, reason: own }) => {
    const facts = [
      ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
      ...(own === undefined ? [] : [own]),
    ];
    return facts.length === 0 ? [] : [`${name}: ${facts.join(', ')}`];
  });
  return [reason.replace(/\.$/, ''), ...containers].join('; ');
}

/** `1 host`, `3 hosts`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `12 s`, `3 min`, `5 h`, `2 d` between two moments. */
export function timeBetween(earlier: Date, later: Date): string {
  const seconds = Math.max(0, Math.round((Number(later) - Number(earlier)) / 1000));
  if (seconds < 120) {
    return `${seconds} s`;
  }
  if (seconds < 7_200) {
    return `${Math.round(seconds / 60)} min`;
  }
  if (seconds < 172_800) {
    return `${Math.round(seconds / 3_600)} h`;
  }
  return `${Math.round(seconds / 86_400)} d`;
}
