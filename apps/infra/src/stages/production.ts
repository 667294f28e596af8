import type { Environment, StageValues } from '../stage';
import aws from './aws';

/** A real account in the form for production: a load balancer, and two tasks that become more under load. */
export default function production(env: Environment): StageValues {
  return { ...aws(env), service: PRODUCTION_SERVICE };
}

/** Tasks so small that each host has room for three. */
export const PRODUCTION_SERVICE = {
  reachedBy: 'load-balancer',
  desiredCount: 2,
  maximumCount: 6,
  cpu: 256,
  memoryMiB: 256,
  memoryReservationMiB: 128,
} as const;
