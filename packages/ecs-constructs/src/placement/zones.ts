import type { HostGroup } from '../hosts/host-group';
import { isKnown } from '../support/validation';
import { mayRunOn, type PlacedService } from './placed-service';

/** Says so when the hosts cover fewer availability zones than the tasks of a service could be spread over. */
export function zoneWarnings(
  service: PlacedService,
  groups: readonly HostGroup[],
): readonly string[] {
  const { desiredCount, spreadsAvailabilityZones } = service;
  if (!spreadsAvailabilityZones || !isKnown(desiredCount)) {
    return [];
  }
  const usable = groups.filter(({ path }) => mayRunOn(service, path));
  const zones = new Set(usable.flatMap(({ availabilityZones }) => availabilityZones)).size;
  const covered = usable.reduce(
    (sum, { instanceCount, availabilityZones }) =>
      sum +
      (isKnown(instanceCount)
        ? Math.min(instanceCount, availabilityZones.length)
        : availabilityZones.length),
    0,
  );
  if (covered >= Math.min(desiredCount, zones)) {
    return [];
  }
  return [
    `${desiredCount} tasks can be spread over ${Math.min(desiredCount, zones)} availability zones, but the hosts ` +
      `cover ${covered} of ${zones}: a zone that fails takes more tasks with it. Add hosts, or lower desiredCount.`,
  ];
}
