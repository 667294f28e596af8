import type { Effect } from '../model';
import type { JsonObject } from '../plan/json';
import { isObject } from '../plan/json';
import { counted, effect, firstBlock, numberOf, touches, type EffectRule } from './context';

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html */
export const hostRules: Readonly<Record<string, EffectRule>> = {
  aws_launch_template: ({ change, plan }) => {
    if (change.action !== 'update' && change.action !== 'replace') {
      return [];
    }
    if (change.attributes.every(({ path }) => /^(tags|tags_all|description)\b/.test(path))) {
      return [];
    }
    const groups = plan
      .referring('aws_autoscaling_group', change.address)
      .flatMap(({ change: { before, after } }) =>
        isObject(after) ? [{ before: isObject(before) ? before : undefined, after }] : [],
      );
    return groups.length === 0
      ? effect('info', 'a new version; nothing in this plan starts hosts from it')
      : groups.flatMap(({ before, after }) => newVersion(before, after));
  },

  aws_autoscaling_group: (subject) => {
    const { change, before } = subject;
    const hosts = counted(numberOf(before['desired_capacity']), 'host');
    if (change.action === 'destroy') {
      return effect('downtime', `its ${hosts} are terminated, with every task on them`);
    }
    if (change.action === 'replace') {
      return change.replaceOrder === 'destroy-first'
        ? effect('downtime', `its ${hosts} are terminated before new ones start`)
        : effect('downtime-possible', `its ${hosts} are terminated once the new group exists`);
    }
    if (change.action !== 'update') {
      return [];
    }
    return [...sizing(subject), ...placing(subject)];
  },
};

function newVersion(before: JsonObject | undefined, group: JsonObject): readonly Effect[] {
  const count = sizeOf(group);
  const refresh = firstBlock(group['instance_refresh']);
  if (refresh === undefined) {
    const kept = count === 0 ? '' : `; ${keepers(before, count)}`;
    return effect('attention', `new hosts start from the new version${kept}`);
  }
  const minimum = numberOf(firstBlock(refresh['preferences'])?.['min_healthy_percentage']);
  if (minimum === 0) {
    return effect(
      'downtime-possible',
      `${counted(count, 'host')} are replaced by an instance refresh, all at once, because min_healthy_percentage is 0`,
    );
  }
  return effect(
    'attention',
    count === 1
      ? '1 host is replaced by an instance refresh'
      : `${counted(count, 'host')} are replaced one by one by an instance refresh`,
  );
}

function sizeOf(group: JsonObject | undefined): number | undefined {
  return group === undefined
    ? undefined
    : (numberOf(group['desired_capacity']) ?? numberOf(group['min_size']));
}

/** Hosts that run now keep the old version, those that the same plan adds do not. */
function keepers(before: JsonObject | undefined, count: number | undefined): string {
  const running = sizeOf(before);
  if (running === undefined || count === undefined) {
    return 'hosts that run keep the old one until they are replaced';
  }
  const keep = Math.min(running, count);
  return `${keep} of ${counted(count, 'host')} ${keep === 1 ? 'keeps' : 'keep'} the old one until replaced`;
}

const sizing: EffectRule = ({ before, after }) => {
  const was = numberOf(before['desired_capacity']);
  const will = numberOf(after['desired_capacity']);
  const limits = ['min_size', 'max_size']
    .filter((name) => (before[name] ?? null) !== (after[name] ?? null))
    .map((name) => `${name} from ${String(before[name])} to ${String(after[name])}`);
  if (was !== undefined && will !== undefined && was !== will) {
    if (will === 0) {
      return effect('downtime', `all ${counted(was, 'host')} are terminated and none starts`);
    }
    return will < was
      ? effect(
          'downtime-possible',
          `the group goes from ${was} to ${counted(will, 'host')}; tasks on the others stop and start elsewhere`,
        )
      : effect('info', `the group goes from ${was} to ${counted(will, 'host')}`);
  }
  if (numberOf(after['max_size']) === 0 && numberOf(before['max_size']) !== 0) {
    return effect('downtime', 'all hosts are terminated, because max_size becomes 0');
  }
  const most = numberOf(after['max_size']);
  // Without a size of its own the group may run as many as it might before.
  const runs = will ?? numberOf(before['max_size']);
  if (most !== undefined && runs !== undefined && most < runs) {
    return effect(
      'downtime-possible',
      `hosts above the limit are terminated; tasks on them stop and start elsewhere: ${limits.join(', ')}`,
    );
  }
  return limits.length === 0
    ? []
    : effect('attention', `the group may have other sizes: ${limits.join(', ')}`);
};

const placing: EffectRule = (subject) => {
  if (touches(subject, 'vpc_zone_identifier', 'availability_zones')) {
    return effect('attention', 'hosts are moved to other subnets or zones');
  }
  return touches(subject, 'launch_template', 'mixed_instances_policy')
    ? newVersion(subject.before, subject.after)
    : [];
};
