import { randomUUID } from 'node:crypto';
import { groupKey } from './mixed-instances';

/** What an Auto Scaling group did, or could not do. */
export interface GroupActivity {
  readonly id: string;
  readonly group: string;
  readonly status: 'Successful' | 'Failed';
  readonly description: string;
  readonly message?: string;
  readonly cause: string;
  readonly at: Date;
}

/** AWS keeps six weeks; a machine that is turned off at night needs less. */
const KEPT = 100;
const CAUSE =
  'an instance was launched in response to a difference between desired and actual capacity.';

/** The launches of the groups of an account, newest first. */
export class GroupActivities {
  private readonly known = new Map<string, readonly GroupActivity[]>();

  launched(region: string, group: string, instanceId: string): void {
    this.add(region, group, {
      status: 'Successful',
      description: `Launching a new EC2 instance: ${instanceId}`,
    });
  }

  /** A launch that EC2 refused, in its words. */
  failed(region: string, group: string, reason: string): void {
    const message = `${reason.replace(/\.$/, '')}. Launching EC2 instance failed.`;
    this.add(region, group, {
      status: 'Failed',
      description: `Launching a new EC2 instance.  Status Reason: ${message}`,
      message,
    });
  }

  of(region: string, group: string): readonly GroupActivity[] {
    return this.known.get(groupKey(region, group)) ?? [];
  }

  private add(
    region: string,
    group: string,
    activity: Pick<GroupActivity, 'status' | 'description' | 'message'>,
  ): void {
    const key = groupKey(region, group);
    const at = new Date();
    const cause = `At ${at.toISOString()} ${CAUSE}`;
    const all = [{ id: randomUUID(), group, at, cause, ...activity }, ...this.of(region, group)];
    this.known.set(key, all.slice(0, KEPT));
  }
}
