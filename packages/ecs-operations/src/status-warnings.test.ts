import type { EcsStatus, HostStatus } from './ecs-status';
import { renderStatus } from './render-status';
import { statusProblems } from './status-problems';
import { statusWarnings } from './status-warnings';
import { goodStatus } from './testing/status';

const group = 'hello_ecs_cluster-hosts';
const template = { id: 'lt-1', latestVersion: '2', instanceType: 't3.small', imageId: 'ami-2' };

/** Three hosts from version 1 of the template and, where wanted, three from version 2. */
function status(newer = 0, change: Partial<EcsStatus> = {}): EcsStatus {
  const { hosts } = goodStatus();
  const old = hosts.map((host): HostStatus => ({
    ...host,
    autoScalingGroup: group,
    imageId: 'ami-1',
    launchTemplate: { id: 'lt-1', version: '1' },
  }));
  const young = old.slice(0, newer).map((host, index) => ({
    ...host,
    instanceId: `i-new${index}`,
    instanceType: 't3.small',
    imageId: 'ami-2',
    launchTemplate: { id: 'lt-1', version: '2' },
  }));
  return goodStatus({ hosts: [...old, ...young], launchTemplates: [template], ...change });
}

describe('statusWarnings', () => {
  it('says how many hosts keep the old launch template, and the command that replaces them', () => {
    const [warning, ...others] = statusWarnings(status(3), { instanceType: 't3.small' });
    expect(others).toEqual([]);
    expect(warning).toContain(
      '3 of 6 hosts are older than the launch template (version 1 of 2, t3.micro, not t3.small, AMI ami-1, not ami-2): i-0aaa',
    );
    expect(warning).toContain('They serve, and stay as they are until they are replaced: ');
    expect(warning).toMatch(
      /aws autoscaling start-instance-refresh --auto-scaling-group-name 'hello_ecs_cluster-hosts' --region eu-central-1$/,
    );
  });

  it('names the endpoint where it is not AWS', () => {
    const [warning] = statusWarnings(status(0, { endpoint: 'http://127.0.0.1:5566' }));
    expect(warning).toMatch(/ --endpoint-url http:\/\/127\.0\.0\.1:5566$/);
  });

  it('is no problem: the service serves', () => {
    expect(statusProblems(status(), { instanceType: 't3.small' })).toEqual([]);
  });

  it('says nothing where every host is as the template says', () => {
    const launchTemplates = [
      { ...template, latestVersion: '1', instanceType: 't3.micro', imageId: 'ami-1' },
    ];
    expect(statusWarnings(status(0, { launchTemplates }), { instanceType: 't3.micro' })).toEqual(
      [],
    );
    expect(statusWarnings(goodStatus(), { instanceType: 't3.micro' })).toEqual([]);
  });

  it('goes by the expected type where the template is not known', () => {
    const [warning] = statusWarnings(goodStatus(), { instanceType: 't3.small' });
    expect(warning).toContain(
      '3 of 3 hosts are older than the launch template (t3.micro, not t3.small)',
    );
    expect(warning).toContain('until they are replaced.');
  });
});

describe('renderStatus with warnings', () => {
  const shown = (value: EcsStatus, purpose?: 'failure') =>
    renderStatus(value, { color: false, purpose });

  it('shows them, and does not say that all is as it should be', () => {
    expect(shown(status())).toContain('1 warning\n  - 3 of 3 hosts are older than');
    expect(shown(status())).not.toContain('as it should be');
  });

  it('says nothing good inside a failure, whatever the service shown is like', () => {
    expect(shown(goodStatus(), 'failure')).not.toMatch(/should be|well|good/);
    expect(shown(goodStatus({ service: undefined }), 'failure')).toContain('1 problem\n');
  });

  it('says nothing good of what it could not read', () => {
    const notes = ['ecr:DescribeImages: not allowed'];
    const text = shown(goodStatus({ notes }));
    expect(text).toContain('Not read: ecr:DescribeImages: not allowed');
    expect(text).not.toContain('All as it should be');
    expect(text).toContain('All that could be read is as it should be.');
  });

  it('says that another revision runs than the stack asks for', () => {
    const { service } = goodStatus();
    const runs = service?.taskDefinitionArn ?? '';
    const asked = runs.replace(/\d+$/, '99');
    expect(statusWarnings(goodStatus({ expected: { taskDefinitionArn: asked } }))).toEqual([
      expect.stringMatching(
        /^Service hello_app_service runs \S+:\d+, and its stack asks for \S+:99: /,
      ),
    ]);
    expect(statusWarnings(goodStatus({ expected: { taskDefinitionArn: runs } }))).toEqual([]);
  });

  describe('of a service that spreads its tasks over the zones', () => {
    const spread = { spreadsOverZones: true, desiredCount: 2, runningCount: 2 };
    const inZones = (...zones: readonly string[]): EcsStatus => {
      const { tasks, service, hosts } = goodStatus();
      const [task] = tasks as [EcsStatus['tasks'][number]];
      return goodStatus({
        service: service && { ...service, ...spread },
        tasks: zones.map((zone) => ({
          ...task,
          containerInstanceArn: hosts.find(({ availabilityZone }) => availabilityZone === zone)
            ?.containerInstanceArn,
        })),
      });
    };

    it('names the zones where they could be in more', () => {
      const [warning] = statusWarnings(inZones('eu-central-1a', 'eu-central-1a'));
      expect(warning).toContain(
        'its 2 tasks run in 1 of 2 possible availability zones (eu-central-1a), although it spreads them',
      );
      expect(statusWarnings(inZones('eu-central-1a', 'eu-central-1b'))).toEqual([]);
    });

    it('asks no zone for a task whose hosts take none', () => {
      const status = inZones('eu-central-1a', 'eu-central-1a');
      const hosts = status.hosts.map((host, index) =>
        index === 0 ? host : { ...host, status: 'DRAINING' },
      );
      expect(statusWarnings({ ...status, hosts }).join()).not.toContain('possible availability');
    });
  });
});
