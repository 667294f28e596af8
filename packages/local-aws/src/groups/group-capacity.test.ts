import { FakeMoto } from '../testing/fake-moto';
import type { GroupMember } from './auto-scaling-group';
import { GroupCapacity, subnetsToFill, victims } from './group-capacity';

const member = (id: string, zone: string, protectedFromScaleIn = false): GroupMember => ({
  instanceId: id,
  subnetId: `subnet-${zone}`,
  availabilityZone: zone,
  protectedFromScaleIn,
});
const subnetIds = ['subnet-a', 'subnet-b', 'subnet-c'];

describe('subnetsToFill', () => {
  it('puts three hosts into three subnets', () => {
    expect(subnetsToFill({ subnetIds, members: [] }, 3)).toEqual(subnetIds);
  });

  it('fills the emptiest subnet first', () => {
    const members = [member('1', 'a'), member('2', 'a'), member('3', 'c')];
    expect(subnetsToFill({ subnetIds, members }, 3)).toEqual(['subnet-b', 'subnet-b', 'subnet-c']);
  });

  it('never lets two subnets differ by more than one when it started even', () => {
    for (let count = 0; count <= 20; count += 1) {
      const chosen = subnetsToFill({ subnetIds, members: [] }, count);
      const sizes = subnetIds.map((id) => chosen.filter((other) => other === id).length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(chosen).toHaveLength(count);
    }
  });

  it('leaves the subnet to EC2 for a group without one', () => {
    expect(subnetsToFill({ subnetIds: [], members: [] }, 2)).toEqual([undefined, undefined]);
  });
});

describe('victims', () => {
  it('takes from the fullest zone', () => {
    expect(victims([member('1', 'a'), member('2', 'b'), member('3', 'b')], 1)).toEqual(['2']);
  });

  it('spares protected members even when too few are left', () => {
    expect(victims([member('1', 'a', true), member('2', 'b')], 2)).toEqual(['2']);
  });
});

const GROUP = `<AutoScalingGroups><member><AutoScalingGroupName>hosts</AutoScalingGroupName>
  <MinSize>0</MinSize><MaxSize>3</MaxSize><DesiredCapacity>0</DesiredCapacity>
  <VPCZoneIdentifier>subnet-a,subnet-b,subnet-c</VPCZoneIdentifier>
  <LaunchTemplate><LaunchTemplateId>lt-1</LaunchTemplateId><Version>2</Version></LaunchTemplate>
  <Tags><member><Key>Team</Key><Value>x</Value><PropagateAtLaunch>true</PropagateAtLaunch></member>
  <member><Key>Hidden</Key><Value>y</Value><PropagateAtLaunch>false</PropagateAtLaunch></member></Tags>
  </member></AutoScalingGroups>`;
const TEMPLATE = `<launchTemplateVersionSet><item><launchTemplateData>
  <imageId>resolve:ssm:/ami</imageId><instanceType>t3.micro</instanceType><userData>dXNlcg==</userData>
  <iamInstanceProfile><arn>arn:profile</arn></iamInstanceProfile>
  <networkInterfaceSet><item><deviceIndex>0</deviceIndex><associatePublicIpAddress>true</associatePublicIpAddress>
  <groupSet><groupId>sg-1</groupId></groupSet></item></networkInterfaceSet>
  <metadataOptions><httpTokens>required</httpTokens></metadataOptions>
  <tagSpecificationSet><item><resourceType>instance</resourceType><tagSet><item><key>Name</key><value>host</value></item></tagSet></item></tagSpecificationSet>
  </launchTemplateData></item></launchTemplateVersionSet>`;

describe('GroupCapacity.resize', () => {
  const moto = new FakeMoto({
    DescribeAutoScalingGroups: GROUP,
    DescribeLaunchTemplateVersions: TEMPLATE,
    RunInstances: '<instancesSet><item><instanceId>i-1</instanceId></item></instancesSet>',
  });
  beforeAll(() =>
    new GroupCapacity(moto.client, (_region, image) =>
      Promise.resolve(image.replace(/.*/, 'ami-1')),
    ).resize('us-east-1', 'hosts', 3),
  );

  it('launches one instance in each subnet and attaches them to the group', () => {
    const subnets = moto
      .seen('RunInstances')
      .map(({ parameters }) => parameters['NetworkInterface.1.SubnetId']);
    expect(subnets).toEqual(subnetIds);
    expect(moto.seen('AttachInstances')[0]?.parameters).toMatchObject({
      AutoScalingGroupName: 'hosts',
      'InstanceIds.member.3': 'i-1',
    });
  });

  it('hands on everything the launch template says', () => {
    expect(moto.seen('RunInstances')[0]?.parameters).toMatchObject({
      ImageId: 'ami-1',
      InstanceType: 't3.micro',
      UserData: 'dXNlcg==',
      'IamInstanceProfile.Arn': 'arn:profile',
      'MetadataOptions.HttpTokens': 'required',
      'NetworkInterface.1.AssociatePublicIpAddress': 'true',
      'NetworkInterface.1.SecurityGroupId.1': 'sg-1',
    });
  });

  it('asks for the version of the template the group names', () => {
    expect(moto.seen('DescribeLaunchTemplateVersions')[0]?.parameters).toMatchObject({
      LaunchTemplateId: 'lt-1',
      'LaunchTemplateVersion.1': '2',
    });
  });

  it('tags instances from the template and from the tags of the group that propagate', () => {
    const values = Object.values(moto.seen('RunInstances')[0]?.parameters ?? {});
    expect(values).toEqual(expect.arrayContaining(['Name', 'host', 'Team', 'x']));
    expect(values).not.toContain('Hidden');
  });
});
