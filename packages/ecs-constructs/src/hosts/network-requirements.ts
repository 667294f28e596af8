import type { Construct } from 'constructs';
import type { INetwork } from '../network/network';
import { isKnown, misuse } from '../support/validation';

/**
 * Requires that hosts can reach ECS, the registry and the logs: without a way out, or on a way that needs a public
 * address without one, they launch and never join the cluster. What a network does not say is not checked.
 */
export function requireWayOut(
  scope: Construct,
  { egress, hostAddresses }: Pick<INetwork, 'egress' | 'hostAddresses'>,
  associatePublicIpAddress: boolean | undefined,
): void {
  if (egress === 'none') {
    throw misuse(scope, {
      what: 'the network has no way out, so that its hosts could never join the cluster',
      got: "egress 'none'",
      fix: 'Use subnets with a route to an internet gateway or a NAT gateway, or with VPC endpoints for ECS, ECR and logs.',
    });
  }
  const hasAddress = associatePublicIpAddress ?? hostAddresses !== 'private';
  if (egress !== 'internet-gateway' || hasAddress) {
    return;
  }
  throw misuse(scope, {
    what:
      'the only way out of the network is an internet gateway, which serves hosts with a public address alone, so that ' +
      'others could never join the cluster',
    got:
      associatePublicIpAddress === undefined
        ? "hostAddresses 'private'"
        : `associatePublicIpAddress ${associatePublicIpAddress}`,
    fix: 'Give hosts a public address, or use subnets with a route to a NAT gateway.',
  });
}

/** Requires a host for every zone that is asked for. */
export function requireHostPerZone(
  scope: Construct,
  zones: number | undefined,
  hosts: number | undefined,
): void {
  if (!isKnown(zones) || !isKnown(hosts) || zones <= hosts) {
    return;
  }
  throw misuse(scope, {
    what: `${hosts === 1 ? '1 host covers' : `${hosts} hosts cover`} at most ${hosts} availability zones`,
    got: `availabilityZoneCount ${zones}`,
    fix: 'Raise instanceCount, or lower availabilityZoneCount.',
  });
}
