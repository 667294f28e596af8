import { architectureOf, platformOf } from './architecture';

describe('architectureOf', () => {
  it.each([
    't3.micro',
    't2.micro',
    't3a.nano',
    'm5.large',
    'm7i-flex.large',
    'c6in.xlarge',
    'g4dn.xlarge',
    'g6e.xlarge',
    'p4d.24xlarge',
    'p6-b200.48xlarge',
    'x2iedn.xlarge',
    'inf2.xlarge',
    'u7i-12tb.224xlarge',
    'u-6tb1.metal',
    'z1d.large',
  ])('knows that %s has Intel or AMD processors', (instanceType) => {
    expect(architectureOf(instanceType)).toBe('x86_64');
  });

  it.each([
    'a1.medium',
    't4g.micro',
    'm6g.large',
    'm7gd.metal',
    'c7gn.large',
    'r8g.large',
    'im4gn.large',
    'is4gen.large',
    'x2gd.large',
    'g5g.xlarge',
    'hpc7g.4xlarge',
    'i8ge.large',
    'p6e-gb200.36xlarge',
  ])('knows that %s has Arm processors', (instanceType) => {
    expect(architectureOf(instanceType)).toBe('arm64');
  });

  it.each(['', 't3', 'micro.t3.', 'T3.micro', '.micro'])('refuses %j', (instanceType) => {
    expect(() => architectureOf(instanceType)).toThrow(
      `architectureOf: not an EC2 instance type; got ${JSON.stringify(instanceType)}. Give a family and a size`,
    );
  });
});

describe('platformOf', () => {
  it('names the platform as Docker does', () => {
    expect(platformOf('x86_64')).toBe('linux/amd64');
    expect(platformOf('arm64')).toBe('linux/arm64');
  });
});
