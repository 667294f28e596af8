import { architectureOf, knownInstanceTypes, resourcesFrom, resourcesOf } from './instance-types';
import { addressAfter, LoopbackAddresses } from './loopback-addresses';
import { clusterOfUserData } from './user-data';

describe('resourcesOf', () => {
  it('offers what the agent of a t3.micro registers: all cpu, memory less what the kernel keeps', () => {
    expect(resourcesOf('t3.micro')).toEqual({ cpu: 2048, memoryMiB: 944 });
  });

  it('never offers more than the nominal memory, and most of it', () => {
    for (const type of knownInstanceTypes()) {
      const { cpu, memoryMiB } = resourcesOf(type) ?? { cpu: 0, memoryMiB: 0 };
      expect(cpu % 1024).toBe(0);
      expect(memoryMiB).toBeGreaterThan(400);
    }
    expect(resourcesFrom(2, 8192).memoryMiB).toBeLessThan(8192);
  });

  it('does not make up types', () => {
    expect(resourcesOf('t9.mega')).toBeUndefined();
  });
});

describe('architectureOf', () => {
  it.each([
    ['t3.micro', 'x86_64'],
    ['t4g.micro', 'arm64'],
    ['m7g.large', 'arm64'],
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
