import type { MotoClient } from '../moto/moto-client';
import { record, records, text, type XmlRecord } from '../gateway/xml';

/** What the data plane wants to know of an EC2 instance. */
export interface Ec2Instance {
  readonly instanceId: string;
  readonly instanceType: string;
  readonly imageId: string;
  readonly availabilityZone: string;
  readonly subnetId: string;
  readonly vpcId: string;
  /** The public address moto made up; undefined for instances without one. */
  readonly publicAddress?: string;
  /** The Auto Scaling group that moto launched it for. */
  readonly groupName?: string;
}

/** The instances that run in a region. */
export async function runningInstances(
  moto: MotoClient,
  region: string,
): Promise<readonly Ec2Instance[]> {
  const answer = await moto.query('ec2', region, 'DescribeInstances', {
    'Filter.1.Name': 'instance-state-name',
    'Filter.1.Value.1': 'running',
  });
  return records(answer['reservationSet'])
    .flatMap((reservation) => records(reservation['instancesSet']))
    .map(instanceOf);
}

/** An instance's user data as EC2 returns it; empty when it has none. */
export async function userDataOf(
  moto: MotoClient,
  region: string,
  instanceId: string,
): Promise<string> {
  const answer = await moto.query('ec2', region, 'DescribeInstanceAttribute', {
    InstanceId: instanceId,
    Attribute: 'userData',
  });
  return text(record(answer['userData'])['value']) ?? '';
}

function instanceOf(instance: XmlRecord): Ec2Instance {
  const publicAddress = text(instance['ipAddress']);
  const tags = records(instance['tagSet']);
  const groupName = text(tags.find(({ key }) => key === 'aws:autoscaling:groupName')?.['value']);
  return {
    instanceId: text(instance['instanceId']) ?? '',
    instanceType: text(instance['instanceType']) ?? '',
    imageId: text(instance['imageId']) ?? '',
    availabilityZone: text(record(instance['placement'])['availabilityZone']) ?? '',
    subnetId: text(instance['subnetId']) ?? '',
    vpcId: text(instance['vpcId']) ?? '',
    ...(publicAddress === undefined ? {} : { publicAddress }),
    ...(groupName === undefined ? {} : { groupName }),
  };
}
