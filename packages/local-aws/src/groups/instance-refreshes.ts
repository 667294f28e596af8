import { randomUUID } from 'node:crypto';
import { AwsError } from '../gateway/aws-response';
import type { MotoClient } from '../moto/moto-client';
import { readGroups, type GroupMember } from './auto-scaling-group';
import type { GroupCapacity } from './group-capacity';

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstanceRefresh.html */
export interface InstanceRefresh {
  readonly id: string;
  readonly region: string;
  readonly group: string;
  readonly startedAt: number;
  endedAt?: number;
  status: 'InProgress' | 'Successful' | 'Cancelled' | 'Failed';
  total: number;
  replaced: number;
}

/** What a refresh was told. */
export interface RefreshPreferences {
  /** `Ignore` leaves protected hosts as they are, `Refresh` replaces them, `Wait` waits for their protection to end. */
  readonly scaleInProtected: string;
  /** Leave hosts alone that run the group's launch template version already. */
  readonly skipMatching: boolean;
}

/** What a refresh works with. */
export interface RefreshParts {
  readonly moto: MotoClient;
  readonly capacity: GroupCapacity;
  /** Lets new hosts join their cluster, and old ones leave it. */
  readonly sync: (region: string) => Promise<void>;
  /** Gives what settles when a host that is new has had its time, and the next old one may end. */
  readonly warmUp: (region: string) => () => Promise<void>;
  readonly log: (line: string) => void;
}

/** Replaces the hosts of groups one by one; each replacement has joined before its predecessor is drained and ended. */
export class InstanceRefreshes {
  private readonly refreshes: InstanceRefresh[] = [];

  constructor(private readonly parts: RefreshParts) {}

  /** Begins to replace every host of a group, in the background. */
  begin(region: string, group: string, preferences: RefreshPreferences): InstanceRefresh {
    if (this.of(region, group).some(({ status }) => status === 'InProgress')) {
      throw new AwsError(
        'InstanceRefreshInProgress',
        'An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.',
      );
    }
    const refresh: InstanceRefresh = {
      id: randomUUID(),
      region,
      group,
      startedAt: Date.now(),
      status: 'InProgress',
      total: 0,
      replaced: 0,
    };
    this.refreshes.unshift(refresh);
    void this.carryOut(refresh, preferences);
    return refresh;
  }

  /** Stops a refresh after the host it is working on. */
  cancel(region: string, group: string): InstanceRefresh {
    const refresh = this.of(region, group).find(({ status }) => status === 'InProgress');
    if (refresh === undefined) {
      throw new AwsError(
        'ActiveInstanceRefreshNotFound',
        'No in progress or pending Instance Refresh found.',
      );
    }
    refresh.status = 'Cancelled';
    refresh.endedAt = Date.now();
    return refresh;
  }

  /** The refreshes of a group, newest first. */
  of(region: string, group: string): readonly InstanceRefresh[] {
    return this.refreshes.filter((one) => one.region === region && one.group === group);
  }

  private async carryOut(refresh: InstanceRefresh, wanted: RefreshPreferences): Promise<void> {
    const { region, group } = refresh;
    try {
      const [read] = await readGroups(this.parts.moto, region, group);
      const candidates =
        read !== undefined && wanted.skipMatching
          ? await this.parts.capacity.outdated(region, read)
          : (read?.members ?? []);
      const members = candidates.filter(
        ({ protectedFromScaleIn }) =>
          wanted.scaleInProtected === 'Refresh' || !protectedFromScaleIn,
      );
      refresh.total = members.length;
      for (const member of members) {
        if (refresh.status !== 'InProgress') {
          return;
        }
        const warmedUp = this.parts.warmUp(region);
        await this.parts.capacity.exclusively(region, group, () => this.replace(refresh, member));
        await warmedUp();
        refresh.replaced += 1;
      }
      refresh.status = 'Successful';
    } catch (error) {
      this.parts.log(`instance refresh of ${group}: ${String(error)}`);
      refresh.status = 'Failed';
    }
    refresh.endedAt = Date.now();
  }

  private async replace({ region, group }: InstanceRefresh, member: GroupMember): Promise<void> {
    const { moto, capacity, sync } = this.parts;
    const [now] = await readGroups(moto, region, group);
    // Somebody else may have ended it meanwhile.
    if (now?.members.some(({ instanceId }) => instanceId === member.instanceId) !== true) {
      return;
    }
    const fresh = await capacity.launchReplacement(region, group, member);
    await sync(region);
    await capacity.drainHosts(region, group, [member.instanceId]);
    await capacity.exchange(region, group, member.instanceId, fresh);
    await moto.query('ec2', region, 'TerminateInstances', { 'InstanceId.1': member.instanceId });
    await sync(region);
  }
}
