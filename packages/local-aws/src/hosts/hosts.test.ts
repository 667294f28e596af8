import { MotoClient } from '../moto/moto-client';
import { FakeMoto } from '../testing/fake-moto';
import { architectureOf, InstanceTypes, resourcesFrom } from './instance-types';
import { addressAfter, LoopbackAddresses } from './loopback-addresses';
import { clusterOfUserData } from './user-data';

describe('InstanceTypes', () => {
  const catalogue = (inside: string) => {
    const moto = new FakeMoto({ DescribeInstanceTypes: inside });
    return { moto, types: new InstanceTypes(moto.client) };
  };
  const MICRO =
    '<instanceTypeSet><item><vCpuInfo><defaultVCpus>2</defaultVCpus></vCpuInfo>' +
    '<memoryInfo><sizeInMiB>1024</sizeInMiB></memoryInfo></item></instanceTypeSet>';

  it('offers what the agent of a t3.micro registers, and asks the catalogue once', async () => {
    const { moto, types } = catalogue(MICRO);
    for (const region of ['us-east-1', 'eu-west-1']) {
      expect(await types.resourcesOf(region, 't3.micro')).toEqual({ cpu: 2048, memoryMiB: 944 });
    }
    expect(moto.seen('DescribeInstanceTypes')).toEqual([
      expect.objectContaining({
        parameters: expect.objectContaining({ 'InstanceType.1': 't3.micro' }),
      }),
    ]);
  });

  it.each(['<instanceTypeSet/>', '', '<instanceTypeSet><item/></instanceTypeSet>'])(
    'does not make up types, and asks again: the catalogue says %j',
    async (inside) => {
      const { moto, types } = catalogue(inside);
      expect(await types.resourcesOf('us-east-1', 't9.mega')).toBeUndefined();
      expect(await types.resourcesOf('us-east-1', 't9.mega')).toBeUndefined();
      expect(moto.seen('DescribeInstanceTypes')).toHaveLength(2);
    },
  );

  it('takes a catalogue that does not answer for one without the type', async () => {
    const broken = new MotoClient(() => Promise.reject(new Error('no moto')));
    const types = new InstanceTypes(broken);
    expect(await types.resourcesOf('us-east-1', 't3.micro')).toBeUndefined();
  });
});

describe('resourcesFrom', () => {
  it.each([
    [2, 512, 432],
    [2, 8192, 7700],
    [192, 786432, 785408],
  ])('leaves of %d vCPU and %d MiB all cpu and %d MiB', (vcpus, mib, memoryMiB) => {
    expect(resourcesFrom(vcpus, mib)).toEqual({ cpu: vcpus * 1024, memoryMiB });
  });
});

describe('architectureOf', () => {
  it.each([
    ['t3.micro', 'x86_64'],
    ['t4g.micro', 'arm64'],
    ['m7g.large', 'arm64'],
    ['a1.medium', 'arm64'],
    ['g4dn.xlarge', 'x86_64'],
  ])('%s is %s', (type, architecture) => expect(architectureOf(type)).toBe(architecture));
});

describe('LoopbackAddresses', () => {
  const everywhere = new LoopbackAddresses('127.0.0.254', () => Promise.resolve(true));

  it('gives each host the lowest free address, and the same one when asked again', async () => {
    expect(await everywhere.check()).toBeUndefined();
    expect(['a', 'b', 'c', 'a'].map((host) => everywhere.assign(host))).toEqual([
      '127.0.0.254',
      '127.0.0.255',
      '127.0.1.0',
      '127.0.0.254',
    ]);
    everywhere.release('b');
    expect(everywhere.assign('d')).toBe('127.0.0.255');
  });

  it('shares 127.0.0.1 and says so where the system has no others', async () => {
    const mac = new LoopbackAddresses('127.0.0.11', (address) =>
      Promise.resolve(address === '127.0.0.1'),
    );
    expect(await mac.check()).toMatch(
      /cannot listen on 127\.0\.0\.11: all hosts share 127\.0\.0\.1/,
    );
    expect([mac.assign('a'), mac.assign('b')]).toEqual(['127.0.0.1', '127.0.0.1']);
  });

  it('counts over the end of an octet', () => {
    expect(addressAfter('127.0.255.255', 1)).toBe('127.1.0.0');
  });
});

describe('clusterOfUserData', () => {
  it.each([
    ['a shell script', '#!/bin/bash\necho ECS_CLUSTER=one >> /etc/ecs/ecs.config\n', 'one'],
    [
      'a quoted heredoc',
      "cat <<'EOF' >> /etc/ecs/ecs.config\nECS_CLUSTER=one\nECS_ENABLE_TASK_IAM_ROLE=true\nEOF",
      'one',
    ],
    ['the last of two', 'ECS_CLUSTER=one\nECS_CLUSTER=two', 'two'],
    [
      'Bottlerocket',
      '[settings.host-containers.admin]\nenabled = true\n[settings.ecs]\ncluster = "one"\n',
      'one',
    ],
    ['nothing about ECS', '#!/bin/bash\nyum update\n', undefined],
    ['a comment', '# ECS_CLUSTER=one', undefined],
    ['nothing at all', '', undefined],
  ])('reads %s, plain or in base64', (_title, userData, cluster) => {
    expect(clusterOfUserData(userData)).toBe(cluster);
    expect(clusterOfUserData(Buffer.from(userData).toString('base64'))).toBe(cluster);
  });
});
