import type { RunTaskCommandInput } from '@aws-sdk/client-ecs';
import type { ServiceReference } from '../ecs-status';
import type { OperationClients } from '../operation-clients';

/** One service that a command works on, with clients for its region. */
export interface ServiceTarget extends ServiceReference {
  readonly clients: OperationClients;
  readonly region: string;
  /** The account that the service's ARN names. @default - not known */
  readonly accountId?: string;
  /** The address of the service in the Terraform state it was found in. @default - it was found in its cluster */
  readonly address?: string;
  /** What RunTask is asked, of a one-off task; `service` is its name then. @default - it is a service */
  readonly request?: RunTaskCommandInput;
}

/** `name`, and the cluster with it where the services of several clusters stand beside each other. */
export function titleOf(target: ServiceTarget, all: readonly ServiceTarget[]): string {
  const alone = all.every(({ cluster }) => cluster === target.cluster);
  return alone ? target.service : `${target.cluster}/${target.service}`;
}
