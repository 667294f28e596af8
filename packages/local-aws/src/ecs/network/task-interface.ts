import { randomBytes, randomUUID } from 'node:crypto';
import type { TaskDefinition } from '../task-definition';

/** The network interface of a task with networkMode `awsvpc`. */
export interface TaskInterface {
  readonly attachmentId: string;
  readonly interfaceId: string;
  readonly subnetId: string;
  readonly vpcId: string;
  status: 'PRECREATED' | 'ATTACHED' | 'DELETED';
  /** Its own; known once it is attached. */
  address?: string;
  macAddress?: string;
}

/** Whether each task of a definition has an address of its own. */
export function hasOwnInterface({ networkMode }: Pick<TaskDefinition, 'networkMode'>): boolean {
  return networkMode === 'awsvpc';
}

/** An interface that is not attached yet. */
export function newInterface(subnetId: string, vpcId: string): TaskInterface {
  return {
    attachmentId: randomUUID(),
    interfaceId: `eni-0${randomBytes(8).toString('hex')}`,
    subnetId,
    vpcId,
    status: 'PRECREATED',
  };
}

/** As DescribeTasks tells it. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attachment.html */
export function attachmentWire(one: TaskInterface): Record<string, unknown> {
  const details: Readonly<Record<string, string | undefined>> = {
    subnetId: one.subnetId,
    networkInterfaceId: one.interfaceId,
    macAddress: one.macAddress,
    privateDnsName: one.address && `ip-${one.address.replace(/\./g, '-')}.ec2.internal`,
    privateIPv4Address: one.address,
  };
  return {
    id: one.attachmentId,
    type: 'ElasticNetworkInterface',
    status: one.status,
    details: Object.entries(details).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value }],
    ),
  };
}
