import { type ReferenceOverrides, referenceStack } from '../fixtures/reference-stack';
import { MachineImage } from '../hosts/machine-image';
import { synth } from '../testing';

const reference = (overrides: ReferenceOverrides) =>
  synth((stack) => void referenceStack(stack, overrides));

const GPU_HOSTS = {
  instanceType: 'g4dn.xlarge',
  machineImage: MachineImage.amazonLinux2023Gpu(),
};

describe('a container that takes more of its host than memory', () => {
  it('says devices, swap and GPUs in the words of the API', () => {
    const [container] = reference({
      capacity: { ...GPU_HOSTS, machineImage: MachineImage.bottlerocketNvidia() },
      container: {
        devices: [{ hostPath: '/dev/fuse' }, { hostPath: '/dev/a', permissions: ['read'] }],
        maxSwapMiB: 64,
        swappiness: 10,
        gpuCount: 1,
      },
    }).containerDefinitions();
    expect(container).toMatchObject({
      linuxParameters: {
        devices: [{ hostPath: '/dev/fuse' }, { hostPath: '/dev/a', permissions: ['read'] }],
        maxSwap: 64,
        swappiness: 10,
      },
      resourceRequirements: [{ type: 'GPU', value: '1' }],
    });
  });

  it('is refused a device with an empty list of permissions, which ECS takes for all of them', () => {
    expect(() =>
      reference({ container: { devices: [{ hostPath: '/dev/sda', permissions: [] }] } }),
    ).toThrow(
      'permissions of a device names at least one of read, write and mknod; got an empty list for /dev/sda. Name those',
    );
  });

  it('can have no network at all', () => {
    const [container] = reference({
      container: { disableNetworking: true, portMappings: [] },
    }).containerDefinitions();
    expect(container).toMatchObject({ disableNetworking: true });
  });

  it('warns of swap where Amazon Linux 2023 does not hear of it', () => {
    const warnings = (machineImage?: MachineImage) =>
      reference({ capacity: { machineImage }, container: { maxSwapMiB: 0 } }).warnings.join();
    expect(warnings()).toContain(
      'maxSwapMiB and swappiness of jane_server do nothing on the hosts of Test/Cluster/Hosts',
    );
    expect(warnings(MachineImage.bottlerocket())).not.toContain('maxSwapMiB');
  });
});

describe('GPUs', () => {
  const container = { gpuCount: 1 };

  it('fit on hosts that have them and their drivers', () => {
    expect(reference({ capacity: GPU_HOSTS, container }).warnings).toEqual([]);
  });

  it.each([
    ['on hosts without', { instanceType: 't3.micro' }, 't3.micro 0'],
    ['with an image without drivers', { instanceType: 'g4dn.xlarge' }, 'g4dn.xlarge 0'],
    ['beyond those of one host', GPU_HOSTS, 'g4dn.xlarge 1', 2],
  ])('are refused %s', (_, capacity, got, gpuCount = 1) => {
    expect(() => reference({ capacity, container: { gpuCount } })).toThrow(
      `from one host, which has them only with an image that has their drivers; got hosts that register no more than that: ${got}. Choose`,
    );
  });

  it('are counted over all hosts, and during a rollout', () => {
    const ports = { portMappings: [{ containerPort: 8080 }] };
    expect(() =>
      reference({
        capacity: { ...GPU_HOSTS, instanceCount: 3 },
        container: { ...container, ...ports },
        service: { desiredCount: 3, dynamicPortPeers: [], peers: undefined },
      }),
    ).toThrow(/a rollout would hang: .* and 1 GPU, but not for one more; got room for 3/);
  });

  it('are not for Graviton hosts with the image of ECS', () => {
    expect(() => reference({ capacity: { ...GPU_HOSTS, instanceType: 'g5g.xlarge' } })).toThrow(
      'the image of ECS with drivers for GPUs is for x86_64 hosts; got arm64',
    );
  });
});
