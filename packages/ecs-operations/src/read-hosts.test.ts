import { hostStatus, securityGroupStatus } from './read-hosts';
import { containerInstance, instance, securityGroup } from './testing/documented-answers';

describe('hostStatus', () => {
  it('joins what ECS and EC2 know of a host', () => {
    expect(hostStatus(containerInstance('b'), instance('b'))).toEqual({
      containerInstanceArn:
        'arn:aws:ecs:eu-central-1:111122223333:container-instance/hello_ecs_cluster/host-b',
      instanceId: 'i-0bbbbbbbbbbbbbbbb',
      status: 'ACTIVE',
      agentConnected: true,
      runningTasks: 1,
      instanceType: 't3.micro',
      availabilityZone: 'eu-central-1b',
      subnetId: 'subnet-0b',
      publicIp: '203.0.113.2',
      privateIp: '10.0.2.10',
      instanceState: 'running',
      securityGroupIds: ['sg-0123456789abcdef0'],
    });
  });

  it('keeps the attributes ECS holds when EC2 has forgotten the instance', () => {
    const host = hostStatus(containerInstance('c', { agentConnected: false }), undefined);
    expect(host).toMatchObject({
      instanceType: 't3.micro',
      availabilityZone: 'eu-central-1c',
      subnetId: 'subnet-0c',
      agentConnected: false,
      securityGroupIds: [],
    });
    expect(host.instanceState).toBeUndefined();
    expect(host.publicIp).toBeUndefined();
  });

  it('takes an empty public address as none', () => {
    const host = hostStatus(containerInstance('a'), instance('a', { PublicIpAddress: '' }));
    expect(host.publicIp).toBeUndefined();
    expect(host.privateIp).toBe('10.0.1.10');
  });
});

describe('securityGroupStatus', () => {
  it('gives one rule per source', () => {
    const group = securityGroup({
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: 32768,
          ToPort: 65535,
          IpRanges: [{ CidrIp: '10.0.0.0/16' }],
          Ipv6Ranges: [{ CidrIpv6: '::/0' }],
          UserIdGroupPairs: [{ GroupId: 'sg-1' }],
          PrefixListIds: [{ PrefixListId: 'pl-1' }],
        },
      ],
    });
    expect(securityGroupStatus(group).ingress?.map((rule) => rule.source)).toEqual([
      '10.0.0.0/16',
      '::/0',
      'sg-1',
      'pl-1',
    ]);
    expect(securityGroupStatus(group).ingress?.[0]).toMatchObject({
      fromPort: 32768,
      toPort: 65535,
      protocol: 'tcp',
    });
  });

  it.each([
    ['protocol -1 without ports', { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    [
      'ports -1',
      { IpProtocol: '-1', FromPort: -1, ToPort: -1, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    ],
  ])('reads %s as all traffic', (_, permission) => {
    expect(securityGroupStatus(securityGroup({ IpPermissions: [permission] })).ingress).toEqual([
      { source: '0.0.0.0/0', protocol: 'all', fromPort: undefined, toPort: undefined },
    ]);
  });
});
