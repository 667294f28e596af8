import type { Correction } from '../gateway/correction';
import { queryParameters } from '../gateway/query-call';
import { filtersIn, like } from '../gateway/query-filters';
import { xmlOf, type XmlElements } from '../gateway/xml';
import { AMIS, type PublicAmi } from './amis';

const CREATED = '2026-09-01T00:00:00.000Z';

/**
 * moto has no AMIs, or, loaded with its own, none of those that Systems Manager names here.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html
 */
export function machineImages(): Correction {
  return {
    name: 'machine-images',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html',
    service: 'ec2',
    actions: ['DescribeImages'],
    handle: async (call, next) => {
      const parameters = queryParameters(call);
      const ids = listed(parameters, /^ImageId\.\d+$/);
      const ours = found(parameters, ids);
      const others = ids.filter((id) => !AMIS.some((ami) => ami.id === id));
      for (const [name] of [...parameters]) {
        const index = /^ImageId\.\d+$/.test(name);
        if (index && !others.includes(parameters.get(name) ?? '')) {
          parameters.delete(name);
        }
      }
      // Asked for ours alone, moto would answer with all of its own.
      const isOnlyOurs = ids.length > 0 && others.length === 0;
      if (isOnlyOurs) {
        parameters.set('ImageId.1', 'ami-none');
      }
      const answer = await next({ ...call, body: Buffer.from(parameters.toString()) });
      if (answer.status >= 300 && !isOnlyOurs) {
        return answer;
      }
      const items = xmlOf({ item: ours.map(described) });
      const text = isOnlyOurs
        ? EMPTY
        : answer.body.toString('utf8').replace(/<imagesSet\s*\/>/, '<imagesSet></imagesSet>');
      return {
        ...answer,
        status: 200,
        body: Buffer.from(text.replace('</imagesSet>', `${items}</imagesSet>`)),
      };
    },
  };
}

const EMPTY =
  '<DescribeImagesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>local</requestId>' +
  '<imagesSet></imagesSet></DescribeImagesResponse>';

function found(parameters: URLSearchParams, ids: readonly string[]): readonly PublicAmi[] {
  const owners = listed(parameters, /^Owner\.\d+$/);
  const filters = filtersIn(parameters);
  return AMIS.filter(
    (ami) =>
      (ids.length === 0 || ids.includes(ami.id)) &&
      (owners.length === 0 || owners.includes('amazon') || owners.includes(ami.owner)) &&
      filters.every(({ name, values }) => {
        const own = FILTERS[name]?.(ami);
        return own !== undefined && values.some((value) => like(value, own));
      }),
  );
}

/** What a filter looks at; an AMI matches no filter that is not here. */
const FILTERS: Readonly<Record<string, (ami: PublicAmi) => string>> = {
  'image-id': ({ id }) => id,
  name: ({ name }) => name,
  description: ({ name }) => name,
  architecture: ({ architecture }) => architecture,
  'owner-id': ({ owner }) => owner,
  'owner-alias': () => 'amazon',
  'root-device-type': () => 'ebs',
  'root-device-name': rootDevice,
  'virtualization-type': () => 'hvm',
  'image-type': () => 'machine',
  'is-public': () => 'true',
  state: () => 'available',
  hypervisor: () => 'xen',
  'ena-support': () => 'true',
  'block-device-mapping.volume-type': () => 'gp3',
  'block-device-mapping.device-name': rootDevice,
};

function described(ami: PublicAmi): XmlElements {
  const { id, name, owner, architecture, os, sizeGiB } = ami;
  return {
    imageId: id,
    imageLocation: `amazon/${name}`,
    imageState: 'available',
    imageOwnerId: owner,
    creationDate: CREATED,
    isPublic: 'true',
    architecture,
    imageType: 'machine',
    imageOwnerAlias: 'amazon',
    name,
    description: `${os} (made up by local-aws)`,
    rootDeviceType: 'ebs',
    rootDeviceName: rootDevice(ami),
    blockDeviceMapping: {
      item: [
        {
          deviceName: rootDevice(ami),
          ebs: {
            snapshotId: id.replace('ami-', 'snap-'),
            volumeSize: sizeGiB,
            deleteOnTermination: 'true',
            volumeType: 'gp3',
            encrypted: 'false',
          },
        },
      ],
    },
    virtualizationType: 'hvm',
    hypervisor: 'xen',
    enaSupport: 'true',
    platformDetails: 'Linux/UNIX',
    usageOperation: 'RunInstances',
  };
}

function rootDevice({ rootDevice: device = '/dev/xvda' }: PublicAmi): string {
  return device;
}

function listed(parameters: URLSearchParams, name: RegExp): readonly string[] {
  return [...parameters].filter(([one]) => name.test(one)).map(([, value]) => value);
}
