import { compareHosts } from './old-hosts';

const group = (...hosts: readonly (readonly [string, string])[]) => ({
  AutoScalingGroupName: 'hosts',
  MinSize: 1,
  MaxSize: 1,
  DesiredCapacity: 1,
  DefaultCooldown: 0,
  AvailabilityZones: [],
  HealthCheckType: 'EC2',
  CreatedTime: new Date(0),
  Instances: hosts.map(([LaunchTemplateId, Version], index) => ({
    InstanceId: `i-${index}`,
    AvailabilityZone: 'a',
    LifecycleState: 'InService' as const,
    HealthStatus: 'Healthy',
    ProtectedFromScaleIn: false,
    LaunchTemplate: { LaunchTemplateId, Version },
  })),
});

describe('compareHosts', () => {
  it('finds hosts of another version and of another template, and no others', () => {
    const hosts = group(['lt-1', '4'], ['lt-1', '3'], ['lt-2', '4']);
    expect(compareHosts(hosts, 'lt-1', '4')).toEqual({
      group: 'hosts',
      hosts: 3,
      ids: ['i-0', 'i-1', 'i-2'],
      old: ['i-1', 'i-2'],
      wanted: 'lt-1 version 4',
    });
  });

  it('follows a group that is pinned to a version, however many newer ones there are', () => {
    expect(compareHosts(group(['lt-1', '3']), 'lt-1', '3').old).toEqual([]);
  });

  it('does not call the hosts of a launch configuration new', () => {
    expect(compareHosts(group(['', '']), undefined, undefined).unknown).toBe(
      'the group has no launch template',
    );
  });
});
