import { referenceStack } from '../fixtures/reference-stack';
import { synth } from '../testing';
import type { AgentConfiguration } from './agent-configuration';
import type { Ec2CapacityOptions } from './ec2-capacity-options';
import { MachineImage } from './machine-image';

const withAgent = (
  agentConfiguration: AgentConfiguration,
  capacity: Partial<Ec2CapacityOptions> = {},
) => synth((stack) => referenceStack(stack, { capacity: { agentConfiguration, ...capacity } }));

describe('AgentConfiguration', () => {
  it('reaches the user data', () => {
    expect(withAgent({ reservedMemoryMiB: 64 }).userData()).toContain('\nECS_RESERVED_MEMORY=64\n');
  });

  it('keeps tasks in awsvpc mode away from the instance metadata, unless told otherwise', () => {
    expect(withAgent({}).userData()).toContain('ECS_AWSVPC_BLOCK_IMDS=true\n');
    expect(withAgent({ blockInstanceMetadataForAwsVpc: false }).userData()).toContain(
      'ECS_AWSVPC_BLOCK_IMDS=false\n',
    );
  });

  it('cannot end the script early', () => {
    const template = withAgent({ additional: { ECS_X: 'CONFIG' } });
    expect(template.userData()).toContain('\nECS_X=CONFIG\nCONFIG\n');
  });

  it.each([
    [
      { additional: { ECS_X: 'a\nCONFIG\nreboot' } },
      'ECS_X in agentConfiguration.additional must be one line; got "a\\nCONFIG\\nreboot". Remove the line break.',
    ],
    [
      { additional: { 'ECS_X=1\nY': 'a' } },
      'names in agentConfiguration.additional must be capital letters, digits and underscores; got "ECS_X=1\\nY".',
    ],
    [
      { additional: { ECS_CLUSTER: 'other' } },
      'agentConfiguration.additional may not name what is set elsewhere; ECS_CLUSTER is set by ' +
        'the cluster that the capacity is added to; got "other". Remove ECS_CLUSTER from agentConfiguration.additional.',
    ],
    [
      { additional: { ECS_RESERVED_MEMORY: '64' } },
      'agentConfiguration.additional may not name what is set elsewhere; ECS_RESERVED_MEMORY is set by reservedMemoryMiB',
    ],
    [
      { instanceAttributes: { 'a b': 'c' } },
      'names in agentConfiguration.instanceAttributes must be 1 to 128 letters, digits and any of - _ . / \\; got "a b".',
    ],
    [
      { instanceAttributes: { tier: 'a\nb' } },
      'the attribute tier in agentConfiguration.instanceAttributes must be 1 to 128 letters, digits, inner spaces ' +
        'and any of - _ . @ : / \\; got "a\\nb".',
    ],
    [
      { logDrivers: ['awslogs,splunk'] },
      'agentConfiguration.logDrivers must be names of log drivers; got "awslogs,splunk". Name drivers of Docker',
    ],
    [
      { reservedMemoryMiB: -1 },
      'agentConfiguration.reservedMemoryMiB must be a whole number of 0 MiB or more; got -1.',
    ],
    [
      { imageCleanupIntervalSeconds: 599 },
      'agentConfiguration.imageCleanupIntervalSeconds must be a whole number of 600 seconds or more; got 599.',
    ],
    [
      { containerStopTimeoutSeconds: 0 },
      'agentConfiguration.containerStopTimeoutSeconds must be a whole number of 1 seconds or more; got 0.',
    ],
  ] as [AgentConfiguration, string][])('refuses %j', (configuration, message) => {
    expect(() => withAgent(configuration)).toThrow(`Test/Cluster/Hosts: ${message}`);
  });
});

describe('AgentConfiguration of Bottlerocket', () => {
  const machineImage = MachineImage.bottlerocket();

  it('is written as TOML', () => {
    expect(withAgent({ logLevel: 'warn' }, { machineImage }).userData()).toContain(
      'loglevel = "warn"\n',
    );
    expect(withAgent({}, { machineImage, spot: {} }).userData()).toContain(
      'enable-spot-instance-draining = true\n',
    );
  });

  it.each([
    [
      { additional: { ECS_POLL_METRICS: 'true' } },
      'Bottlerocket takes no ecs.config, so agentConfiguration.additional has no equivalent there; got ECS_POLL_METRICS. ' +
        'Use additionalUserData with the TOML setting, or another machine image.',
    ],
    [
      { taskIamRole: false },
      'Bottlerocket always lets tasks have roles of their own; got agentConfiguration.taskIamRole false. ' +
        'Leave taskIamRole out, or choose another machine image.',
    ],
  ])('refuses %j', (configuration, message) => {
    expect(() => withAgent(configuration, { machineImage })).toThrow(
      `Test/Cluster/Hosts: ${message}`,
    );
  });
});

describe('additional user data', () => {
  it('is part of the script', () => {
    const template = withAgent({}, { additionalUserData: 'yum install -y nfs-utils' });
    expect(template.userData()).toMatch(/\nCONFIG\nyum install -y nfs-utils\n$/);
  });

  it('keeps variables and quotes of the shell from Terraform', () => {
    const additionalUserData = 'echo "${HOME} %{x} \\" # \'\r\n';
    const { attributes } = withAgent({}, { additionalUserData }).resource('aws_launch_template');
    expect(attributes['user_data']).toContain(
      'echo \\"\\u0024{HOME} \\u0025{x} \\\\\\" # \'\\r\\n',
    );
    expect(withAgent({}, { additionalUserData }).userData()).toContain(`\n${additionalUserData}`);
  });

  it('must be TOML for Bottlerocket, which has no shell', () => {
    const machineImage = MachineImage.bottlerocket();
    const additionalUserData = '[settings.kernel]\nlockdown = "integrity"';
    expect(withAgent({}, { machineImage, additionalUserData }).userData()).toContain(
      `\n${additionalUserData}\n`,
    );
    expect(() => withAgent({}, { machineImage, additionalUserData: 'yum update\n' })).toThrow(
      'Test/Cluster/Hosts: additionalUserData for Bottlerocket must be TOML that begins with the name of a table; ' +
        'got "yum update". Begin with a table such as [settings.kernel], or choose an image with a shell.',
    );
  });
});
