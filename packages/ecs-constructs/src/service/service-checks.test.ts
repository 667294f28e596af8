import { type TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { type ReferenceOverrides, referenceStack } from '../fixtures/reference-stack';
import { Ec2Service, LogDriver, MachineImage, Network, Secret } from '../index';
import { synth } from '../testing';

/** Small tasks on ports that ECS chooses. */
const anyPort = { task: { memoryMiB: 256 }, container: { portMappings: [] } };

const warningsOf = (overrides: ReferenceOverrides): readonly string[] =>
  synth((stack) => void referenceStack(stack, overrides)).warnings;

describe('warnings of a service', () => {
  it('are none for the reference case', () => {
    expect(warningsOf({})).toEqual([]);
  });

  it('say that a task may not fit, once', () => {
    expect(warningsOf({ task: { memoryMiB: 950 } })).toEqual([
      'Test/Service: With the least memory that such hosts are known to have, a task does not fit on any host: ' +
        't3.micro, the biggest, has 2048 CPU units and 876 MiB for tasks, since kernel and agent keep a part of its ' +
        '1024 MiB; got a task that reserves 512 CPU units and 950 MiB. Lower the memory of the task to 876 MiB, which ' +
        'every t3.micro has, or choose t3.small (2 vCPU, 2048 MiB) or bigger.',
    ]);
    expect(warningsOf({ task: { memoryMiB: 876 } })).toEqual([]);
  });

  it('say that the hosts cover fewer zones than the tasks could be in', () => {
    expect(
      warningsOf({ capacity: { instanceCount: 2 }, service: { desiredCount: 3 }, ...anyPort }),
    ).toEqual([
      'Test/Service: 3 tasks can be spread over 3 availability zones, but the hosts cover 2 of 3: a zone that fails ' +
        'takes more tasks with it. Add hosts, or lower desiredCount.',
    ]);
    expect(warningsOf({ capacity: { instanceCount: 1 }, ...anyPort })).toEqual([]);
    expect(
      warningsOf({
        capacity: { instanceCount: 2 },
        service: { desiredCount: 3, placementStrategies: [] },
        ...anyPort,
      }),
    ).toEqual([]);
  });

  it('say that automatic scaling may ask for more than there is room for', () => {
    const scaled = (maxCapacity: number) =>
      synth((stack) => {
        const { service } = referenceStack(stack);
        service.autoScaleTaskCount({ maxCapacity });
      }).warnings;
    expect(scaled(2)).toEqual([]);
    expect(scaled(4)).toEqual([
      'Test/Service: When automatic scaling asks for all tasks that it may ask for, static host port 80/tcp allows ' +
        'one task per host: 4 tasks need 4 hosts; got 3 hosts. Lower desiredCount, add hosts, or set hostPort to 0 for ' +
        'a port that ECS chooses.',
    ]);
  });
});

describe('the log driver of a container', () => {
  const token = Secret.fromSsmParameter('/splunk/token');
  const splunk = { logging: LogDriver.splunk({ url: 'https://splunk.example:8088', token }) };

  it('must be offered by a host, or no task would be placed', () => {
    expect(warningsOf({ container: splunk })).toEqual([
      'Test/Service: jane_server uses the log driver splunk, which no host is known to offer, and ECS places no task ' +
        'on a host without it. Name it in agentConfiguration.logDrivers, or use another log driver.',
    ]);
    const capacity = { agentConfiguration: { logDrivers: ['splunk'] } };
    expect(warningsOf({ container: splunk, capacity })).toEqual([]);
  });

  it('is looked for on the hosts of the operating system', () => {
    const container = { logging: LogDriver.custom('syslog') };
    const capacity = { machineImage: MachineImage.bottlerocket() };
    expect(warningsOf({ container })).toEqual([]);
    expect(warningsOf({ container, capacity })).toHaveLength(1);
  });
});

describe('a static host port', () => {
  const warningsFor = (hostPort: number) =>
    warningsOf({ container: { portMappings: [{ hostPort, containerPort: 80 }] } });

  it('is better none of those that the host hands out', () => {
    expect(warningsFor(32_767)).toEqual([]);
    expect(warningsFor(32_768)).toEqual([
      'Test/Service: host port 32768 is one of those that the host hands out by itself (32768 and above): a task ' +
        'cannot start where it is taken. Choose a lower hostPort.',
    ]);
  });
});

describe('a host port that only Terraform knows', () => {
  it('is neither checked nor opened, which a warning says', () => {
    const template = synth((stack) => {
      const hostPort = new TerraformVariable(stack, 'port', { type: 'number' }).numberValue;
      referenceStack(stack, { container: { portMappings: [{ hostPort, containerPort: 80 }] } });
    });
    expect(template.warnings).toEqual([
      'Test/Service: a host port of its task is not known at synth, so that it is neither checked nor opened in the ' +
        'security group of the hosts. Give hostPort as a plain number.',
    ]);
    expect(template.resourcesOf('aws_vpc_security_group_ingress_rule')).toEqual([]);
  });
});

describe('the checks of a cluster', () => {
  it('see what was added since the last synth', () => {
    let stack: TerraformStack | undefined;
    let add = (): void => undefined;
    synth((scope) => {
      stack = scope;
      const { cluster, taskDefinition } = referenceStack(scope, { service: { desiredCount: 2 } });
      add = () =>
        void new Ec2Service(scope, 'Late', {
          serviceName: 'late',
          cluster,
          taskDefinition,
          desiredCount: 2,
        });
    });
    add();
    const again = () => stack && Testing.synth(stack, true);
    expect(again).toThrow('[Test/Service] static host port 80/tcp allows one task per host');
    expect(again).toThrow('[Test/Late] static host port 80/tcp allows one task per host');
  });
});

describe('the way out of a network', () => {
  const adopted = (
    attributes: Pick<Parameters<typeof Network.fromAttributes>[2], 'egress' | 'hostAddresses'>,
    associatePublicIpAddress?: boolean,
  ) =>
    synth((stack) => {
      const network = Network.fromAttributes(stack, 'Adopted', {
        vpcId: 'vpc-1',
        subnets: [{ subnetId: 'subnet-1', availabilityZone: 'eu-west-1a' }],
        ...attributes,
      });
      referenceStack(stack, { cluster: { network }, capacity: { associatePublicIpAddress } });
    });

  it.each<[string, Parameters<typeof adopted>]>([
    ['nothing is said', [{}]],
    ['nothing is said and hosts get no address', [{}, false]],
    ['private hosts use a NAT gateway', [{ egress: 'nat-gateway', hostAddresses: 'private' }]],
    ['private hosts use endpoints', [{ egress: 'vpc-endpoints' }, false]],
    ['public hosts use an internet gateway', [{ egress: 'internet-gateway' }]],
    [
      'hosts of private subnets get a public address',
      [{ egress: 'internet-gateway', hostAddresses: 'private' }, true],
    ],
  ])('is accepted where %s', (_, args) => {
    expect(() => adopted(...args)).not.toThrow();
  });
});
