import { listParameters, type MotoClient } from '../moto/moto-client';
import { record, records, text, texts, type XmlRecord } from '../gateway/xml';

/** Names a version of a launch template, the way an Auto Scaling group does. */
export interface LaunchTemplateReference {
  readonly id?: string;
  readonly name?: string;
  /** @default '$Default' */
  readonly version?: string;
  /** The type a mixed-instances policy puts in place of the template's. */
  readonly instanceType?: string;
}

/**
 * The RunInstances parameters a launch template stands for, in one subnet. moto's groups take image, type, user data and
 * tags from the template and leave out the rest: security groups, public address, instance profile, metadata options.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ResponseLaunchTemplateData.html
 */
export function launchParameters(
  data: XmlRecord,
  subnetId: string | undefined,
  instanceType: string | undefined,
): Record<string, string> {
  return {
    ...defined({
      ImageId: text(data['imageId']),
      InstanceType: instanceType ?? text(data['instanceType']),
      KeyName: text(data['keyName']),
      UserData: text(data['userData']),
      EbsOptimized: text(data['ebsOptimized']),
      'Monitoring.Enabled': text(record(data['monitoring'])['enabled']),
      'IamInstanceProfile.Arn': text(record(data['iamInstanceProfile'])['arn']),
      'IamInstanceProfile.Name': text(record(data['iamInstanceProfile'])['name']),
    }),
    ...metadataOptions(record(data['metadataOptions'])),
    ...network(data, subnetId),
    ...blockDevices(records(data['blockDeviceMappingSet'])),
  };
}

/** The tags a template puts on instances. */
export function instanceTags(data: XmlRecord): Readonly<Record<string, string>> {
  const specifications = records(data['tagSpecificationSet']);
  const tags = specifications
    .filter((one) => one['resourceType'] === 'instance')
    .flatMap((one) => records(one['tagSet']));
  return Object.fromEntries(tags.map((tag) => [text(tag['key']) ?? '', text(tag['value']) ?? '']));
}

/** The content of a launch template version, and its number. */
export async function launchTemplateData(
  moto: MotoClient,
  region: string,
  reference: LaunchTemplateReference,
): Promise<{ readonly data: XmlRecord; readonly version: string | undefined }> {
  const answer = await moto.query('ec2', region, 'DescribeLaunchTemplateVersions', {
    ...defined({ LaunchTemplateId: reference.id, LaunchTemplateName: reference.name }),
    ...listParameters('LaunchTemplateVersion', [reference.version ?? '$Default']),
  });
  const [version] = records(answer['launchTemplateVersionSet']);
  return {
    data: record(version?.['launchTemplateData']),
    version: text(version?.['versionNumber']),
  };
}

/** A primary network interface in the template decides about groups and address; without one, the template's groups. */
function network(data: XmlRecord, subnetId: string | undefined): Record<string, string> {
  const [primary] = records(data['networkInterfaceSet']);
  if (primary === undefined) {
    return {
      ...defined({ SubnetId: subnetId }),
      ...listParameters('SecurityGroupId', texts(data['securityGroupIdSet'])),
    };
  }
  // A list without the usual <item>: one group is a text, several are an array.
  const { groupId } = record(primary['groupSet']);
  const groups = typeof groupId === 'string' ? [groupId] : texts(groupId);
  const prefix = 'NetworkInterface.1';
  return {
    ...defined({
      [`${prefix}.DeviceIndex`]: '0',
      [`${prefix}.SubnetId`]: subnetId ?? text(primary['subnetId']),
      [`${prefix}.AssociatePublicIpAddress`]: text(primary['associatePublicIpAddress']),
      [`${prefix}.DeleteOnTermination`]: text(primary['deleteOnTermination']),
    }),
    ...listParameters(`${prefix}.SecurityGroupId`, groups),
  };
}

function metadataOptions(options: XmlRecord): Record<string, string> {
  return defined({
    'MetadataOptions.HttpTokens': text(options['httpTokens']),
    'MetadataOptions.HttpPutResponseHopLimit': text(options['httpPutResponseHopLimit']),
    'MetadataOptions.HttpEndpoint': text(options['httpEndpoint']),
    'MetadataOptions.InstanceMetadataTags': text(options['instanceMetadataTags']),
  });
}

function blockDevices(mappings: readonly XmlRecord[]): Record<string, string> {
  return Object.assign(
    {},
    ...mappings.map((mapping, index) => {
      const prefix = `BlockDeviceMapping.${index + 1}`;
      const ebs = record(mapping['ebs']);
      return defined({
        [`${prefix}.DeviceName`]: text(mapping['deviceName']),
        [`${prefix}.Ebs.VolumeSize`]: text(ebs['volumeSize']),
        [`${prefix}.Ebs.VolumeType`]: text(ebs['volumeType']),
        [`${prefix}.Ebs.Encrypted`]: text(ebs['encrypted']),
        [`${prefix}.Ebs.DeleteOnTermination`]: text(ebs['deleteOnTermination']) ?? 'true',
      });
    }),
  ) as Record<string, string>;
}

function defined(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
