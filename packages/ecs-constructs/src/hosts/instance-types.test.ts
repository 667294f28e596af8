import { architectureOf } from './architecture';
import { INSTANCE_TYPES } from './instance-type-table';
import {
  hostSizes,
  instanceTypeFacts,
  instanceTypeFamily,
  registeredMemory,
} from './instance-types';

const GIB = 1024;
const everyFamily = INSTANCE_TYPES.trim()
  .split('\n')
  .map((line) => line.split(' ')[0] ?? '');

describe('instanceTypeFacts', () => {
  // Read off the pages of the families at https://aws.amazon.com/ec2/instance-types/.
  it.each([
    ['t2.micro', 1, 1 * GIB],
    ['t3.nano', 2, 0.5 * GIB],
    ['t3.micro', 2, 1 * GIB],
    ['t3a.large', 2, 8 * GIB],
    ['t4g.2xlarge', 8, 32 * GIB],
    ['m5.24xlarge', 96, 384 * GIB],
    ['m6i.metal', 128, 512 * GIB],
    ['m7g.medium', 1, 4 * GIB],
    ['m7i-flex.large', 2, 8 * GIB],
    ['c5.9xlarge', 36, 72 * GIB],
    ['c5n.18xlarge', 72, 192 * GIB],
    ['c7gn.16xlarge', 64, 128 * GIB],
    ['r6g.xlarge', 4, 32 * GIB],
    ['x2iedn.32xlarge', 128, 4096 * GIB],
    ['i4i.2xlarge', 8, 64 * GIB],
    ['g4dn.xlarge', 4, 16 * GIB],
    ['g5.48xlarge', 192, 768 * GIB],
    ['p5.48xlarge', 192, 2048 * GIB],
    ['inf2.48xlarge', 192, 768 * GIB],
  ])('knows %s', (name, vcpus, memoryMiB) => {
    expect(instanceTypeFacts(name)).toMatchObject({ name, vcpus, memoryMiB });
  });

  // AMD makes those of g4ad, which ECS does not know.
  it.each([
    ['g4dn.xlarge', 1],
    ['g5.48xlarge', 8],
    ['p5.48xlarge', 8],
    ['g4ad.xlarge', 0],
    ['t3.micro', 0],
  ])('knows the GPUs of %s', (name, gpuCount) => {
    expect(instanceTypeFacts(name)?.gpuCount).toBe(gpuCount);
  });

  it.each(['m99i.large', 't3.huge', 't3', '', 'mac2.metal', '${var.type}'])(
    'does not know %j',
    (name) => expect(instanceTypeFacts(name)).toBeUndefined(),
  );

  it('has whole numbers for every type, and no type twice', () => {
    const types = everyFamily.flatMap((family) => instanceTypeFamily(`${family}.x`));
    expect(types.length).toBeGreaterThan(1200);
    expect(new Set(types.map(({ name }) => name)).size).toBe(types.length);
    for (const { vcpus, memoryMiB } of types) {
      expect(Number.isInteger(vcpus) && vcpus >= 1).toBe(true);
      expect(Number.isInteger(memoryMiB) && memoryMiB >= 512).toBe(true);
    }
  });

  it('lists sizes from the smallest to the biggest, and names whose architecture can be told', () => {
    for (const family of everyFamily) {
      const sizes = instanceTypeFamily(`${family}.x`);
      const memory = sizes.map(({ memoryMiB }) => memoryMiB);
      expect(memory).toEqual([...memory].sort((a, b) => a - b));
      expect(() => architectureOf(sizes[0]?.name ?? '')).not.toThrow();
    }
  });

  it('follows the ratios of the general, compute and memory families', () => {
    const ratios = { c: 2 * GIB, m: 4 * GIB, r: 8 * GIB };
    const regular = everyFamily.filter((family) => /^[cmr][5-8][agi]?d?$/.test(family));
    expect(regular.length).toBeGreaterThan(25);
    for (const family of regular) {
      for (const { name, vcpus, memoryMiB } of instanceTypeFamily(`${family}.x`)) {
        expect([name, memoryMiB / vcpus]).toEqual([name, ratios[family[0] as 'c' | 'm' | 'r']]);
      }
    }
  });
});

describe('registeredMemory', () => {
  // What hosts registered, as reported in public: console output, issues and pull requests.
  it.each([
    ['t2.micro', 993],
    ['t3.micro', 904],
    ['t3.micro', 963],
    ['t2.small', 2001],
    ['t3.small', 1901],
    ['t2.medium', 3952],
    ['t3.medium', 3828],
    ['t3.medium', 3884],
    ['m4.large', 7985],
    ['m6i.large', 7817],
    ['m6i.large', 7821],
    ['g4dn.xlarge', 15_731],
    ['r6id.xlarge', 31_517],
    ['r6idn.xlarge', 31_603],
    ['t2.2xlarge', 32_176],
    ['m4.4xlarge', 64_417],
    ['r6id.4xlarge', 126_722],
    ['m4.16xlarge', 257_953],
  ])('of %s includes the %d MiB that one was seen with', (name, seen) => {
    const { atLeast, atMost } = registeredMemory(instanceTypeFacts(name)?.memoryMiB ?? NaN);
    expect(seen).toBeGreaterThanOrEqual(atLeast);
    expect(seen).toBeLessThanOrEqual(atMost);
  });
});

describe('hostSizes', () => {
  it('takes away what the agent keeps, and never leaves less than nothing', () => {
    const nano = { name: 't3.nano', vcpus: 2, memoryMiB: 512, gpuCount: 0 };
    expect(hostSizes(nano).atMost).toEqual({ cpu: 2048, memoryMiB: 504, gpuCount: 0 });
    expect(hostSizes(nano, 100).atMost).toEqual({ cpu: 2048, memoryMiB: 404, gpuCount: 0 });
    expect(hostSizes(nano, 100).atLeast).toEqual({ cpu: 2048, memoryMiB: 290, gpuCount: 0 });
    expect(hostSizes(nano, 1000).atMost).toEqual({ cpu: 2048, memoryMiB: 0, gpuCount: 0 });
  });
});
